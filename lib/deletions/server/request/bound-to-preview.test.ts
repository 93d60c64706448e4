import { randomUUID } from "node:crypto";
import { asc, eq, sql } from "drizzle-orm";
import pg from "pg";
import { beforeEach, describe, expect, it } from "vitest";
import type { z } from "zod";
import { describeDeletion } from "@/lib/deletions/words/describe-deletion";
import type { Filter } from "@/lib/filters/filter";
import { emptyScope } from "@/lib/deletions/scope/scope";
import type { selectionSchema } from "@/lib/deletions/request/schema";
import { updateMemories } from "@/lib/mem0-api/server/memories/update-memories";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { useTestDatabase } from "@/testing/test-database";
import { deletionItems } from "@/drizzle/schema/deletions";
import { memories } from "@/drizzle/schema/memories";
import { previewItems, previews } from "@/drizzle/schema/previews";
import {
  previewedInput,
  requested,
  runToEnd,
  storeMemories,
  testRunner,
  untilDeletion,
} from "@/testing/deletions/deletion-fixtures";
import { listDeletionItems } from "../history/list-deletion-items";
import { previewSelection } from "../preview/preview-selection";
import { prunePreviews } from "../preview/prune-previews";
import { requestDeletion } from "./request-deletion";

// A confirmation binds to the memories that were shown, and not to their number.

const { database, url, context } = useTestDatabase();
beforeEach(() => database().delete(memories));

type Selection = z.input<typeof selectionSchema>;
const quagga: Selection = {
  kind: "matching",
  filter: { field: "text", operator: "contains", value: "quagga" },
};
const ofCaroline: Selection = { kind: "scope", scope: { ...emptyScope, user_id: "caroline" } };
const idsLeft = async () =>
  (await database().select({ id: memories.id }).from(memories).orderBy(asc(memories.id))).map(({ id }) => id);
const store = async (memory: string, part: Partial<typeof memories.$inferInsert> = {}): Promise<MemoryId> => {
  const [row] = await database()
    .insert(memories)
    .values({ memory, userId: "caroline", ...part })
    .returning({ id: memories.id });
  return memoryIdSchema.parse(row?.id);
};
const change = (id: MemoryId, memory: string) => updateMemories(context(), [{ id, memory }]);
const remove = (id: MemoryId) => database().delete(memories).where(eq(memories.id, id));

/** A session of its own, whose transaction a test ends when it wants to. */
const session = async (): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  return client;
};

describe("a memory that joins between the preview and the confirmation", () => {
  it("is not taken in the place of another one: told with the new numbers, asked again (ASVS 11.1.5, 11.1.6)", async () => {
    const [first] = await storeMemories(database(), 3, { word: "quagga" });
    const fourth = await store("a zebra");
    const input = await previewedInput(context(), quagga);
    expect(input.expectedCount).toBe(3);
    await remove(first ?? fourth);
    await change(fourth, "a quagga by now");
    expect(await requestDeletion(context(), input)).toEqual({
      kind: "count_changed",
      expected: 3,
      actual: 2,
      changedCount: 1,
    });
    expect(await idsLeft()).toHaveLength(3);
    const again = await previewedInput(context(), quagga);
    expect(again.expectedCount).toBe(3);
    expect(await runToEnd(context(), (await requested(context(), again)).id)).toMatchObject({
      status: "completed",
      deletedCount: 3,
    });
  });

  it("or the start is left and reported, by a filter", async () => {
    const [first] = await storeMemories(database(), 3, { word: "quagga" });
    const fourth = await store("a zebra");
    const { id } = await requested(context(), await previewedInput(context(), quagga));
    await remove(first ?? fourth);
    await change(fourth, "a quagga by now");
    const done = await runToEnd(context(), id);
    expect(done).toMatchObject({ status: "completed", requestedCount: 2, deletedCount: 2, joinedCount: 1 });
    expect(describeDeletion(done)).toContain("1 changed since the preview and left alone");
    expect(await idsLeft()).toEqual([fourth]);
  });

  it("is left by a scope of metadata, which takes what was changed otherwise", async () => {
    const gold: Selection = { kind: "scope", scope: { ...emptyScope, metadata: { tier: "gold" } } };
    const shown = await store("one", { metadata: { tier: "gold" } });
    const other = await store("two", { metadata: { tier: "silver" } });
    const { id } = await requested(context(), await previewedInput(context(), gold));
    await updateMemories(context(), [{ id: other, metadata: { tier: "gold" } }]);
    await change(shown, "one, with other words");
    expect(await runToEnd(context(), id)).toMatchObject({ deletedCount: 1, joinedCount: 1 });
    expect(await idsLeft()).toEqual([other]);
  });

  it.each([
    ["a scope", ofCaroline],
    ["an entity", { kind: "entity", entity: { kind: "user", value: "caroline" } } satisfies Selection],
  ])("by being given to the user is left, and what was changed is taken: %s", async (_name, selection) => {
    const shown = await store("one");
    const other = await store("two", { userId: "melanie" });
    const { id } = await requested(context(), await previewedInput(context(), selection));
    await change(shown, "with other words");
    await database().update(memories).set({ userId: "caroline" }).where(eq(memories.id, other));
    expect(await runToEnd(context(), id)).toMatchObject({ deletedCount: 1, joinedCount: 1 });
    expect(await idsLeft()).toEqual([other]);
  });
});

describe("a memory that is changed", () => {
  it("between the preview and the confirmation of its id is told", async () => {
    const ids = await storeMemories(database(), 3);
    const input = await previewedInput(context(), { kind: "listed", ids: [...ids, randomUUID()] });
    await change(ids[0] ?? memoryIdSchema.parse(""), "with other words");
    expect(await requestDeletion(context(), input)).toEqual({
      kind: "count_changed",
      expected: 4,
      actual: 3,
      changedCount: 1,
    });
  });

  it.each([
    ["a filter", quagga],
    ["its id", null],
  ])("after it was frozen is kept, with the reason: %s", async (_name, given) => {
    const ids = await storeMemories(database(), 40, { word: "quagga" });
    const selection: Selection = given ?? { kind: "listed", ids };
    const { id } = await requested(context(), await previewedInput(context(), selection));
    // Locked by this session, in one of the later batches: the runner has frozen it, and waits.
    const client = await session();
    await client.query("begin");
    const { rows } = await client.query<{ id: string }>(
      "update memories set memory = 'quagga, but other words' where ctid = (select max(ctid) from memories) returning id",
    );
    const runner = testRunner(database(), { batchSize: 10 });
    await untilDeletion(context(), id, ({ deletedCount }) => deletedCount === 30);
    await client.query("commit");
    await client.end();
    const done = await untilDeletion(context(), id);
    await runner.stop();
    expect(done).toMatchObject({ status: "completed", deletedCount: 39, changedCount: 1, absentCount: 0 });
    expect(await idsLeft()).toEqual(rows.map((row) => row.id));
    const input = { deletionId: id, state: "kept" as const, afterSeq: 0, limit: 10 };
    expect((await listDeletionItems(context(), input)).items).toEqual([
      expect.objectContaining({ memoryId: rows[0]?.id, state: "kept", errorCode: "changed_since_preview" }),
    ]);
    expect(done.verification?.checks).toContainEqual(
      expect.objectContaining({ check: "ids", outcome: "residual", residualCount: 0, stayedCount: 1 }),
    );
  });

  it("by the deletion itself, as what superseded it goes, is taken all the same", async () => {
    const ids = await storeMemories(database(), 30, { word: "quagga" });
    // Each is superseded by the one before it, which a batch of one takes first.
    for (const [index, id] of ids.entries())
      if (index > 0)
        await database()
          .update(memories)
          .set({ supersededBy: ids[index - 1] ?? null })
          .where(eq(memories.id, id));
    const { id } = await requested(context(), await previewedInput(context(), quagga));
    expect(await runToEnd(context(), id, { batchSize: 1 })).toMatchObject({
      status: "completed",
      deletedCount: 30,
      changedCount: 0,
    });
  });

  it("by another deletion, as what superseded it goes, is left", async () => {
    const newest = await store("the newest");
    const older = await store("quagga", { supersededBy: newest });
    const input = await previewedInput(context(), quagga);
    const other = await previewedInput(context(), { kind: "listed", ids: [newest] });
    await runToEnd(context(), (await requested(context(), other)).id);
    expect(await requestDeletion(context(), input)).toMatchObject({ actual: 0, changedCount: 1 });
    expect(await idsLeft()).toEqual([older]);
  });
});

describe("what was being written at the preview", () => {
  it.each([
    ["a filter", quagga],
    ["a scope", ofCaroline],
  ])(
    "is left, though it is dated before the cutoff, in a subtransaction as well: %s",
    async (_name, selection) => {
      const [shown] = await storeMemories(database(), 1, { word: "quagga" });
      const client = await session();
      await client.query("begin");
      await client.query("savepoint one");
      await client.query(
        "insert into memories (memory, user_id) values ('an uncommitted quagga', 'caroline')",
      );
      await client.query("release savepoint one");
      const input = await previewedInput(context(), selection);
      expect(input.expectedCount).toBe(1);
      const { id } = await requested(context(), input);
      await client.query("commit");
      await client.end();
      expect(await runToEnd(context(), id)).toMatchObject({
        status: "completed",
        deletedCount: 1,
        joinedCount: 1,
      });
      expect(await idsLeft()).toHaveLength(1);
      expect(await idsLeft()).not.toContain(shown);
    },
  );
});

const dayMs = 86_400_000;
const longAgo = { storedAt: new Date(0), changedAt: new Date(0) };
const matching = (filter: Filter): Selection => ({ kind: "matching", filter });

describe("a filter that is relative to the time", () => {
  it("means the time of the preview, and leaves what was left out", async () => {
    const ago = (days: number) => new Date(Date.now() - days * dayMs);
    const old = await store("long gone", { createdAt: ago(200), ...longAgo });
    const kept = await store("long gone as well", { createdAt: ago(200), ...longAgo });
    const since = await store("older since this morning", { createdAt: ago(90.2), ...longAgo });
    const olderThan: Filter = { field: "created_at", operator: "older_than", value: "P90D" };
    const selection = { kind: "matching" as const, filter: olderThan, excludedIds: [kept] };
    const input = await previewedInput(context(), selection);
    expect(input.expectedCount).toBe(2);
    // As if it had been previewed yesterday.
    const cutoffAt = new Date(input.cutoffAt.getTime() - dayMs + 60_000);
    await database().update(previews).set({ cutoffAt });
    const { id } = await requested(context(), { ...input, cutoffAt, expectedCount: 1 });
    const done = await runToEnd(context(), id);
    expect(done).toMatchObject({ status: "completed", deletedCount: 1, joinedCount: 0 });
    expect(await idsLeft()).toEqual([kept, since].toSorted());
    expect(old).not.toBe(kept);
    const day = new Date(cutoffAt.getTime() - 90 * dayMs).toISOString().slice(0, 10);
    expect(describeDeletion(done)).toContain(`created more than 90 days ago (before ${day} `);
  });

  it("takes those inactive then, and none of who came back before", async () => {
    const ago = new Date(Date.now() - 100 * dayMs);
    const gone = await store("Ann's", { userId: "ann", updatedAt: ago, ...longAgo });
    const back = await store("Ben's", { userId: "ben", updatedAt: ago, ...longAgo });
    const news = await store("Ben's news", { userId: "ben" });
    const input = await previewedInput(
      context(),
      matching({ field: "user_id", operator: "inactive_for", value: "P3M" }),
    );
    expect(input.expectedCount).toBe(1);
    expect(await runToEnd(context(), (await requested(context(), input)).id)).toMatchObject({
      status: "completed",
      deletedCount: 1,
    });
    expect(await idsLeft()).toEqual([back, news].toSorted());
    expect(gone).not.toBe(back);
  });
});

describe("all but the newest of what was said twice", () => {
  const olderOnes = matching({ field: "duplicate", operator: "eq", value: "all_but_newest" });
  const said = (memory: string, minutes: number, part: Partial<typeof memories.$inferInsert> = {}) =>
    store(memory, { createdAt: new Date(Date.now() - 3_600_000 + minutes * 60_000), ...part });

  it("leaves what was the newest then, though it was said again since", async () => {
    const first = await said("Likes tea.", 1);
    const newest = await said(" likes  TEA.\n", 2);
    const others = await said("Likes tea.", 3, { userId: "melanie" });
    const input = await previewedInput(context(), olderOnes);
    expect(input.expectedCount).toBe(1);
    const again = await said("likes tea.", 4);
    const { id } = await requested(context(), input);
    const once = await said("likes tea.", 5);
    expect(await runToEnd(context(), id)).toMatchObject({ status: "completed", deletedCount: 1 });
    expect(await idsLeft()).toEqual([newest, others, again, once].toSorted());
    expect(first).not.toBe(newest);
  });

  it("takes nothing once what was to stay is gone", async () => {
    const first = await said("Likes tea.", 1);
    const newest = await said("likes tea.", 2);
    const input = await previewedInput(context(), olderOnes);
    await remove(newest);
    expect(await requestDeletion(context(), input)).toMatchObject({ kind: "count_changed", actual: 0 });
    expect(await idsLeft()).toEqual([first]);
  });

  it("or says something else before the start", async () => {
    const first = await said("Likes tea.", 1);
    const newest = await said("likes tea.", 2);
    const { id } = await requested(context(), await previewedInput(context(), olderOnes));
    await change(newest, "Likes coffee.");
    expect(await runToEnd(context(), id)).toMatchObject({ status: "completed", deletedCount: 0 });
    expect(await idsLeft()).toEqual([first, newest].toSorted());
  });
});

describe("a filter that is relative to the day", () => {
  it("means the day of the preview", async () => {
    const expired: Selection = {
      kind: "matching",
      filter: { field: "expiration_date", operator: "expired" },
    };
    const day = (offset: number) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
    await store("long gone", { expirationDate: "2020-01-01", storedAt: new Date(0), changedAt: new Date(0) });
    const later = await store("yesterday", {
      expirationDate: day(-1),
      storedAt: new Date(0),
      changedAt: new Date(0),
    });
    const input = await previewedInput(context(), expired);
    // As if it had been previewed yesterday.
    const cutoffAt = new Date(input.cutoffAt.getTime() - 86_400_000 + 60_000);
    await database().update(previews).set({ cutoffAt });
    const done = await runToEnd(
      context(),
      (await requested(context(), { ...input, cutoffAt, expectedCount: 1 })).id,
    );
    expect(done).toMatchObject({ status: "completed", deletedCount: 1, joinedCount: 0 });
    expect(await idsLeft()).toEqual([later]);
  });
});

describe("a preview", () => {
  it("confirms what it showed and nothing else, and for a day (ASVS 11.1.1–11.1.3)", async () => {
    await storeMemories(database(), 2, { word: "quagga" });
    const input = await previewedInput(context(), quagga);
    const others = [
      { previewId: randomUUID() as never },
      { selection: { ...input.selection, excludedIds: [memoryIdSchema.parse(randomUUID())] } as never },
      { cutoffAt: new Date(input.cutoffAt.getTime() - 1) },
    ];
    for (const other of others)
      await expect(requestDeletion(context(), { ...input, ...other })).rejects.toMatchObject({
        code: "invalid_input",
      });
    await database()
      .update(previews)
      .set({ createdAt: sql`now() - interval '24 hours 1 second'` });
    await expect(requestDeletion(context(), input)).rejects.toMatchObject({ code: "invalid_input" });
  });

  it("of what keeps immutable memories confirms the same where there are none", async () => {
    await storeMemories(database(), 2, { word: "quagga" });
    const keeping = await previewedInput(context(), { ...quagga, keepsImmutable: true });
    for (const keepsImmutable of [true, false]) {
      const selection = { ...keeping.selection, keepsImmutable } as typeof keeping.selection;
      const input = { ...keeping, selection, idempotencyKey: randomUUID() };
      expect(await requestDeletion(context(), input)).toMatchObject({ kind: "requested" });
    }
  });

  it("is forgotten after a day, but for a deletion under way", async () => {
    await storeMemories(database(), 2, { word: "quagga" });
    const kept = await previewedInput(context(), quagga);
    await requested(context(), kept);
    const { id } = await previewSelection(context(), { storeId: kept.storeId, selection: kept.selection });
    const items = [id, kept.previewId ?? id].map((previewId) => ({
      previewId,
      memoryId: "1",
      digest: Buffer.alloc(1),
    }));
    await database().insert(previewItems).values(items);
    await database()
      .update(previews)
      .set({ createdAt: sql`now() - interval '26 hours'` });
    await prunePreviews(database());
    const left = await database().select({ id: previews.id }).from(previews);
    expect(left.map((row) => row.id)).toContain(kept.previewId);
    expect(left.map((row) => row.id)).not.toContain(id);
    expect(await database().$count(previewItems, eq(previewItems.previewId, id))).toBe(0);
    expect(await database().$count(previewItems, eq(previewItems.previewId, kept.previewId ?? ""))).toBe(1);
  });

  it("holds nothing of what the memories say", async () => {
    await storeMemories(database(), 1, { word: "quagga" });
    const input = await previewedInput(context(), quagga);
    const [row] = await database()
      .select()
      .from(previews)
      .where(eq(previews.id, input.previewId ?? ""));
    expect(JSON.stringify(row)).not.toContain("quagga");
    expect(await database().$count(deletionItems)).toBeGreaterThanOrEqual(0);
  });
});
