import { randomUUID } from "node:crypto";
import { asc, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { openDatabase } from "@/lib/database/server/database";
import { emptyScope } from "@/lib/deletions/scope/scope";
import type { selectionSchema } from "@/lib/deletions/request/schema";
import type { Deletion } from "@/lib/deletions/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { useTestDatabase } from "@/testing/test-database";
import { deletionItems } from "@/drizzle/schema/deletions";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories } from "@/drizzle/schema/memories";
import {
  deletionInput,
  previewedInput,
  requested,
  runToEnd,
  storeMemories,
  testRunner,
  untilDeletion,
} from "@/testing/deletions/deletion-fixtures";
import { requestDeletion } from "./request-deletion";

// What was confirmed is what is deleted: nothing that came later, nothing that was left out, and no other number.

const { database, url, context } = useTestDatabase();
beforeEach(() => database().delete(memories));

type Selection = z.input<typeof selectionSchema>;
const everyEntity = { user_id: "*", agent_id: "*", app_id: "*", run_id: "*" };

/** Each of them takes the memories of storeMemories(), whose user is caroline, and here everything there is. */
const kinds: [string, Selection][] = [
  ["a filter", { kind: "matching", filter: { field: "user_id", operator: "eq", value: "caroline" } }],
  ["a scope", { kind: "scope", scope: { ...emptyScope, user_id: "caroline" } }],
  ["a wildcard", { kind: "scope", scope: { ...emptyScope, user_id: "*" } }],
  ["a wipe", { kind: "scope", scope: { ...emptyScope, ...everyEntity } }],
  ["an entity", { kind: "entity", entity: { kind: "user", value: "caroline" } }],
];

/** Those of which something can be left out. */
const narrowed = kinds.flatMap(([name, selection]) =>
  (selection.kind === "matching" || selection.kind === "scope") && name !== "a wipe"
    ? [[name, selection] as const]
    : [],
);

const storeLate = () =>
  database().insert(memories).values({ memory: "a late one", userId: "caroline", agentId: "assistant" });
const idsLeft = async () =>
  (await database().select({ id: memories.id }).from(memories).orderBy(asc(memories.id))).map(({ id }) => id);
const selectionCheckOf = ({ verification }: Deletion) =>
  verification?.checks.find(({ check }) => check === "selection");
const finishedBody = async (id: DeletionId): Promise<unknown> => {
  const [event] = await database()
    .select()
    .from(ledgerEvents)
    .where(sql`${ledgerEvents.kind} = 'deletion.finished' and ${ledgerEvents.body} like ${`%${id}%`}`);
  return JSON.parse(event?.body ?? "null");
};

describe("memories stored after the cutoff", () => {
  it.each(kinds)("stay, before the run and during it, and are reported: %s", async (_name, selection) => {
    await storeMemories(database(), 1_000);
    const { id } = await requested(context(), deletionInput({ selection, expectedCount: 1_000 }));
    await storeLate();
    const runner = testRunner(database(), { batchSize: 20 });
    await untilDeletion(context(), id, ({ deletedCount }) => deletedCount > 0);
    await storeLate();
    expect((await untilDeletion(context(), id, () => true)).finishedAt).toBeNull();
    const done = await untilDeletion(context(), id);
    await runner.stop();
    expect(done).toMatchObject({ status: "completed", requestedCount: 1_000, deletedCount: 1_000 });
    expect(await idsLeft()).toHaveLength(2);
    const reported = { check: "selection", outcome: "verified_absent", residualCount: 0, otherCount: 2 };
    expect(selectionCheckOf(done)).toMatchObject(reported);
    expect(await finishedBody(id)).toMatchObject({
      verification: expect.arrayContaining([expect.objectContaining(reported)]) as unknown,
    });
  });
});

describe("what was left out stays, and is no residue", () => {
  it.each(narrowed)("excluded memories: %s", async (_name, selection) => {
    const ids = await storeMemories(database(), 12);
    const excludedIds = [...ids.slice(0, 3), randomUUID()];
    const input = deletionInput({ selection: { ...selection, excludedIds }, expectedCount: 9 });
    const done = await runToEnd(context(), (await requested(context(), input)).id);
    expect(done).toMatchObject({ status: "completed", deletedCount: 9, selection: { excludedCount: 4 } });
    expect(await idsLeft()).toEqual(ids.slice(0, 3).toSorted());
    expect(selectionCheckOf(done)).toMatchObject({ outcome: "verified_absent", residualCount: 0 });
  });

  it.each(narrowed)("immutable memories, when they are to be kept: %s", async (_name, selection) => {
    const ids = await storeMemories(database(), 12);
    const immutable = ids.slice(0, 5).toSorted();
    await database().execute(
      sql`update memories set immutable = true where id = any(${sql.param(immutable)}::uuid[])`,
    );
    const input = await previewedInput(context(), { ...selection, keepsImmutable: true });
    const done = await runToEnd(context(), (await requested(context(), input)).id);
    expect(done).toMatchObject({
      status: "completed",
      deletedCount: 7,
      keptImmutableCount: 5,
      selection: { keepsImmutable: true },
    });
    expect(await idsLeft()).toEqual(immutable);
    expect(selectionCheckOf(done)).toMatchObject({ outcome: "verified_absent", residualCount: 0 });
    // Not asked for, they go like any other.
    const all = await previewedInput(context(), selection);
    expect(await runToEnd(context(), (await requested(context(), all)).id)).toMatchObject({
      deletedCount: 5,
    });
  });

  it("of a wipe nothing can be left out", async () => {
    const [id = ""] = await storeMemories(database(), 2);
    const wipe = { kind: "scope" as const, scope: { ...emptyScope, ...everyEntity } };
    for (const exception of [{ excludedIds: [id] }, { keepsImmutable: true }]) {
      const input = deletionInput({ selection: { ...wipe, ...exception }, expectedCount: 1 });
      await expect(requestDeletion(context(), input)).rejects.toMatchObject({ code: "invalid_input" });
    }
    expect(await idsLeft()).toHaveLength(2);
  });
});

describe("another number than was confirmed", () => {
  it.each(kinds)("is told, old and new, and nothing is requested: %s", async (_name, selection) => {
    await storeMemories(database(), 5);
    const eventCount = await database().$count(ledgerEvents);
    for (const expectedCount of [4, 6]) {
      const input = deletionInput({ selection, expectedCount });
      expect(await requestDeletion(context(), input)).toEqual({
        kind: "count_changed",
        expected: expectedCount,
        actual: 5,
        changedCount: 0,
      });
    }
    expect(await database().$count(ledgerEvents)).toBe(eventCount);
  });

  it.each(kinds)("at the start of the run: more, and those are left: %s", async (_name, selection) => {
    await storeMemories(database(), 5);
    const { id } = await requested(context(), await previewedInput(context(), selection));
    // Stored before the cutoff as far as its dates tell: a restored backup, or a memory given to this user since.
    const [late] = await storeMemories(database(), 1);
    const done = await runToEnd(context(), id);
    expect(done).toMatchObject({ status: "completed", deletedCount: 5, joinedCount: 1 });
    expect(selectionCheckOf(done)).toMatchObject({ outcome: "verified_absent", otherCount: 1 });
    expect(await idsLeft()).toEqual([late]);
    expect(await database().$count(deletionItems, eq(deletionItems.deletionId, id))).toBe(5);
  });

  it.each(kinds)("at the start of the run: fewer, and the rest is deleted: %s", async (_name, selection) => {
    const ids = await storeMemories(database(), 5);
    const { id } = await requested(context(), deletionInput({ selection, expectedCount: 5 }));
    await database()
      .delete(memories)
      .where(eq(memories.id, ids[0] ?? ""));
    expect(await runToEnd(context(), id)).toMatchObject({
      status: "completed",
      expectedCount: 5,
      requestedCount: 4,
      deletedCount: 4,
    });
    expect(await idsLeft()).toEqual([]);
  });
});

describe("deletions of every kind that overlap", () => {
  it("end right when two processes run them at once: nothing twice, nothing left, the rest already absent", async () => {
    const ids = await storeMemories(database(), 3_000);
    const others = await storeMemories(database(), 500, { userId: "melanie" });
    const listed: Selection = { kind: "listed", ids: ids.slice(500, 2_000).toReversed() };
    const counts = new Map<string, number>([
      ["a wildcard", 3_500],
      ["a wipe", 3_500],
    ]);
    const inputs = [["listed", listed] as const, ...kinds].map(([name, selection]) =>
      deletionInput({
        selection,
        expectedCount: selection.kind === "listed" ? selection.ids.length : (counts.get(name) ?? 3_000),
      }),
    );
    const all = await Promise.all(inputs.map((input) => requested(context(), input)));
    const second = openDatabase(url());
    const runners = [testRunner(database(), { batchSize: 89 }), testRunner(second, { batchSize: 131 })];
    const done = await Promise.all(all.map(({ id }) => untilDeletion(context(), id)));
    await Promise.all(runners.map((runner) => runner.stop()));
    // Before its end: the store is settled in the background, also after a runner has stopped.
    expect(runners.flatMap(({ errors }) => errors)).toEqual([]);
    await second.$client.end();
    expect(done.map(({ status }) => status)).toEqual(done.map(() => "completed"));
    expect(done.reduce((sum, { deletedCount }) => sum + deletedCount, 0)).toBe(ids.length + others.length);
    for (const { deletedCount, absentCount, failedCount, requestedCount } of done) {
      expect(failedCount).toBe(0);
      expect(deletedCount + absentCount).toBe(requestedCount);
    }
    expect(await idsLeft()).toEqual([]);
    // In the items, too, each memory was deleted by exactly one of them.
    const { rows } = await database().execute<{ times: number; memories: number }>(sql`
      select times::integer, count(*)::integer as memories from (
        select memory_id, count(*) filter (where outcome is null) as times from deletion_items
        where deletion_id = any(${sql.param(all.map(({ id }) => id))}::uuid[]) group by memory_id
      ) as each group by times`);
    expect(rows).toEqual([{ times: 1, memories: 3_500 }]);
  });
});
