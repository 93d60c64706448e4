import { randomUUID } from "node:crypto";
import { asc, desc, eq, sql, type SQL } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Context } from "@/lib/access/context";
import { approvalIdSchema } from "@/lib/approvals/types";
import { approve } from "@/lib/approvals/server/decide-approval";
import { getDeletion } from "@/lib/deletions/server/history/get-deletion";
import { listEvents } from "@/testing/retention/ledger-kinds";
import { placeHold } from "@/lib/holds/server/place-hold";
import { releaseHold } from "@/lib/holds/server/release-hold";
import {
  forecastSchema,
  ruleTermsSchema,
  type ForecastInput,
  type RuleTermsInput,
} from "@/lib/retention/schema";
import type { Forecast, RuleId } from "@/lib/retention/types";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { setRule, signedIn } from "@/testing/approvals/admins";
import { runToEnd } from "@/testing/deletions/deletion-fixtures";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { approvals } from "@/drizzle/schema/approvals";
import { deletions } from "@/drizzle/schema/deletions";
import { holds } from "@/drizzle/schema/holds";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { members } from "@/drizzle/schema/members";
import { memories } from "@/drizzle/schema/memories";
import { retentionRules, retentionRuns, retentionWaiting } from "@/drizzle/schema/retention";
import { beginDueRun } from "./claim-run";
import { decideRun } from "./decide-run";
import { doNextRun } from "./do-run";
import { forecastRule } from "./forecast";
import { exempt } from "./exempt";
import { getRule, listRuns, nextRuns, waitingRuns } from "./list-rules";
import { changeRule, createRule, pauseRule, removeRule, runRuleNow, turnOnRule } from "./manage-rules";

// Rules by a clock that the tests move; deletions by the real engine.

const { database, context } = useTestDatabase();
const dayMs = 86_400_000;
let clock = new Date("2027-03-01T00:00:00Z");
const to = (text: string) => {
  clock = new Date(text);
};
let ctx: Context;
let admin: Context;

beforeEach(async () => {
  await database().delete(memories);
  await database().delete(retentionRules);
  await database().delete(approvals);
  await setRule(database(), { isOn: false });
  to("2027-03-01T00:00:00Z");
  ctx = { ...context(), now: () => clock };
  admin = await memberOf("rita");
});

/** Signed in a moment ago, by the clock of the tests. */
const memberOf = async (name: string): Promise<Context> => {
  const made = await signedIn(ctx, name);
  const id = randomUUID();
  return {
    ...made,
    get session() {
      return { id, authenticatedAt: clock };
    },
  };
};

const terms = (part: Partial<RuleTermsInput> = {}): RuleTermsInput =>
  ruleTermsSchema.parse({
    name: "Old notes",
    filter: { field: "metadata", key: "type", operator: "eq", value: "note" },
    schedule: "0 3 * * *",
    timeZone: "UTC",
    waitDays: 0,
    countMax: 100,
    usualFactor: 3,
    answererId: admin.actor.id,
    ...part,
  });
const make = (part: Partial<RuleTermsInput> = {}) =>
  createRule(admin, { storeId: builtinStoreId, terms: terms(part) });
const turnOn = (id: RuleId, version = 1, by = admin) => turnOnRule(by, { id, version, typed: "" });
const on = async (part: Partial<RuleTermsInput> = {}): Promise<RuleId> => {
  const id = await make(part);
  await turnOn(id);
  return id;
};
const notes = (count: number, part: Partial<typeof memories.$inferInsert> = {}) =>
  insertMemories(
    database(),
    // Besides the notes there is something else: a rule for notes does not take everything.
    Array.from({ length: count }, () => ({
      memory: "a note",
      metadata: { type: "note" },
      storedAt: new Date(0),
      ...part,
    })),
  );
const { signal } = new AbortController();
const process = () => ({
  database: database(),
  now: () => clock,
  secret: ctx.secret,
  allowsPrivateStores: true,
  signal,
});
/** All that a server process does by itself until nothing is due. */
const turn = async (owner: string = randomUUID()) => {
  while ((await Promise.all([beginDueRun(process()), doNextRun(process(), owner)])).some(Boolean));
};
const left = async () =>
  (await database().select({ id: memories.id }).from(memories).orderBy(asc(memories.id))).length;
const runsOf = (id: RuleId) => listRuns(ctx, id);
const deleteAll = async (id: RuleId) => {
  for (const run of await runsOf(id)) for (const deletion of run.deletions) await runToEnd(ctx, deletion.id);
};

const foundLock = 20_270_301;
/** Does something while a run waits for this lock, and lets it go on. */
const meanwhile = async (lock: SQL, act: () => Promise<unknown>) => {
  let run = Promise.resolve();
  await database().transaction(async (transaction) => {
    await transaction.execute(lock);
    run = turn();
    await vi.waitFor(async () => {
      const { rows } = await transaction.execute(sql`select from pg_locks where not granted
        and (relation = 'previews'::regclass or locktype = 'advisory' and objid = ${foundLock})`);
      expect(rows).toHaveLength(1);
    }, 10_000);
    await act();
  });
  await run;
};
/** Once it has found what matches and has begun the preview of it. */
const onceFound = (act: () => Promise<unknown>) => meanwhile(sql`lock table previews in share mode`, act);
/** A moment before: it has read what matches, and its list is not written yet. */
const whileFinding = async (act: () => Promise<unknown>) => {
  await database().execute(sql`
    create function wait_for_test() returns trigger language plpgsql as $$
    begin perform pg_advisory_xact_lock_shared(${sql.raw(String(foundLock))}); return null; end $$`);
  await database().execute(sql`
    create trigger wait_for_test after insert on retention_waiting execute function wait_for_test()`);
  try {
    await meanwhile(sql`select pg_advisory_xact_lock(${foundLock})`, act);
  } finally {
    await database().execute(sql`drop trigger wait_for_test on retention_waiting`);
    await database().execute(sql`drop function wait_for_test`);
  }
};
const lastEvent = async (kind: string) => {
  const [event] = await database()
    .select({ body: ledgerEvents.body })
    .from(ledgerEvents)
    .where(eq(ledgerEvents.kind, kind))
    .orderBy(desc(ledgerEvents.seq))
    .limit(1);
  return event === undefined ? null : (JSON.parse(event.body) as unknown);
};

describe("a rule", () => {
  it("takes nothing that is held, though it has waited, and finds it anew when the hold is released", async () => {
    await insertMemories(database(), [{ memory: "stays", storedAt: new Date(0) }]);
    await notes(2, { userId: "held-by-a-court" });
    await notes(1);
    const id = await on();
    const { id: holdId } = await placeHold(ctx, {
      name: "Case 9",
      reason: "A court asked for it.",
      reference: null,
      storeIds: null,
      covers: { kind: "entities", entities: [{ kind: "user", value: "held-by-a-court" }] },
    });
    to("2027-03-01T03:00:05Z");
    await turn();
    await deleteAll(id);
    expect(await runsOf(id)).toMatchObject([
      { status: "done", foundCount: 1, heldCount: 2, sparedCount: 0, dueCount: 1 },
    ]);
    expect(await left()).toBe(3);
    await releaseHold(admin, { id: holdId, reason: "The case is closed." });
    to("2027-03-02T03:00:05Z");
    await turn();
    await deleteAll(id);
    expect(await left()).toBe(1);
    await database().delete(holds);
  });

  it("takes nothing as a draft, and by its schedule once it is on; the deletion is the rule's own", async () => {
    await insertMemories(database(), [{ memory: "stays", storedAt: new Date(0) }]);
    await notes(3);
    const id = await make();
    to("2027-03-01T03:00:05Z");
    await turn();
    expect(await runsOf(id)).toEqual([]);
    await turnOn(id);
    expect((await nextRuns(ctx, { limit: 5 }))[0]).toMatchObject({
      ruleId: id,
      nextRunAt: "2027-03-02T03:00:00.000Z",
    });
    to("2027-03-02T02:59:59Z");
    await turn();
    expect(await runsOf(id)).toEqual([]);
    to("2027-03-02T03:00:09Z");
    await turn();
    const [run] = await runsOf(id);
    expect(run).toMatchObject({ status: "done", foundCount: 3, dueCount: 3, missedCount: 0, version: 1 });
    expect(run?.deletions).toHaveLength(1);
    await deleteAll(id);
    const deletion = await getDeletion(ctx, run?.deletions[0]?.id as never);
    expect(deletion).toMatchObject({
      status: "completed",
      deletedCount: 3,
      actor: { kind: "rule", id, label: "Old notes", version: 1 },
    });
    expect(deletion.verification).not.toBeNull();
    expect(await left()).toBe(1);
    expect((await listEvents(database(), "retention.")).slice(-3)).toEqual([
      "retention.rule-created",
      "retention.rule-turned-on",
      "retention.run-ended",
    ]);
    expect((await getRule(ctx, id)).nextRunAt).toBe("2027-03-03T03:00:00.000Z");
  });

  it("that was missed for days runs once", async () => {
    await notes(2);
    await insertMemories(database(), [{ storedAt: new Date(0) }]);
    const id = await on();
    to("2027-03-05T17:00:00Z");
    await turn();
    expect(await runsOf(id)).toEqual([
      expect.objectContaining({ missedCount: 4, dueAt: "2027-03-01T03:00:00.000Z", status: "done" }),
    ]);
    expect((await getRule(ctx, id)).nextRunAt).toBe("2027-03-06T03:00:00.000Z");
  });

  it("is run once by five processes at a time", async () => {
    await notes(5);
    await insertMemories(database(), [{ storedAt: new Date(0) }]);
    const id = await on();
    for (const day of ["01", "02", "03"]) {
      to(`2027-03-${day}T03:00:01Z`);
      await Promise.all(Array.from({ length: 5 }, () => turn()));
      await deleteAll(id);
    }
    const runs = await runsOf(id);
    expect(runs.map(({ dueAt }) => dueAt)).toEqual(
      ["03", "02", "01"].map((day) => `2027-03-${day}T03:00:00.000Z`),
    );
    expect(runs.flatMap(({ deletions }) => deletions)).toHaveLength(1);
  });

  it("lets what it has found wait, applies its filter again, and takes only what still matches", async () => {
    const [changed] = await notes(3);
    await insertMemories(database(), [{ storedAt: new Date(0) }]);
    const id = await on({ waitDays: 7 });
    to("2027-03-01T03:00:10Z");
    await turn();
    expect(await getRule(ctx, id)).toMatchObject({ waitingCount: 3 });
    expect((await runsOf(id))[0]).toMatchObject({ foundCount: 3, dueCount: 0, deletions: [] });
    await database()
      .update(memories)
      .set({ metadata: { type: "fact" } })
      .where(eq(memories.id, changed ?? ""));
    to("2027-03-04T03:00:01Z");
    await turn();
    expect((await runsOf(id))[0]).toMatchObject({ foundCount: 0, leftCount: 1, dueCount: 0 });
    await notes(1);
    to("2027-03-07T03:00:01Z");
    await turn();
    expect((await runsOf(id))[0]).toMatchObject({ foundCount: 1, dueCount: 0 });
    // Seven days after it was found, at the same time of day, though this run begins a few seconds sooner.
    to("2027-03-08T03:00:01Z");
    await turn();
    expect((await runsOf(id))[0]).toMatchObject({ dueCount: 2, status: "done" });
    await deleteAll(id);
    expect(await left()).toBe(3);
    expect((await getRule(ctx, id)).waitingCount).toBe(1);
  });

  it("keeps one memory, and all of a user, until the end of their exemption", async () => {
    const [one] = await notes(2, { userId: "ada" });
    const [ofBen] = await notes(3, { userId: "ben" });
    await insertMemories(database(), [{ storedAt: new Date(0) }]);
    const id = await on({ waitDays: 1 });
    to("2027-03-01T03:00:00Z");
    await turn();
    const untilOn = "2027-03-03";
    for (const subject of [
      { kind: "memory" as const, memoryId: one as never },
      { kind: "user" as const, memoryId: ofBen as never },
    ])
      await exempt(admin, { ruleId: id, subject, reason: "still needed", untilOn });
    expect((await getRule(ctx, id)).waitingCount).toBe(1);
    to("2027-03-02T03:00:00Z");
    await turn();
    expect((await runsOf(id))[0]).toMatchObject({ sparedCount: 4, dueCount: 1 });
    await deleteAll(id);
    expect(await left()).toBe(5);
    // Over: found anew, with a waiting time of their own.
    to("2027-03-04T03:00:00Z");
    await turn();
    expect((await runsOf(id))[0]).toMatchObject({ foundCount: 4, sparedCount: 0, dueCount: 0 });
    expect(await database().$count(retentionWaiting)).toBe(4);
  });
});

describe("what is relative to the time", () => {
  it("is counted back from the run: each memory goes on its day, and none twice", async () => {
    const aged = (days: number) => ({ createdAt: new Date(clock.getTime() - days * dayMs) });
    await notes(1, aged(88));
    await notes(2, aged(89));
    await notes(4, aged(100));
    await insertMemories(database(), [{ storedAt: new Date(0), createdAt: new Date(0) }]);
    const id = await on({
      filter: {
        and: [
          { field: "metadata", key: "type", operator: "eq", value: "note" },
          { field: "created_at", operator: "older_than", value: "P90D" },
        ],
      },
    });
    const counts: number[] = [];
    for (const day of ["01", "02", "03", "04"]) {
      to(`2027-03-${day}T03:00:00Z`);
      await turn();
      await deleteAll(id);
      counts.push((await runsOf(id))[0]?.dueCount ?? -1);
    }
    expect(counts).toEqual([4, 2, 1, 0]);
    expect(await left()).toBe(1);
  });

  it("is told day by day before the rule is on", async () => {
    const aged = (days: number) => ({ createdAt: new Date(clock.getTime() - days * dayMs) });
    await notes(3, aged(95.5));
    await notes(2, aged(91.5));
    await notes(1, aged(10));
    const forecast = await forecastRule(ctx, {
      storeId: builtinStoreId,
      filter: { field: "created_at", operator: "older_than", value: "P90D" },
      keepsImmutable: false,
      timeZone: "UTC",
      ruleId: null,
    });
    expect(forecast.now).toEqual({ count: 5, isExact: true });
    expect(countedIn(forecast)).toEqual([
      { day: "2027-02-23", count: 3 },
      { day: "2027-02-27", count: 2 },
    ]);
    expect(forecast.newest).toHaveLength(5);
    expect(forecast.takesAll).toBe(false);
  });
});

const countedIn = ({ days }: Forecast) =>
  days.kind === "counted" ? days.days.filter(({ count }) => count > 0) : days.kind;

describe("a forecast", () => {
  const forecast = (part: Partial<ForecastInput> = {}) =>
    forecastRule(ctx, {
      storeId: builtinStoreId,
      filter: { field: "created_at", operator: "older_than", value: "P90D" },
      keepsImmutable: false,
      timeZone: "UTC",
      ruleId: null,
      ...part,
    });

  it("counts by the days of the rule's time zone, each once, also when the clocks change", async () => {
    // In Berlin the 28th of March 2027 has 23 hours.
    to("2027-04-10T12:00:00Z");
    const foundAt = (text: string) => ({ createdAt: new Date(Date.parse(text) - 90 * dayMs) });
    await notes(1, foundAt("2027-03-27T22:59:00Z"));
    await notes(2, foundAt("2027-03-27T23:01:00Z"));
    await notes(4, foundAt("2027-03-28T21:59:00Z"));
    await notes(8, foundAt("2027-03-28T22:01:00Z"));
    await notes(16, foundAt("2027-04-10T11:00:00Z"));
    const told = await forecast({ timeZone: "Europe/Berlin" });
    expect(countedIn(told)).toEqual([
      { day: "2027-03-27", count: 1 },
      { day: "2027-03-28", count: 6 },
      { day: "2027-03-29", count: 8 },
      { day: "2027-04-10", count: 16 },
    ]);
    const days = told.days.kind === "counted" ? told.days.days.map(({ day }) => day) : [];
    expect(new Set(days).size).toBe(30);
    expect(forecastSchema.safeParse({ timeZone: "Nowhere/None" }).error?.issues).toContainEqual(
      expect.objectContaining({ path: ["timeZone"], message: "There is no such time zone." }),
    );
  });

  it("leaves out what is held, and what is kept from the rule, everywhere", async () => {
    const createdAt = new Date(clock.getTime() - 91 * dayMs);
    await notes(1, { createdAt });
    await notes(2, { createdAt, userId: "held" });
    const [kept] = await notes(3, { createdAt, userId: "kept" });
    await placeHold(ctx, {
      name: "Case 9",
      reason: "A court asked for it.",
      reference: null,
      storeIds: null,
      covers: { kind: "entities", entities: [{ kind: "user", value: "held" }] },
    });
    const ruleId = await make();
    await exempt(admin, {
      ruleId,
      subject: { kind: "user", memoryId: kept as never },
      reason: "needed",
      untilOn: "2027-04-01",
    });
    const told = await forecast({ ruleId });
    expect(told.now.count).toBe(1);
    expect(told.newest).toHaveLength(1);
    expect(countedIn(told)).toEqual([{ day: "2027-02-28", count: 1 }]);
    expect((await forecast()).now.count).toBe(4);
    await database().delete(holds);
  });
});

describe("the guard", () => {
  it("has a run wait that takes more than the number, until a person lets it or skips it", async () => {
    await notes(6);
    await insertMemories(database(), [{ storedAt: new Date(0) }]);
    const id = await on({ countMax: 5 });
    to("2027-03-01T03:00:00Z");
    await turn();
    const [run] = await runsOf(id);
    expect(run).toMatchObject({ status: "waiting", dueCount: 6, limitCount: 5, deletions: [] });
    expect(await waitingRuns(ctx)).toEqual([expect.objectContaining({ ruleId: id, dueCount: 6 })]);
    // None other begins meanwhile.
    to("2027-03-03T03:00:00Z");
    await turn();
    expect(await runsOf(id)).toHaveLength(1);
    await expect(decideRun(admin, { id: run?.id as never, decision: "let", count: 5 })).rejects.toMatchObject(
      {
        code: "wrong_status",
      },
    );
    await decideRun(admin, { id: run?.id as never, decision: "let", count: 6 });
    await turn();
    // Nor while what it has requested is being deleted.
    expect(await runsOf(id)).toHaveLength(1);
    await deleteAll(id);
    expect(await left()).toBe(1);
    await turn();
    expect((await runsOf(id)).map(({ status, missedCount }) => [status, missedCount])).toEqual([
      ["done", 1],
      ["done", 0],
    ]);
    expect(await waitingRuns(ctx)).toEqual([]);
  });

  it("takes nothing where it was skipped", async () => {
    await notes(6);
    await insertMemories(database(), [{ storedAt: new Date(0) }]);
    const id = await on({ countMax: 5 });
    to("2027-03-01T03:00:00Z");
    await turn();
    await decideRun(admin, { id: (await runsOf(id))[0]?.id as never, decision: "skip", count: 6 });
    await turn();
    expect((await runsOf(id))[0]).toMatchObject({ status: "skipped", deletions: [] });
    expect(await left()).toBe(7);
  });

  it("is a multiple of what a run usually takes", async () => {
    await insertMemories(database(), [{ storedAt: new Date(0) }]);
    const id = await on({ countMax: 1_000, usualFactor: 2 });
    for (const day of ["01", "02", "03"]) {
      await notes(15);
      to(`2027-03-${day}T03:00:00Z`);
      await turn();
      await deleteAll(id);
    }
    expect((await getRule(ctx, id)).limit).toBe(30);
    await notes(31);
    to("2027-03-04T03:00:00Z");
    await turn();
    expect((await runsOf(id))[0]).toMatchObject({ status: "waiting", limitCount: 30, dueCount: 31 });
  });
});

describe("who stands behind a rule", () => {
  it("must be an active admin: else it stops, and says so", async () => {
    await notes(1);
    await insertMemories(database(), [{ storedAt: new Date(0) }]);
    const id = await on();
    await database().update(members).set({ disabledAt: clock }).where(eq(members.id, admin.actor.id));
    to("2027-03-01T03:00:00Z");
    await turn();
    expect(await getRule(ctx, id)).toMatchObject({ status: "paused", pausedBecause: "answerer_gone" });
    expect(await runsOf(id)).toEqual([]);
    expect(await left()).toBe(2);
  });

  it("is a second person too where the rule says so, also when it was turned on since", async () => {
    await notes(1);
    await insertMemories(database(), [{ storedAt: new Date(0) }]);
    const id = await on();
    await setRule(database(), { isOn: true, countMax: null, coversSupport: false });
    to("2027-03-01T03:00:00Z");
    await turn();
    expect(await getRule(ctx, id)).toMatchObject({ status: "paused", pausedBecause: "needs_approval" });
    await expect(turnOn(id)).rejects.toMatchObject({ code: "approval_required" });
    // Approvals expire by the database's clock, and so does the permit.
    const [asked] = await database().select().from(approvals);
    await database()
      .update(approvals)
      .set({ expiresAt: new Date(Date.now() + 10 * 365 * dayMs) })
      .where(eq(approvals.id, asked?.id ?? ""));
    const other = await memberOf("sam");
    await approve(other, { id: approvalIdSchema.parse(asked?.id) });
    await database()
      .update(approvals)
      .set({ expiresAt: new Date(Date.now() + 10 * 365 * dayMs) })
      .where(eq(approvals.id, asked?.id ?? ""));
    await turnOn(id);
    to("2027-03-02T03:00:00Z");
    await turn();
    expect((await runsOf(id))[0]).toMatchObject({ status: "done", dueCount: 1 });
    await deleteAll(id);
    expect(await left()).toBe(1);
  });
});

describe("a version", () => {
  it("is made by each change, as a draft, and history keeps the one that ran", async () => {
    await notes(1);
    await insertMemories(database(), [{ storedAt: new Date(0) }]);
    const id = await on();
    to("2027-03-01T03:00:00Z");
    await turn();
    await deleteAll(id);
    await changeRule(admin, { id, version: 1, terms: terms({ name: "Older notes", countMax: 50 }) });
    expect(await getRule(ctx, id)).toMatchObject({
      status: "draft",
      current: { version: 2, name: "Older notes" },
    });
    await expect(changeRule(admin, { id, version: 1, terms: terms() })).rejects.toMatchObject({
      code: "wrong_status",
    });
    await notes(1);
    to("2027-03-02T03:00:00Z");
    await turn();
    expect(await runsOf(id)).toHaveLength(1);
    await turnOn(id, 2);
    to("2027-03-03T03:00:00Z");
    await turn();
    const runs = await runsOf(id);
    expect(runs.map(({ version }) => version)).toEqual([2, 1]);
    const first = await getDeletion(ctx, runs[1]?.deletions[0]?.id as never);
    const second = await getDeletion(ctx, runs[0]?.deletions[0]?.id as never);
    expect([first.actor, second.actor]).toMatchObject([
      { label: "Old notes", version: 1 },
      { label: "Older notes", version: 2 },
    ]);
  });

  it("is needed for everything but what an admin does", async () => {
    const id = await make();
    for (const role of ["viewer", "support", "auditor"] as const) {
      const other = { ...context(role), now: () => clock };
      for (const attempt of [
        () => createRule(other, { storeId: builtinStoreId, terms: terms() }),
        () => turnOnRule(other, { id, version: 1, typed: "" }),
        () => pauseRule(other, { id }),
        () => removeRule(other, { id }),
      ])
        await expect(attempt()).rejects.toMatchObject({ code: "not_permitted" });
      await getRule(other, id);
    }
    // An auditor sees references in place of texts.
    const hidden = await getRule({ ...context("auditor"), now: () => clock }, id);
    expect(JSON.stringify(hidden.current.filter)).not.toContain("note");
  });

  it("loses its filter when the rule is removed, with what waited", async () => {
    await notes(2);
    await insertMemories(database(), [{ storedAt: new Date(0) }]);
    const id = await on({ waitDays: 5 });
    to("2027-03-01T03:00:00Z");
    await turn();
    await removeRule(admin, { id });
    expect(await database().$count(retentionWaiting)).toBe(0);
    expect(await getRule(ctx, id)).toMatchObject({ status: "removed", current: { filter: null } });
  });
});

describe("what takes everything", () => {
  it("is turned on by the store's name only", async () => {
    await notes(3);
    const id = await make();
    await expect(turnOn(id)).rejects.toMatchObject({ code: "not_confirmed" });
    await turnOnRule(admin, { id, version: 1, typed: "Built-in store" });
    expect((await getRule(ctx, id)).status).toBe("on");
  });
});

describe("a process that is killed", () => {
  it("between the request and the note of it requests nothing twice", async () => {
    await notes(4);
    await insertMemories(database(), [{ storedAt: new Date(0) }]);
    const id = await on();
    to("2027-03-01T03:00:00Z");
    await turn();
    const [before] = await runsOf(id);
    // As if it had stopped before it wrote down what it had requested.
    await database()
      .update(retentionRuns)
      .set({ status: "running", endedAt: null, deletionIds: [], leaseOwner: null, leaseExpiresAt: null });
    to("2027-03-01T03:30:00Z");
    await turn();
    const [after] = await runsOf(id);
    expect(after?.deletions.map((each) => each.id)).toEqual(before?.deletions.map((each) => each.id));
    expect(after?.status).toBe("done");
  });
});

describe("between being found and being requested", () => {
  beforeEach(async () => {
    await insertMemories(database(), [{ storedAt: new Date(0) }]);
  });

  it.each([
    ["before", whileFinding],
    ["after", onceFound],
  ])("what was edited %s the preview begins, so that it no longer matches, stays", async (_when, stop) => {
    const [edited] = await notes(3);
    const id = await on();
    to("2027-03-01T03:00:00Z");
    await stop(() =>
      database()
        .update(memories)
        .set({ metadata: { type: "fact" } })
        .where(eq(memories.id, edited ?? "")),
    );
    expect((await runsOf(id))[0]).toMatchObject({
      status: "running",
      errorCode: "count_changed",
      deletions: [],
    });
    to("2027-03-01T03:01:00Z");
    await turn();
    await deleteAll(id);
    expect((await runsOf(id))[0]).toMatchObject({ status: "done", foundCount: 3, leftCount: 1, dueCount: 2 });
    expect(await database().$count(memories, eq(memories.id, edited ?? ""))).toBe(1);
    expect(await left()).toBe(2);
  });

  it("nothing goes of a rule that was paused, changed or removed", async () => {
    await notes(2);
    for (const stop of [
      (id: RuleId) => pauseRule(admin, { id }),
      (id: RuleId) => changeRule(admin, { id, version: 1, terms: terms({ countMax: 7 }) }),
      (id: RuleId) => removeRule(admin, { id }),
    ]) {
      to("2027-03-01T00:00:00Z");
      const id = await on();
      to("2027-03-01T03:00:00Z");
      await onceFound(() => stop(id));
      expect(await runsOf(id)).toMatchObject([{ status: "skipped", deletions: [] }]);
      expect(await database().$count(deletions, sql`actor ->> 'id' = ${id}`)).toBe(0);
      if ((await getRule(ctx, id)).status !== "removed") await removeRule(admin, { id });
    }
    expect(await left()).toBe(3);
  });

  it("what was kept stays, alone and with all of its user", async () => {
    const [kept] = await notes(2);
    const [ofBen] = await notes(2, { userId: "ben" });
    const id = await on();
    to("2027-03-01T03:00:00Z");
    const keep = (kind: "memory" | "user", memoryId: unknown) =>
      exempt(admin, {
        ruleId: id,
        subject: { kind, memoryId: memoryId as never },
        reason: "needed",
        untilOn: "2027-04-01",
      });
    await onceFound(() => keep("memory", kept));
    expect((await runsOf(id))[0]).toMatchObject({ errorCode: "count_changed", deletions: [] });
    to("2027-03-01T03:01:00Z");
    await onceFound(() => keep("user", ofBen));
    expect((await runsOf(id))[0]).toMatchObject({ errorCode: "count_changed", deletions: [] });
    to("2027-03-01T03:06:00Z");
    await turn();
    await deleteAll(id);
    expect((await runsOf(id))[0]).toMatchObject({ status: "done", dueCount: 1, sparedCount: 3 });
    expect(await left()).toBe(4);
  });
});

describe("a run's numbers", () => {
  beforeEach(async () => {
    await insertMemories(database(), [{ storedAt: new Date(0) }]);
  });

  it("say of one that a person let go on what it found, and it takes what they were shown", async () => {
    const [kept] = await notes(6);
    const id = await on({ countMax: 5 });
    to("2027-03-01T03:00:00Z");
    await turn();
    const runId = (await runsOf(id))[0]?.id as never;
    const shown = await database().select({ id: memories.id }).from(memories);
    await notes(4);
    await exempt(admin, {
      ruleId: id,
      subject: { kind: "memory", memoryId: kept as never },
      reason: "needed",
      untilOn: "2027-04-01",
    });
    await decideRun(admin, { id: runId, decision: "let", count: 6 });
    await turn();
    await deleteAll(id);
    expect((await runsOf(id))[0]).toMatchObject({ status: "done", foundCount: 6, leftCount: 0, dueCount: 5 });
    expect(await lastEvent("retention.run-ended")).toMatchObject({ foundCount: 6, count: 5 });
    // The four that matched only since, the one that was kept, and the one that is no note.
    expect(await left()).toBe(6);
    const ids = new Set(shown.map((memory) => memory.id));
    const rest = await database().select({ id: memories.id }).from(memories);
    expect(rest.filter((memory) => ids.has(memory.id))).toHaveLength(2);
  });

  it("are those of all its tries, also where the process stopped after the request", async () => {
    await notes(4);
    const id = await on();
    to("2027-03-01T03:00:00Z");
    await turn();
    const [before] = await runsOf(id);
    await database().update(retentionRuns).set({
      status: "running",
      endedAt: null,
      deletionIds: [],
      dueCount: 0,
      leaseOwner: null,
      leaseExpiresAt: null,
    });
    await deleteAll(id);
    for (const each of before?.deletions ?? []) await runToEnd(ctx, each.id);
    to("2027-03-01T03:30:00Z");
    await turn();
    expect((await runsOf(id))[0]).toMatchObject({ status: "done", foundCount: 4, leftCount: 0, dueCount: 4 });
    expect(await lastEvent("retention.run-ended")).toMatchObject({
      foundCount: 4,
      count: 4,
      deletionIds: before?.deletions.map((each) => each.id),
    });
  });

  it("are in the ledger too where it was given up, and where it was asked for by hand", async () => {
    await notes(2);
    const id = await on();
    await runRuleNow(admin, { id });
    expect(await lastEvent("retention.run-asked")).toMatchObject({ ruleId: id, version: 1 });
    await beginDueRun(process());
    await database().update(retentionRuns).set({ attemptCount: 27 });
    await onceFound(() =>
      database()
        .update(memories)
        .set({ metadata: { type: "fact" } }),
    );
    expect((await runsOf(id))[0]).toMatchObject({ status: "failed", errorCode: "count_changed" });
    expect(await lastEvent("retention.run-failed")).toMatchObject({
      ruleId: id,
      errorCode: "count_changed",
      foundCount: 2,
      count: 0,
    });
  });
});
