import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeAll, describe, expect, it } from "vitest";
import type { NearMemories, Breakdown } from "../preview";
import type { StoreSelection } from "../selection";
import type { Filter } from "@/lib/filters/filter";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { builtinStore } from "../builtin/builtin-store";
import { useTestDatabase } from "@/testing/test-database";
import { memories } from "@/drizzle/schema/memories";
import { previewBreakdowns } from "./preview-breakdowns";
import { previewNear } from "./preview-near";
import { previewSummary } from "./preview-summary";
import { insertMemories } from "@/testing/stores/test-memories";

const test = useTestDatabase();
const store = () => builtinStore(test.database());
const preview = (selection: StoreSelection, others: { kept?: Filter; asksNear?: boolean } = {}) =>
  store().preview({
    selection,
    compared: null,
    kept: others.kept === undefined ? null : matching(others.kept),
    asksNear: others.asksNear ?? false,
    cutoffAt: new Date(Date.now() + 1_000),
  });
const matching = (filter: Filter | null, excludedIds: MemoryId[] = []) => ({
  kind: "matching" as const,
  filter,
  excludedIds,
});
const is = (field: "user_id" | "agent_id" | "run_id", value: string): Filter => ({
  field,
  operator: "eq",
  value,
});

/** The numbers a preview must say are counted one of these after the other. */
const oneInTen = fc.nat(9).map((number) => number === 0);
const rows = fc
  .sample(
    fc.record({
      userId: fc.constantFrom(null, ...Array.from({ length: 30 }, (_each, user) => `user-${user}`)),
      agentId: fc.constantFrom("Triage", "billing", null),
      appId: fc.constantFrom("web", null),
      isInRun: fc.boolean(),
      categories: fc.constantFrom<string[][]>([], ["a"], ["a", "b"], ["b", "a"], ["b", "b"], ["c", "a", "b"]),
      immutable: oneInTen,
      expirationDate: fc.constantFrom(null, null, "2020-01-01", "2999-01-01"),
      isSuperseded: oneInTen,
    }),
    { numRuns: 600, seed: 20_260_301 },
  )
  .map(({ isInRun, isSuperseded, ...row }, number) => ({
    ...row,
    memory: `Number ${number}`,
    runId: isInRun ? `run-${number % 45}` : null,
    supersededBy: isSuperseded ? randomUUID() : null,
    createdAt: new Date(Date.UTC(2024, number % 30, 1 + (number % 28), 23, 59, 59, number)),
  }));
let ids: MemoryId[] = [];
beforeAll(async () => {
  ids = await insertMemories(test.database(), rows);
});

type Row = (typeof rows)[number];
const countsBy = (chosen: Row[], valuesOf: (row: Row) => readonly (string | null)[]) => {
  const counts = new Map<string | null, number>();
  for (const row of chosen) {
    const values = new Set(valuesOf(row));
    for (const value of values.size === 0 ? [null] : values) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return counts;
};
const expectBreakdown = (found: Breakdown, counts: Map<string | null, number>) => {
  const named = [...counts].flatMap(([value, count]) => (value === null ? [] : [{ value, count }]));
  expect(found.valueCount).toBe(named.length);
  expect(found.rows.every((row) => counts.get(row.value) === row.count)).toBe(true);
  expect(found.rows.filter(({ value }) => value !== null).map(({ count }) => count)).toEqual(
    named
      .map(({ count }) => count)
      .toSorted((a, b) => b - a)
      .slice(0, 20),
  );
  expect(found.rows.slice(0, -1).some(({ value }) => value === null)).toBe(false);
  expect(found.rows.some(({ value }) => value === null)).toBe(counts.has(null));
};

describe("preview", () => {
  it.each<[string, StoreSelection, (row: Row) => boolean]>([
    ["everything", matching(null), () => true],
    ["an agent", matching(is("agent_id", "Triage")), (row) => row.agentId === "Triage"],
    ["any user", matching({ field: "user_id", operator: "present" }), (row) => row.userId !== null],
    ["a few", matching(is("run_id", "run-7")), (row) => row.runId === "run-7"],
  ])("says of %s what a count of its memories one by one says", async (_name, selection, isSelected) => {
    const chosen = rows.filter(isSelected);
    const found = await preview(selection);
    const { breakdowns } = found;
    expectBreakdown(
      breakdowns.user_id,
      countsBy(chosen, (row) => [row.userId]),
    );
    expectBreakdown(
      breakdowns.agent_id,
      countsBy(chosen, (row) => [row.agentId]),
    );
    expectBreakdown(
      breakdowns.app_id,
      countsBy(chosen, (row) => [row.appId]),
    );
    expectBreakdown(
      breakdowns.run_id,
      countsBy(chosen, (row) => [row.runId]),
    );
    expectBreakdown(
      breakdowns.categories,
      countsBy(chosen, (row) => row.categories),
    );

    const months = countsBy(chosen, (row) => [row.createdAt.toISOString().slice(0, 7)]);
    const newestFirst = chosen.toSorted((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    expect(found).toMatchObject({
      count: chosen.length,
      absentCount: 0,
      byMonth: [...months]
        .map(([month, count]) => ({ month, count }))
        .toSorted((a, b) => ((a.month ?? "") < (b.month ?? "") ? -1 : 1)),
      expiredCount: chosen.filter((row) => row.expirationDate === "2020-01-01").length,
      immutableCount: chosen.filter((row) => row.immutable).length,
      supersededCount: chosen.filter((row) => row.supersededBy !== null).length,
      keptImmutableCount: null,
      newestAt: newestFirst.at(0)?.createdAt.toISOString(),
      oldestAt: newestFirst.at(-1)?.createdAt.toISOString(),
      near: { kind: "not_asked" },
    });
    expect(found.sample.map(({ memory }) => memory)).toEqual(
      newestFirst.slice(0, 5).map(({ memory }) => memory),
    );
  });

  it("says the same when it reads the memories once, and once for each field", async () => {
    await test.database().transaction(async (transaction) => {
      const matches = sql`${memories.userId} is not null`;
      const summary = await previewSummary(transaction, matches);
      const once = await previewBreakdowns(transaction, matches, summary);
      expect(await previewBreakdowns(transaction, matches, summary, 0)).toEqual(once);
      expect(once.newestIds).toHaveLength(5);
    });
  });

  it("shows a memory of the sample with what is special about it, and the beginning of a long text", async () => {
    const userId = randomUUID();
    const [id] = await insertMemories(test.database(), [
      {
        userId,
        memory: "東".repeat(2001),
        runId: "r",
        immutable: true,
        expirationDate: "2020-01-01",
        createdAt: new Date("2026-03-01T00:00:00.123Z"),
      },
    ]);
    expect((await preview(matching(is("user_id", userId)))).sample).toEqual([
      {
        id,
        memory: `${"東".repeat(2000)}…`,
        userId,
        agentId: null,
        appId: null,
        runId: "r",
        createdAt: "2026-03-01T00:00:00.123Z",
        isExpired: true,
        immutable: true,
        isSuperseded: false,
      },
    ]);
  });

  it("leaves out the excluded", async () => {
    const ofUser = ids.filter((_id, number) => rows[number]?.userId === "user-3");
    const excludedIds = ofUser.slice(0, 4);
    const unrelated = memoryIdSchema.parse(randomUUID());
    const found = await preview(matching(is("user_id", "user-3"), [...excludedIds, unrelated]));
    expect(found.count).toBe(ofUser.length - 4);
    expect(found.sample.some(({ id }) => excludedIds.includes(id))).toBe(false);
  });

  it("counts listed ids once, and those that are not there", async () => {
    const listed = [...ids.slice(0, 3), ...ids.slice(0, 3), memoryIdSchema.parse(randomUUID())];
    const found = await preview({ kind: "listed", ids: listed });
    expect(found).toMatchObject({ count: 3, absentCount: 1 });
    expect(found.sample.map(({ id }) => id).toSorted()).toEqual(ids.slice(0, 3).toSorted());
  });

  it("counts what is kept beside what is not", async () => {
    const filter = is("agent_id", "Triage");
    const notImmutable: Filter = { field: "immutable", operator: "eq", value: false };
    const immutable: Filter = { field: "immutable", operator: "eq", value: true };
    const found = await preview(matching({ and: [filter, notImmutable] }), {
      kept: { and: [filter, immutable] },
    });
    const ofTriage = rows.filter((row) => row.agentId === "Triage");
    expect(found).toMatchObject({
      count: ofTriage.filter((row) => !row.immutable).length,
      immutableCount: 0,
      keptImmutableCount: ofTriage.filter((row) => row.immutable).length,
    });
  });

  it("is empty for what matches nothing", async () => {
    const none = { rows: [], valueCount: 0 };
    expect(await preview(matching(is("user_id", "nobody")), { asksNear: true })).toMatchObject({
      count: 0,
      breakdowns: { user_id: none, agent_id: none, app_id: none, run_id: none, categories: none },
      byMonth: [],
      expiredCount: 0,
      oldestAt: null,
      newestAt: null,
      near: { kind: "counted", count: 0, runCount: 0, filter: null, sample: [] },
      sample: [],
    });
  });

  it("has a cutoff before which everything counted was stored, so that freezing finds the same", async () => {
    const [id] = await insertMemories(test.database(), [{ userId: "fresh" }]);
    const selection = matching(is("user_id", "fresh"));
    const found = await preview(selection);
    expect(found.sample.map((memory) => memory.id)).toEqual([id]);
    const cutoffAt = new Date(found.cutoffAt);
    await insertMemories(test.database(), [{ userId: "fresh", storedAt: new Date(cutoffAt.getTime() + 1) }]);
    expect(await store().countSelection({ selection, cutoffAt })).toBe(1);
  });
});

describe("memories near a selection", () => {
  const counted = (near: NearMemories) => {
    if (near.kind !== "counted") throw new Error(`Nothing was counted: ${near.kind}.`);
    return near;
  };

  it("are of the same runs, without a user, and not selected", async () => {
    const [userId, one, two, other] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()];
    const stored = await insertMemories(test.database(), [
      { userId, runId: one },
      { userId, runId: two },
      { userId, runId: null },
      { userId: null, runId: one, agentId: "assistant", createdAt: new Date("2026-01-02T00:00:00Z") },
      { userId: null, runId: one, createdAt: new Date("2026-01-03T00:00:00Z") },
      { userId: null, runId: other },
      { userId: null, runId: null },
      { userId: "somebody else", runId: one },
      { userId: null, runId: two, storedAt: new Date(Date.now() + 3_600_000) },
    ]);
    const near = counted((await preview(matching(is("user_id", userId)), { asksNear: true })).near);
    expect(near).toMatchObject({ count: 2, runCount: 1 });
    expect(near.sample.map(({ id }) => id)).toEqual([stored[4], stored[3]]);
    const page = await store().list({
      filter: near.filter,
      sort: { field: "created_at", direction: "desc" },
      cursor: null,
      limit: 10,
    });
    expect(page.memories.map(({ id }) => id)).toEqual([stored[4], stored[3]]);
  });

  it("are those that a selection with memories without a user leaves", async () => {
    const run = randomUUID();
    const [named, selected, excluded, left] = await insertMemories(test.database(), [
      { userId: "n", runId: run },
      { userId: null, runId: run, agentId: "taken" },
      { userId: null, runId: run, agentId: "taken" },
      { userId: null, runId: run, agentId: "stays" },
    ]);
    if (named === undefined || selected === undefined || excluded === undefined)
      throw new Error("Not stored.");
    const filter: Filter = { and: [is("run_id", run), { not: is("agent_id", "stays") }] };
    const found = await preview(matching(filter, [excluded]), { asksNear: true });
    expect(found.count).toBe(2);
    expect(
      counted(found.near)
        .sample.map(({ id }) => id)
        .toSorted(),
    ).toEqual([excluded, left].toSorted());
  });

  it("have no filter when their runs do not fit into an address", async () => {
    const userId = randomUUID();
    const runs = Array.from({ length: 200 }, () => randomUUID());
    await insertMemories(
      test.database(),
      runs.flatMap((runId) => [
        { userId, runId },
        { userId: null, runId },
      ]),
    );
    const near = counted((await preview(matching(is("user_id", userId)), { asksNear: true })).near);
    expect(near).toMatchObject({ count: 200, runCount: 200, filter: null });
    expect(near.sample).toHaveLength(5);
  });

  it("are unknown when they cannot be counted in time, and the transaction goes on", async () => {
    await test.database().transaction(async (transaction) => {
      const locker = await test.database().$client.connect();
      await locker.query("begin; lock table memories in access exclusive mode");
      const near = await previewNear(transaction, { matches: sql`true`, cutoff: sql`now()` });
      await locker.query("rollback");
      locker.release();
      expect(near).toEqual({ kind: "unknown" });
      expect(await transaction.$count(memories)).toBeGreaterThan(0);
    });
  });
});
