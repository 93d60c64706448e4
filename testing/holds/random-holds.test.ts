import { randomBytes, randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import { cancelDeletion, pauseDeletion, resumeDeletion } from "@/lib/deletions/server/control-deletion";
import { requestDeletion } from "@/lib/deletions/server/request/request-deletion";
import { emptyScope } from "@/lib/deletions/scope/scope";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { isOutage } from "@/lib/database/server/database-error";
import { ExpectedError } from "@/lib/errors/expected-error";
import { isStoreOutage } from "@/lib/errors/store-error";
import type { Filter } from "@/lib/filters/filter";
import { placeHold } from "@/lib/holds/server/place-hold";
import { releaseHold } from "@/lib/holds/server/release-hold";
import type { HoldCovers, HoldId } from "@/lib/holds/types";
import { callTool } from "@/lib/mcp/server/call-tool";
import { toolsWith } from "@/lib/mcp/server/tools";
import { ruleTermsSchema } from "@/lib/retention/schema";
import { beginDueRun } from "@/lib/retention/server/claim-run";
import { doNextRun } from "@/lib/retention/server/do-run";
import { createRule, runRuleNow, turnOnRule } from "@/lib/retention/server/manage-rules";
import type { RuleId } from "@/lib/retention/types";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";
import { signedIn } from "@/testing/approvals/admins";
import { previewedInput, testRunner } from "@/testing/deletions/deletion-fixtures";
import { apiFor } from "@/testing/mem0-api/api-fixtures";
import {
  startPlatformSimulator,
  type PlatformSimulator,
} from "@/testing/platform-simulator/start-platform-simulator";
import { seededRandom } from "@/testing/seeded-random";
import { setUpPlatform } from "@/testing/stores/platform-on-simulator";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { deletions } from "@/drizzle/schema/deletions";
import { memories } from "@/drizzle/schema/memories";
import { retentionRuns } from "@/drizzle/schema/retention";

// Random sequences of holds, releases, deletions by every way in, rules and changes, on the built-in store and the Platform's simulator, while
// deletions requested before are still being run: held against a model, written here without SQL, after each. No held memory is ever
// gone or changed. LETHE_RANDOM_HOLDS_STEPS=10000 takes some minutes; a failure names the seed, and LETHE_RANDOM_HOLDS_SEED sends
// the same again.
const stepCount = Number(process.env["LETHE_RANDOM_HOLDS_STEPS"] ?? 500);
const seed = Number(process.env["LETHE_RANDOM_HOLDS_SEED"] ?? randomBytes(4).readInt32BE());

const test = useTestDatabase();
const { database } = test;
const random = seededRandom(seed);
const chance = (share: number): boolean => random() < share;
const pick = <Value>(values: readonly Value[]): Value => {
  const value = values[Math.floor(random() * values.length)];
  if (value === undefined) throw new Error("There is nothing to pick from.");
  return value;
};

const users = ["ann", "bob", "carl"] as const;
const agents = ["bot", "bee"] as const;
const words = ["tea", "pollen", "peanuts"] as const;

type Row = { store: StoreId; id: string; text: string; user: string | null; agent: string | null };
type Hold = { id: HoldId; covers: HoldCovers; storeIds: StoreId[] | null };

let ada: Context;
let platformId: StoreId;
let simulator: PlatformSimulator;
let runner: ReturnType<typeof testRunner>;
const rules: RuleId[] = [];
const ask = apiFor(() => ada);
const noModels = { chat: () => null, embedding: () => null, onFailure: () => undefined };
const tools = toolsWith(noModels);

beforeAll(async () => {
  // Just now, each time: a long run takes longer than a sign-in counts as recent.
  const signedInOnce = await signedIn(test.context(), "ada");
  const sessionId = randomUUID();
  ada = {
    ...signedInOnce,
    get session() {
      return { id: sessionId, authenticatedAt: new Date() };
    },
  };
  simulator = await startPlatformSimulator();
  platformId = await setUpPlatform(ada, simulator);
  for (const storeId of [builtinStoreId, platformId])
    for (const word of words) rules.push(await ruleOn(storeId, word));
  runner = testRunner(database(), { pollSeconds: 0.02, pauseSeconds: 0.01, batchSize: 2 });
});
afterAll(async () => {
  await runner.stop();
  await simulator.stop();
});

// ── The model. ──

/** In force: what they cover must stay. */
const inForce = new Map<HoldId, Hold>();
/** What is known to be stored, by store and id. */
const known = new Map<string, Row>();
const keyOf = ({ store, id }: Pick<Row, "store" | "id">) => `${store} ${id}`;

const matches = (filter: Filter, row: Row): boolean => {
  if ("and" in filter) return filter.and.every((part) => matches(part, row));
  if ("or" in filter) return filter.or.some((part) => matches(part, row));
  if ("not" in filter) return !matches(filter.not, row);
  if (filter.field === "text") return row.text.includes(filter.value);
  if (filter.field === "memory_ids") return filter.value.includes(row.id as never);
  if (filter.field === "user_id" && filter.operator === "eq") return row.user === filter.value;
  if (filter.field === "agent_id" && filter.operator === "present") return row.agent !== null;
  throw new Error(`The model knows no ${JSON.stringify(filter)}.`);
};

const isCovered = (hold: Hold, row: Row): boolean => {
  if (hold.storeIds !== null && !hold.storeIds.includes(row.store)) return false;
  switch (hold.covers.kind) {
    case "everything":
      return true;
    case "entities":
      return hold.covers.entities.some(
        ({ kind, value }) => (kind === "user" ? row.user : row.agent) === value,
      );
    case "filter":
      return matches(hold.covers.filter, row);
  }
};

const isHeld = (row: Row): boolean => [...inForce.values()].some((hold) => isCovered(hold, row));

const readAll = async (): Promise<Map<string, Row>> => {
  const rows = await database().select().from(memories);
  const all: Row[] = rows.map((row) => ({
    store: builtinStoreId,
    id: row.id,
    text: row.memory,
    user: row.userId,
    agent: row.agentId,
  }));
  for (const id of simulator.memories.ids()) {
    const memory = simulator.memories.get(id);
    if (memory === null) continue;
    const { user_id: user, agent_id: agent } = memory.entities;
    all.push({ store: platformId, id, text: memory.text, user, agent });
  }
  return new Map(all.map((row) => [keyOf(row), row]));
};

/** Whatever is gone or changed since the last look must not be held, nor have been all the time. */
const look = async (say: string): Promise<void> => {
  const now = await readAll();
  for (const [key, row] of known) {
    if (!isHeld(row)) continue;
    expect(now.get(key), `${say}: ${key} was held`).toEqual(row);
  }
  known.clear();
  for (const [key, row] of now) known.set(key, row);
};

// ── What is done. ──

const someFilter = (): Filter =>
  pick<() => Filter>([
    () => ({ field: "text", operator: "contains", value: pick(words) }),
    () => ({ field: "user_id", operator: "eq", value: pick(users) }),
    () => ({ field: "agent_id", operator: "present" }),
    () => ({ not: { field: "text", operator: "contains", value: pick(words) } }),
    () => ({
      and: [
        { field: "user_id", operator: "eq", value: pick(users) },
        { field: "text", operator: "contains", value: pick(words) },
      ],
    }),
  ])();

const someCovers = (): HoldCovers => {
  if (chance(0.03)) return { kind: "everything" };
  if (chance(0.5)) return { kind: "filter", filter: someFilter() };
  const entity = chance(0.7)
    ? { kind: "user" as const, value: pick(users) }
    : { kind: "agent" as const, value: pick(agents) };
  return { kind: "entities", entities: [entity] };
};

const place = async (say: string): Promise<void> => {
  const hold = {
    covers: someCovers(),
    storeIds: chance(0.7) ? null : [pick([builtinStoreId, platformId])],
  };
  const { id, isSettled } = await placeHold(ada, {
    name: say,
    reason: "The model says so.",
    reference: null,
    ...hold,
  });
  expect(isSettled, say).toBe(true);
  // What it found is what it keeps: batches before it have taken what they took.
  await look(say);
  inForce.set(id, { id, ...hold });
};

const release = async (): Promise<void> => {
  if (inForce.size === 0) return;
  const { id } = pick([...inForce.values()]);
  inForce.delete(id);
  await releaseHold(ada, { id, reason: "The model says so." });
};

const someIds = (store: StoreId, count: number): string[] => {
  const ids = [...known.values()].flatMap((row) => (row.store === store ? [row.id] : []));
  return ids.length === 0 ? [randomUUID()] : Array.from({ length: count }, () => pick(ids));
};

const anything = { ...emptyScope, user_id: "*", agent_id: "*", app_id: "*", run_id: "*" };

/** As a person does it in the console, who has seen a preview. */
const deleteInConsole = async (store: StoreId): Promise<void> => {
  const selection = pick<() => Parameters<typeof previewedInput>[1]>([
    () => ({ kind: "listed", ids: [...new Set(someIds(store, 3))] }),
    () => ({ kind: "matching", filter: someFilter(), excludedIds: [] }),
    () => ({ kind: "entity", entity: { kind: "user", value: pick(users) } }),
    () => ({
      kind: "scope",
      scope: chance(0.1) ? anything : { ...emptyScope, user_id: pick(users) },
      excludedIds: [],
    }),
  ])();
  const input = await previewedInput(ada, selection, store).catch(nothingLeft);
  if (input !== null) await requestDeletion(ada, input);
};

/** A preview of nothing cannot be confirmed. */
const nothingLeft = (error: unknown): null => {
  if (error instanceof Error && error.message.includes("Nothing is selected")) return null;
  throw error;
};

const deleteByApi = async (): Promise<void> => {
  const [first = ""] = someIds(builtinStoreId, 1);
  await pick<() => Promise<unknown>>([
    () => ask("DELETE", `/v1/memories/${first}/`),
    () => ask("DELETE", `/v1/memories/${first}/?delete_linked=true`),
    () =>
      ask("DELETE", "/v1/batch/", {
        memories: someIds(builtinStoreId, 3).map((memory_id) => ({ memory_id })),
      }),
    () => ask("DELETE", `/v1/memories/?user_id=${pick(users)}`),
    () => ask("DELETE", `/v2/entities/user/${pick(users)}/`),
    () => callAsAgent("delete_memory", { memory_id: first }),
    () => callAsAgent("delete_all_memories", { user_id: pick(users) }),
  ])();
};

const callAsAgent = async (name: string, given: Record<string, unknown>): Promise<void> => {
  const tool = tools.find((each) => each.name === name);
  if (tool === undefined) throw new Error(`There is no tool ${name}.`);
  const log = () => ({ info: () => undefined, error: () => undefined });
  await callTool(ada, tool, given, { url: new URL("https://lethe.test/api/mcp"), log });
};

const change = async (): Promise<void> => {
  const [first = "", second = ""] = someIds(builtinStoreId, 2);
  const text = `${pick(words)} changed`;
  if (chance(0.5)) await ask("PUT", `/v1/memories/${first}/`, { text });
  else if (first !== second)
    await ask("PUT", "/v1/batch/", {
      memories: [
        { memory_id: first, text },
        { memory_id: second, metadata: { changed: true } },
      ],
    });
};

/** Of one that has not ended: it goes on with what was frozen before other holds were placed. */
const control = async (): Promise<void> => {
  const open = await database()
    .select({ id: deletions.id, status: deletions.status })
    .from(deletions)
    .where(eq(deletions.status, pick(["paused", "queued", "running"])))
    .limit(1);
  const [deletion] = open;
  if (deletion === undefined) return;
  const id = deletionIdSchema.parse(deletion.id);
  const verb = deletion.status === "paused" ? pick([resumeDeletion, cancelDeletion]) : pauseDeletion;
  await verb(ada, { id }).catch((error: unknown) => {
    if (!(error instanceof ExpectedError)) throw error;
  });
};

/** What says a word goes, as soon as the rule runs. */
const ruleOn = async (storeId: StoreId, word: string): Promise<RuleId> => {
  const id = await createRule(ada, {
    storeId,
    terms: ruleTermsSchema.parse({
      name: `${word} in ${storeId}`,
      filter: { field: "text", operator: "contains", value: word },
      schedule: "0 3 * * *",
      timeZone: "UTC",
      waitDays: 0,
      countMax: 1_000,
      usualFactor: 1_000,
      answererId: ada.actor.id,
    }),
  });
  await turnOnRule(ada, { id, version: 1, typed: "" });
  return id;
};

const runRule = async (): Promise<void> => {
  await runRuleNow(ada, { id: pick(rules) });
  const turn = {
    database: database(),
    now: () => new Date(),
    secret: ada.secret,
    allowsPrivateStores: true,
    signal: new AbortController().signal,
  };
  await beginDueRun(turn);
  await doNextRun(turn, randomUUID());
};

let number = 0;
const refill = async (): Promise<void> => {
  const countOf = (store: StoreId) => [...known.values()].filter((row) => row.store === store).length;
  const missing = 25 - countOf(builtinStoreId);
  if (missing > 10)
    await insertMemories(
      database(),
      Array.from({ length: missing }, () => ({
        memory: `${pick(words)} note ${++number}`,
        userId: pick([...users, null]),
        agentId: pick([...agents, null]),
      })),
    );
  if (countOf(platformId) < 6)
    for (let added = 0; added < 8; added++)
      simulator.seed(1, {
        text: `${pick(words)} note ${++number}`,
        userId: pick(users),
        ...(chance(0.5) && { agentId: pick(agents) }),
      });
};

it(
  `deletes and changes nothing that is held, in ${stepCount} steps`,
  { timeout: stepCount * 2_000 },
  async () => {
    const kinds = { heldRows: 0, gone: 0 };
    for (let step = 0; step < stepCount; step++) {
      const say = `LETHE_RANDOM_HOLDS_SEED=${seed}, step ${step}`;
      await refill();
      await look(say);
      const before = known.size;
      kinds.heldRows += [...known.values()].filter(isHeld).length;
      const kind = random();
      if (kind < 0.1 && inForce.size < 4) await place(say);
      else if (kind < 0.2) await release();
      else if (kind < 0.4) await deleteInConsole(builtinStoreId);
      else if (kind < 0.5) await deleteInConsole(platformId);
      else if (kind < 0.6) await control();
      else if (kind < 0.65) await change();
      else if (kind < 0.7) await runRule();
      // Both at once: what was placed when it has answered is held from then on.
      else if (kind < 0.75 && inForce.size < 4) await Promise.all([deleteByApi(), place(say)]);
      else await deleteByApi();
      runner.wake();
      await look(say);
      kinds.gone += Math.max(0, before - known.size);
    }
    // Else it would say nothing.
    expect(kinds.heldRows).toBeGreaterThan(stepCount);
    expect(kinds.gone).toBeGreaterThan(stepCount / 10);
    const runs = await database().select({ deletionIds: retentionRuns.deletionIds }).from(retentionRuns);
    expect(runs.filter(({ deletionIds }) => deletionIds.length > 0).length).toBeGreaterThan(stepCount / 100);
    // What time mends is tried again: on a slow machine the store may not answer in time.
    const errors = runner.errors.filter((error) => !isOutage(error) && !isStoreOutage(error));
    expect(errors.map(String).join("; "), `LETHE_RANDOM_HOLDS_SEED=${seed}`).toBe("");
  },
);
