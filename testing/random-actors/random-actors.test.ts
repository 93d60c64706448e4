import { randomBytes, randomUUID } from "node:crypto";
import { and, asc, inArray, isNull, lte, notInArray, eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import type { NamedEntity } from "@/lib/access/restriction";
import { roles, type Role } from "@/lib/access/permissions";
import { createApiGate } from "@/lib/api-keys/server/api-gate";
import { createApiKey } from "@/lib/api-keys/server/create-api-key";
import { approve, decline } from "@/lib/approvals/server/decide-approval";
import { approvalIdSchema } from "@/lib/approvals/types";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { confirmablePreview } from "@/lib/deletions/preview/confirmable-preview";
import { cancelDeletion, pauseDeletion, resumeDeletion } from "@/lib/deletions/server/control-deletion";
import { previewSelection } from "@/lib/deletions/server/preview/preview-selection";
import { requestConfirmed } from "@/lib/deletions/server/request/request-confirmed";
import { selectionSchema } from "@/lib/deletions/request/schema";
import { emptyScope, wildcard, type Scope } from "@/lib/deletions/scope/scope";
import type { Selection } from "@/lib/deletions/types";
import { isFinished } from "@/lib/deletions/status";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { Filter } from "@/lib/filters/filter";
import { entityKinds } from "@/lib/memories/entity";
import { entityFields, type EntityField, type MemoryId } from "@/lib/memories/types";
import { readSafetyRule } from "@/lib/safety/server/read-rule";
import { ruleByDefault, type SafetyRule } from "@/lib/safety/types";
import { builtinStoreId, builtinStoreName } from "@/lib/stores/store-ids";
import { setRule, signedIn } from "@/testing/approvals/admins";
import { testRunner } from "@/testing/deletions/deletion-fixtures";
import { apiFor, type Ask } from "@/testing/mem0-api/api-fixtures";
import { seededRandom } from "@/testing/seeded-random";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { approvals } from "@/drizzle/schema/approvals";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { memories } from "@/drizzle/schema/memories";
import { callTool } from "@/lib/mcp/server/call-tool";
import { toolsWith } from "@/lib/mcp/server/tools";

// Random requests by random actors: members and API keys of every role, keys narrowed and not, by the console's verbs, Mem0's API
// and as agents, with the rule of the second person on and off. After each, what is gone is held against what its
// deletion was allowed to take, by a model of the rules that is written here anew, without SQL. LETHE_RANDOM_ACTORS_STEPS=10000
// takes half an hour; a failure names the seed, and LETHE_RANDOM_ACTORS_SEED sends the same again.
const stepCount = Number(process.env["LETHE_RANDOM_ACTORS_STEPS"] ?? 500);
const seed = Number(process.env["LETHE_RANDOM_ACTORS_SEED"] ?? randomBytes(4).readInt32BE());

const test = useTestDatabase();
const { database } = test;
const random = seededRandom(seed);
const chance = (share: number): boolean => random() < share;
const pick = <Value>(values: readonly Value[]): Value => {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error("There is nothing to pick from.");
  return value;
};

const names = ["ann", "bob", "carl"] as const;
const agents = ["bot", "bee", null] as const;
const countMin = 8;

type Row = {
  id: MemoryId;
  memory: string;
  metadata: Record<string, unknown>;
} & Record<EntityField, string | null>;

/** Who asks. `maker`: the member who stands behind them and must not approve what they ask for. */
type Who = {
  name: string;
  role: Role;
  ctx: Context;
  ask: Ask | null;
  only: NamedEntity[] | null;
  storeId: string | null;
  maker: string;
};

let members: Who[] = [];
let keys: Who[] = [];
let runner: ReturnType<typeof testRunner>;
const noModels = { chat: () => null, embedding: () => null, onFailure: () => undefined };
const tools = toolsWith(noModels);

beforeAll(async () => {
  runner = testRunner(database(), { pollSeconds: 0.05 });
  const people: [string, Role][] = [
    ["ada", "admin"],
    ["bo", "admin"],
    ["cy", "admin"],
    ["sam", "support"],
    ["vic", "viewer"],
    ["odd", "auditor"],
  ];
  for (const [name, role] of people) {
    const ctx = await signedIn(test.context(), name, role);
    members.push({ name, role, ctx, ask: null, only: null, storeId: null, maker: ctx.actor.id });
  }
  members = [...members];
  const gate = createApiGate({
    database: database(),
    requestsPerMinute: 0,
    secret: test.context().secret,
    now: () => new Date(),
    onNoteFailed: () => undefined,
  });
  const narrowings = [
    { entities: null, storeId: null },
    { entities: [{ kind: "user" as const, value: "ann" }], storeId: null },
    {
      entities: [
        { kind: "agent" as const, value: "bot" },
        { kind: "user" as const, value: "carl" },
      ],
      storeId: builtinStoreId,
    },
  ];
  for (const role of roles)
    for (const narrowing of narrowings) {
      const maker = pick(members.filter((member) => member.role === "admin"));
      const name = `${role} key`;
      const { key } = await createApiKey(maker.ctx, { name, role, ...narrowing });
      const headers = { authorization: `Token ${key}` };
      const { actor, restriction } = await gate(new Request("https://lethe.test", { headers }));
      const { session: _session, ...rest } = test.context();
      const ctx: Context = { ...rest, actor, restriction };
      const only = narrowing.entities;
      keys.push({
        name,
        role,
        ctx,
        ask: apiFor(() => ctx),
        only,
        storeId: narrowing.storeId,
        maker: maker.ctx.actor.id,
      });
    }
  keys = [...keys];
});
afterAll(() => runner.stop());

// ── The model: what a request takes, and who may have that. ──

const fieldOf = { user: "user_id", agent: "agent_id", app: "app_id", run: "run_id" } as const;

const matches = (filter: Filter, row: Row): boolean => {
  if ("and" in filter) return filter.and.every((part) => matches(part, row));
  if ("or" in filter) return filter.or.some((part) => matches(part, row));
  if ("not" in filter) return !matches(filter.not, row);
  if (filter.field === "text") return row.memory.includes(filter.value);
  if (filter.field === "created_at") return true;
  if (filter.field === "user_id" || filter.field === "agent_id") {
    const value = row[filter.field];
    if (filter.operator === "present") return value !== null;
    if (filter.operator === "eq") return value === filter.value;
  }
  throw new Error(`The model knows no ${JSON.stringify(filter)}.`);
};

/** What a selection names or matches, without what is left out of it. */
const takenBy = (selection: Selection, row: Row): boolean => {
  switch (selection.kind) {
    case "listed":
      return selection.ids.includes(row.id);
    case "entity":
      return row[fieldOf[selection.entity.kind]] === selection.entity.value;
    case "matching":
      return selection.filter !== null && matches(selection.filter, row);
    case "scope": {
      const { scope } = selection;
      const asked = entityFields.filter((field) => scope[field] !== null);
      const tiers = Object.entries(scope.metadata ?? {});
      if (asked.length === 0 && tiers.length === 0) return false;
      if (asked.every((field) => scope[field] === wildcard) && asked.length === 4 && tiers.length === 0)
        return true;
      return (
        asked.every((field) =>
          scope[field] === wildcard ? row[field] !== null : row[field] === scope[field],
        ) && tiers.every(([key, value]) => row.metadata[key] === value)
      );
    }
  }
};

const excludedOf = (selection: Selection): readonly string[] =>
  "excludedIds" in selection ? selection.excludedIds : [];

const namesAny = (selection: Selection): boolean => {
  const inFilter = (filter: Filter): boolean => {
    if ("and" in filter) return filter.and.some(inFilter);
    if ("or" in filter) return filter.or.some(inFilter);
    if ("not" in filter) return false;
    return entityFields.some((field) => field === filter.field) && filter.operator === "eq";
  };
  switch (selection.kind) {
    case "listed":
      return false;
    case "entity":
      return true;
    case "scope":
      return entityFields.some((field) => (selection.scope[field] ?? wildcard) !== wildcard);
    case "matching":
      return selection.filter !== null && inFilter(selection.filter);
  }
};

/** Whether it is an admin's: a wildcard, a wipe, or what comes to the same. */
const takesAll = (selection: Selection, rows: readonly Row[]): boolean => {
  if (selection.kind === "listed") return false;
  if (selection.kind === "scope" && entityFields.some((field) => selection.scope[field] === wildcard))
    return true;
  const taken = rows.filter((row) => takenBy(selection, row));
  if (taken.length === 0) return false;
  if (namesAny(selection)) return taken.length === rows.length && rows.length >= 20;
  return (
    taken.length === rows.length ||
    entityFields.some((field) => {
      const having = rows.filter((row) => row[field] !== null);
      return having.length > 0 && having.every((row) => takenBy(selection, row));
    })
  );
};

const mayDelete = (who: Who, selection: Selection, rows: readonly Row[]): boolean => {
  if (who.role !== "support" && who.role !== "admin") return false;
  return who.role === "admin" || !takesAll(selection, rows);
};

const isReached = ({ only }: Who, row: Row): boolean =>
  only === null || only.some(({ kind, value }) => row[fieldOf[kind]] === value);

/** What a request may take at most. */
const allowedOf = (who: Who, selection: Selection, rows: readonly Row[]): Set<string> => {
  if (!mayDelete(who, selection, rows)) return new Set();
  const excluded = excludedOf(selection);
  const taken = rows.filter(
    (row) => takenBy(selection, row) && isReached(who, row) && !excluded.includes(row.id),
  );
  return new Set(taken.map(({ id }) => id));
};

const isUnderRule = (who: Who, selection: Selection, rows: readonly Row[], rule: SafetyRule): boolean => {
  if (!rule.isOn || (who.ask !== null && selection.kind === "listed")) return false;
  const excluded = excludedOf(selection);
  const count =
    selection.kind === "listed"
      ? selection.ids.length
      : rows.filter((row) => takenBy(selection, row) && !excluded.includes(row.id)).length;
  return (
    takesAll(selection, rows) ||
    (rule.countMax !== null && count > rule.countMax) ||
    (rule.coversSupport && who.role === "support")
  );
};

// ── What is asked for. ──

const someScope = (): Scope => {
  if (chance(0.15)) return { ...emptyScope, user_id: "*", agent_id: "*", app_id: "*", run_id: "*" };
  return {
    ...emptyScope,
    user_id: pick([null, "*", ...names]),
    agent_id: pick([null, null, "*", "bot", "bee"]),
    metadata: chance(0.2) ? { tier: "gold" } : null,
  };
};

const someCondition = (): Filter =>
  pick<Filter>([
    { field: "user_id", operator: "eq", value: pick(names) },
    { field: "agent_id", operator: "eq", value: "bot" },
    { field: "user_id", operator: "present" },
    { field: "agent_id", operator: "present" },
    { field: "created_at", operator: "gt", value: "1970-01-01" },
    { field: "text", operator: "contains", value: pick(["tea", "note", "pollen"]) },
    { not: { field: "text", operator: "contains", value: "nothing like it" } },
  ]);

const someFilter = (depth = 1): Filter => {
  if (depth === 4 || chance(0.7)) return someCondition();
  const parts = [someFilter(depth + 1), someFilter(depth + 1)];
  return chance(0.5) ? { or: parts } : { and: parts };
};

const someSelection = (rows: readonly Row[]): Selection => {
  const excludedIds = chance(0.2) ? [pick(rows).id] : [];
  return selectionSchema.parse(
    pick<() => unknown>([
      () => ({ kind: "listed", ids: [pick(rows).id, pick(rows).id, ...(chance(0.2) ? [randomUUID()] : [])] }),
      () => ({ kind: "matching", filter: someFilter(), excludedIds }),
      () => ({ kind: "scope", scope: someScope(), excludedIds: [] }),
      () => ({
        kind: "entity",
        entity: { kind: pick(entityKinds), value: pick([...names, "bot", "bee", "*"]) },
      }),
    ])(),
  );
};

const thresholds = { buttonCountMax: 3, selectedButtonCountMax: 5, mustSupportNameTicket: false };

/** As the dialog does: preview, what it asks for typed, request. */
const requestAsMember = async (who: Who, selection: Selection): Promise<void> => {
  // Who may not preview asks with what another one was shown.
  const shownTo = who.role === "support" || who.role === "admin" ? who.ctx : members[0]?.ctx;
  if (shownTo === undefined) throw new Error("There are no members.");
  const preview = await previewSelection(shownTo, { storeId: builtinStoreId, selection });
  const { required, count, absentCount, id, cutoffAt } = confirmablePreview(preview, {
    selection,
    actor: who.ctx.actor,
    thresholds,
    rule: await readSafetyRule(database()),
  });
  const expectedCount = count + absentCount;
  if (expectedCount === 0) return;
  const typed = required.kind === "store_name" ? builtinStoreName : String(expectedCount);
  await requestConfirmed(
    who.ctx,
    {
      storeId: builtinStoreId,
      selection,
      expectedCount,
      cutoffAt: new Date(cutoffAt),
      previewId: id,
      reason: null,
      ticket: null,
      idempotencyKey: randomUUID(),
      confirmation: { typed: chance(0.05) ? "something else" : typed, hasReadSentence: true },
    },
    thresholds,
  );
};

/** What Mem0's API and its tools have a word for. */
const offeredToKeys = (selection: Selection): Selection =>
  selection.kind === "matching"
    ? { kind: "scope", scope: someScope(), excludedIds: [], keepsImmutable: false }
    : selection;

const requestAsKey = async (ask: Ask, selection: Selection): Promise<void> => {
  switch (selection.kind) {
    case "listed": {
      const [first] = selection.ids;
      if (selection.ids.length === 1) await ask("DELETE", `/v1/memories/${first}/`);
      else await ask("DELETE", "/v1/batch/", { memories: selection.ids.map((memory_id) => ({ memory_id })) });
      return;
    }
    case "scope": {
      await ask("DELETE", `/v1/memories/?${queryOf(selection.scope)}`);
      return;
    }
    case "entity": {
      const { kind, value } = selection.entity;
      await ask("DELETE", `/${pick(["v1", "v2"])}/entities/${kind}/${encodeURIComponent(value)}/`);
      return;
    }
    case "matching":
      throw new Error("Keys have no filters to delete by.");
  }
};

const queryOf = ({ metadata, ...ids }: Scope): string =>
  new URLSearchParams([
    ...Object.entries(ids).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
    ...(metadata === null ? [] : [["metadata", JSON.stringify(metadata)]]),
  ]).toString();

const requestAsAgent = async (who: Who, selection: Selection): Promise<void> => {
  const call = async (name: string, given: Record<string, unknown>) => {
    const tool = tools.find((each) => each.name === name);
    if (tool === undefined) throw new Error(`There is no tool ${name}.`);
    const log = () => ({ info: () => undefined, error: () => undefined });
    await callTool(who.ctx, tool, given, { url: new URL("https://lethe.test/api/mcp"), log });
  };
  switch (selection.kind) {
    case "listed":
      for (const memory_id of selection.ids) await call("delete_memory", { memory_id });
      return;
    case "scope":
      return call("delete_all_memories", { ...withoutNull(selection.scope), confirm_wildcards: true });
    case "entity":
      return call("delete_entities", {
        entity_type: selection.entity.kind,
        entity_id: selection.entity.value,
      });
    case "matching":
      throw new Error("Agents have no filters to delete by.");
  }
};

const withoutNull = (scope: Scope) =>
  Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== null));

// ── One step, and what is looked at after it. ──

type Known = { who: Who; allowed: Set<string>; isUnderRule: boolean; takesAll: boolean; isOpen: boolean };
const known = new Map<string, Known>();
const deletedOf = new Map<string, number>();

const readRows = async (): Promise<Row[]> =>
  (await database().select().from(memories).orderBy(asc(memories.memory))).map((row) => ({
    id: row.id as MemoryId,
    memory: row.memory,
    metadata: row.metadata,
    user_id: row.userId,
    agent_id: row.agentId,
    app_id: row.appId,
    run_id: row.runId,
  }));

let noteNumber = 0;
const refill = async (): Promise<void> => {
  const count = await database().$count(memories);
  if (count >= countMin) return;
  await insertMemories(
    database(),
    Array.from({ length: 14 - count }, () => ({
      memory: `${pick(["tea", "pollen", "peanuts"])} note ${String(++noteNumber).padStart(6, "0")}`,
      userId: pick([...names, null]),
      agentId: pick(agents),
      metadata: chance(0.3) ? { tier: "gold" } : {},
    })),
  );
};

const settled = async (): Promise<void> => {
  const busy = ["queued", "running", "verifying"] as const;
  for (;;) {
    runner.wake();
    if ((await database().$count(deletions, inArray(deletions.status, [...busy]))) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};

const expected = async (work: Promise<unknown>): Promise<"done" | "refused"> => {
  try {
    await work;
    return "done";
  } catch (error) {
    if (error instanceof ExpectedError) return "refused";
    throw error;
  }
};

const controlNames = ["pause", "resume", "cancel"] as const;
const controls = { pause: pauseDeletion, resume: resumeDeletion, cancel: cancelDeletion } as const;

it(
  `deletes nothing that is not allowed, in ${stepCount} requests (ASVS 4.2.1)`,
  { timeout: stepCount * 2_000 },
  async () => {
    let rule: SafetyRule = ruleByDefault;
    let acceptedCount = 0;
    for (let step = 0; step < stepCount; step++) {
      await refill();
      const before = await readRows();
      const say = `LETHE_RANDOM_ACTORS_SEED=${seed}, step ${step}`;
      const kind = random();
      let asked: { who: Who; selection: Selection } | null = null;
      if (kind < 0.35) {
        asked = { who: pick(members), selection: someSelection(before) };
        await expected(requestAsMember(asked.who, asked.selection));
      } else if (kind < 0.65) {
        asked = { who: pick(keys), selection: offeredToKeys(someSelection(before)) };
        if (asked.who.ask !== null) await requestAsKey(asked.who.ask, asked.selection);
      } else if (kind < 0.75) {
        asked = { who: pick(keys), selection: offeredToKeys(someSelection(before)) };
        await requestAsAgent(asked.who, asked.selection);
      } else if (kind < 0.85) {
        const open = [...known].filter(([, each]) => each.isOpen);
        if (open.length > 0) {
          const [id, each] = pick(open);
          const who = pick(members);
          const outcome = await expected(
            controls[pick(controlNames)](who.ctx, { id: deletionIdSchema.parse(id) }),
          );
          const mayControl = who.role === "admin" || (who.role === "support" && !each.takesAll);
          if (!mayControl) expect(outcome, `${say}: ${who.name} controls ${id}`).toBe("refused");
        }
      } else if (kind < 0.94) {
        const [waiting] = await database()
          .select({ id: approvals.id })
          .from(approvals)
          .where(isNull(approvals.decision))
          .orderBy(asc(approvals.requestedAt));
        if (waiting !== undefined) {
          const { ctx } = pick([...members, ...keys]);
          const id = approvalIdSchema.parse(waiting.id);
          await expected(chance(0.75) ? approve(ctx, { id }) : decline(ctx, { id, reason: null }));
        }
      } else {
        rule = { isOn: chance(0.6), countMax: pick([null, 1, 3]), coversSupport: chance(0.3) };
        await setRule(database(), rule);
      }
      await settled();
      acceptedCount += await judge(say, asked, before, rule);
    }
    expect(acceptedCount).toBeGreaterThan(stepCount / 20);
  },
);

/** Returns how many deletions were begun. */
const judge = async (
  say: string,
  asked: { who: Who; selection: Selection } | null,
  before: readonly Row[],
  rule: SafetyRule,
): Promise<number> => {
  const fresh = await database()
    .select({ id: deletions.id, actor: deletions.actor })
    .from(deletions)
    .where(known.size === 0 ? undefined : notInArray(deletions.id, [...known.keys()]));
  for (const { id, actor } of fresh) {
    if (asked === null) throw new Error(`${say}: a deletion that was not asked for.`);
    const { who, selection } = asked;
    expect(actor.id, say).toBe(who.ctx.actor.id);
    const allowed = allowedOf(who, selection, before);
    const words = `${say}: ${who.name} got ${JSON.stringify(selection)}`;
    expect(mayDelete(who, selection, before), words).toBe(true);
    known.set(id, {
      who,
      allowed,
      isUnderRule: isUnderRule(who, selection, before, rule),
      takesAll: takesAll(selection, before),
      isOpen: true,
    });
  }
  const open = [...known].filter(([, each]) => each.isOpen).map(([id]) => id);
  const gone = before.map(({ id }) => id);
  const left = new Set((await readRows()).map(({ id }) => id));
  const vanished = gone.filter((id) => !left.has(id));
  const told: string[] = [];
  if (open.length > 0) {
    const rows = await database()
      .select({ id: deletions.id, status: deletions.status })
      .from(deletions)
      .where(inArray(deletions.id, open));
    const items = await database()
      .select({ id: deletionItems.deletionId, memoryId: deletionItems.memoryId })
      .from(deletionItems)
      .innerJoin(deletions, eq(deletions.id, deletionItems.deletionId))
      .where(
        and(
          inArray(deletionItems.deletionId, open),
          isNull(deletionItems.outcome),
          lte(deletionItems.seq, deletions.cursorSeq),
        ),
      );
    for (const { id, status } of rows) {
      const each = known.get(id);
      if (each === undefined) continue;
      const taken = items.filter((item) => item.id === id).map(({ memoryId }) => memoryId ?? "");
      for (const memoryId of taken)
        expect(each.allowed.has(memoryId), `${say}: ${each.who.name}'s ${id} took ${memoryId}`).toBe(true);
      if (taken.length > (deletedOf.get(id) ?? 0)) told.push(...taken);
      deletedOf.set(id, taken.length);
      if (each.isUnderRule && taken.length > 0) await requireApproved(say, id, each.who);
      each.isOpen = !isFinished(status);
    }
  }
  // Nothing goes without a record of who had it deleted.
  for (const id of vanished) expect(told, `${say}: ${id} is gone`).toContain(id);
  return fresh.length;
};

const requireApproved = async (say: string, deletionId: string, who: Who): Promise<void> => {
  const [approval] = await database().select().from(approvals).where(eq(approvals.deletionId, deletionId));
  expect(approval?.decision, `${say}: ${who.name}'s ${deletionId} was not approved`).toBe("approved");
  const by = approval?.decidedBy;
  expect(by?.kind).toBe("member");
  expect(by?.id, `${say}: approved by who asked`).not.toBe(who.maker);
  const decider = members.find(({ ctx }) => ctx.actor.id === by?.id);
  expect(decider?.role, say).toBe("admin");
};
