import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { asc, eq, inArray, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { isDistributed } from "@/lib/database/server/distribution/is-distributed";
import { type DeletionId, deletionIdSchema } from "@/lib/deletions/deletion-id";
import { type StoreSelection } from "@/lib/stores/selection";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { useTestDatabase } from "@/testing/test-database";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import { builtinStore } from "@/lib/stores/builtin/builtin-store";
import { deleteBatch } from "./delete-batch";
import { freezeSelection } from "./freeze-selection";
import { writeVersionPlaces } from "./note-versions";
import { insertMemories } from "@/testing/stores/test-memories";
import { reachOfDeletion } from "../record/row-json";

const test = useTestDatabase();
const store = () => builtinStore(test.database());
const digestKey = randomBytes(32);

/** A deletion with its items, as requestDeletion leaves it. */
const freeze = async (
  selection: StoreSelection,
  cutoffAt = new Date(Date.now() + 1000),
): Promise<{ id: DeletionId; count: number }> => {
  const id = deletionIdSchema.parse(randomUUID());
  const ctx = test.context();
  return test.database().transaction(async (transaction) => {
    await transaction.insert(deletions).values({
      id,
      storeId: builtinStoreId,
      operation: "batch",
      actor: ctx.actor,
      selection: { kind: "listed", count: 0 },
      digestSalt: digestKey,
      idempotencyKey: randomUUID(),
      requestDigest: "",
      cutoffAt,
      expectedCount: 0,
      createdAt: ctx.now(),
    });
    const reach = { cutoffAt, bond: "stored" as const, snapshot: null };
    const { takenCount } = await freezeSelection(transaction, {
      ...reach,
      deletionId: id,
      selection,
      digestKey,
    });
    return { id, count: takenCount };
  });
};

/** One batch and the move of the cursor, as the runner does it. */
const deleteItems = async (deletionId: DeletionId, fromSeq: number, toSeq: number) => {
  const isOnNodes = await isDistributed(test.database());
  return test.database().transaction(async (transaction) => {
    const [row] = await transaction.select().from(deletions).where(eq(deletions.id, deletionId));
    if (row === undefined) throw new Error("The deletion was frozen.");
    const reach = reachOfDeletion(row);
    const outcome = await deleteBatch(transaction, { deletionId, fromSeq, toSeq, reach, isOnNodes });
    await transaction.update(deletions).set({ cursorSeq: toSeq }).where(eq(deletions.id, deletionId));
    return outcome;
  });
};

const itemsOf = (id: DeletionId) =>
  test
    .database()
    .select()
    .from(deletionItems)
    .where(eq(deletionItems.deletionId, id))
    .orderBy(asc(deletionItems.seq));
const inPlaceOrder = async (ids: MemoryId[]): Promise<string[]> => {
  const { rows } = await test.database().execute<{ id: string }>(sql`
    select id from memories where id = any(${sql.param(ids)}::uuid[]) order by ctid`);
  return rows.map((row) => row.id);
};

/** Waits until somebody waits for a lock. */
const untilBlocked = async (): Promise<void> => {
  for (let isBlocked = false; !isBlocked;) {
    const { rows } = await test.database().execute<{ blocked: boolean }>(sql`
      select exists (select 1 from pg_stat_activity
        where wait_event_type = 'Lock' and datname = current_database()) as blocked`);
    isBlocked = rows[0]?.blocked === true;
  }
};
const unknownId = (): MemoryId => memoryIdSchema.parse(randomUUID());
const ofUser = (value: string): StoreSelection => ({
  kind: "matching",
  filter: { field: "user_id", operator: "eq", value },
  excludedIds: [],
});

describe("freeze", () => {
  it("numbers what matches in the order in which it lies, without the excluded and what came after the cutoff", async () => {
    const userId = randomUUID();
    const ids = await insertMemories(
      test.database(),
      Array.from({ length: 30 }, () => ({ userId })),
    );
    const cutoffAt = new Date(Date.now() + 1000);
    await insertMemories(test.database(), [{ userId, storedAt: new Date(cutoffAt.getTime() + 1) }]);
    const excludedIds = ids.slice(0, 5);
    const selection = { ...ofUser(userId), excludedIds } as Extract<StoreSelection, { kind: "matching" }>;

    const { id, count } = await freeze(selection, cutoffAt);
    expect(count).toBe(25);
    expect(await store().countSelection({ selection, cutoffAt })).toBe(25);
    const items = await itemsOf(id);
    expect(items.map((item) => item.seq)).toEqual(Array.from({ length: 25 }, (_, position) => position + 1));
    expect(items.map((item) => item.memoryId)).toEqual(await inPlaceOrder(ids.slice(5)));
  });

  it("writes an item for each listed id once, also for those that are not there", async () => {
    const ids = await insertMemories(test.database(), [{}, {}]);
    const absent = unknownId();
    const { id, count } = await freeze({ kind: "listed", ids: [...ids, absent, ...ids] });
    expect(count).toBe(3);
    const items = await itemsOf(id);
    expect(items.map((item) => item.memoryId)).toEqual([...(await inPlaceOrder(ids)), absent]);
    expect(items.filter((item) => item.digest === null).map((item) => item.memoryId)).toEqual([absent]);
  });

  it("keeps the HMAC-SHA-256 of id and text, as node:crypto makes it", async () => {
    const texts = [
      "plain",
      "",
      "emoji 🦉 and 東京, Ünïcode",
      "back\\slash 'quotes' \\x00",
      "long ".repeat(20_000),
    ];
    const ids = await insertMemories(
      test.database(),
      texts.map((memory) => ({ memory })),
    );
    const { id } = await freeze({ kind: "listed", ids });
    const items = await itemsOf(id);
    for (const [position, memoryId] of ids.entries()) {
      const expected = createHmac("sha256", digestKey)
        .update(`${memoryId}\0${texts[position]}`)
        .digest("hex");
      expect(items.find((item) => item.memoryId === memoryId)?.digest?.toString("hex")).toBe(expected);
    }
  });

  it("takes 100,000 listed ids", async () => {
    const ids = Array.from({ length: 100_000 }, unknownId);
    expect((await freeze({ kind: "listed", ids })).count).toBe(100_000);
  });
});

describe("deleteBatch", () => {
  it("deletes memories with their versions, and notes those that were not there", async () => {
    const [kept, ...ids] = await insertMemories(test.database(), [{}, {}, {}, {}]);
    if (kept === undefined) throw new Error("Nothing was stored.");
    const versions = [kept, ...ids].map((memoryId) => ({
      memoryId,
      oldMemory: "before",
      newMemory: "after",
    }));
    await test.database().insert(memoryVersions).values(versions);
    const absent = unknownId();
    const { id, count } = await freeze({ kind: "listed", ids: [...ids, absent] });

    expect(await deleteItems(id, 1, count)).toEqual({
      deletedCount: 3,
      absentCount: 1,
      failedCount: 0,
      changedCount: 0,
      heldCount: 0,
      heldBy: [],
    });
    expect(await Promise.all(ids.map((each) => store().find(each)))).toEqual([null, null, null]);
    expect((await store().find(kept))?.id).toBe(kept);
    const left = await test.database().select({ memoryId: memoryVersions.memoryId }).from(memoryVersions);
    expect(left).toEqual([{ memoryId: kept }]);
    const exceptions = (await itemsOf(id)).filter((item) => item.outcome !== null);
    expect(exceptions.map((item) => [item.memoryId, item.outcome])).toEqual([[absent, "already_absent"]]);
  });

  it("does a batch once when it comes twice", async () => {
    const ids = await insertMemories(test.database(), [{}, {}]);
    const { id } = await freeze({ kind: "listed", ids });
    expect(await deleteItems(id, 1, 2)).toEqual({
      deletedCount: 2,
      absentCount: 0,
      failedCount: 0,
      changedCount: 0,
      heldCount: 0,
      heldBy: [],
    });
    expect(await deleteItems(id, 1, 2)).toEqual({
      deletedCount: 0,
      absentCount: 0,
      failedCount: 0,
      changedCount: 0,
      heldCount: 0,
      heldBy: [],
    });
    expect((await itemsOf(id)).map((item) => item.outcome)).toEqual([null, null]);
  });

  it("keeps to its range", async () => {
    const ids = await insertMemories(
      test.database(),
      Array.from({ length: 6 }, () => ({})),
    );
    const { id } = await freeze({ kind: "listed", ids });
    await deleteItems(id, 1, 4);
    const inOrder = (await itemsOf(id)).map((item) => memoryIdSchema.parse(item.memoryId));
    const found = await Promise.all(inOrder.map((each) => store().find(each)));
    expect(found.map((memory) => memory !== null)).toEqual([false, false, false, false, true, true]);
  });

  it("finds memories that have moved since they were frozen, also where others lie now", async () => {
    const ids = await insertMemories(
      test.database(),
      Array.from({ length: 20 }, () => ({})),
    );
    const { id, count } = await freeze({ kind: "listed", ids });
    const [first, second] = ids;
    await test.database().execute(sql`update memories set memory = 'moved'`);
    await test.database().execute(sql`vacuum memories`);
    // Into the space that became free.
    const others = await insertMemories(
      test.database(),
      Array.from({ length: 20 }, () => ({})),
    );
    // One is updated while it is being deleted.
    const updating = await test.database().$client.connect();
    await updating.query("begin");
    await updating.query("update memories set memory = 'moving' where id = $1", [first]);
    const deleting = deleteItems(id, 1, count);
    await untilBlocked();
    await updating.query("commit");
    updating.release();
    expect(await deleting).toEqual({
      deletedCount: 20,
      absentCount: 0,
      failedCount: 0,
      changedCount: 0,
      heldCount: 0,
      heldBy: [],
    });
    expect(await Promise.all([first, second].map((each) => store().find(each ?? unknownId())))).toEqual([
      null,
      null,
    ]);
    expect((await Promise.all(others.map((each) => store().find(each)))).includes(null)).toBe(false);
  });

  it("finds a memory that is updated while it is being deleted, with the version that this makes", async () => {
    const [id] = await insertMemories(test.database(), [{}]);
    if (id === undefined) throw new Error("Nothing was stored.");
    const deletion = await freeze({ kind: "listed", ids: [id] });
    const updating = await test.database().$client.connect();
    await updating.query("begin");
    await updating.query("update memories set memory = 'moving' where id = $1", [id]);
    await updating.query(
      "insert into memory_versions (memory_id, old_memory, new_memory) values ($1, 'before', 'moving')",
      [id],
    );
    const deleting = deleteItems(deletion.id, 1, 1);
    await untilBlocked();
    await updating.query("commit");
    updating.release();
    expect(await deleting).toEqual({
      deletedCount: 1,
      absentCount: 0,
      failedCount: 0,
      changedCount: 0,
      heldCount: 0,
      heldBy: [],
    });
    expect(await store().find(id)).toBeNull();
    expect(await test.database().$count(memoryVersions, eq(memoryVersions.memoryId, id))).toBe(0);
  });

  it("finds versions by their places, in ranges that cut batches, where they have moved, and where others lie now", async () => {
    const ids = await insertMemories(
      test.database(),
      Array.from({ length: 1_500 }, () => ({})),
    );
    const versionsOf = (of: readonly MemoryId[]) =>
      of.map((memoryId) => ({ memoryId, oldMemory: "before", newMemory: "after" }));
    const leftOf = (of: readonly MemoryId[]) =>
      test.database().$count(memoryVersions, inArray(memoryVersions.memoryId, [...of]));
    await test.database().insert(memoryVersions).values(versionsOf(ids));
    const { id } = await freeze({ kind: "listed", ids });
    await test.database().transaction((transaction) => writeVersionPlaces(transaction, id));
    const inOrder = (await itemsOf(id)).map((item) => memoryIdSchema.parse(item.memoryId));
    // Some versions move, and those of other memories come where they lay.
    await test
      .database()
      .update(memoryVersions)
      .set({ oldMemory: "redacted" })
      .where(inArray(memoryVersions.memoryId, inOrder.slice(1_200, 1_300)));
    await test.database().execute(sql`vacuum memory_versions`);
    const others = await insertMemories(
      test.database(),
      Array.from({ length: 100 }, () => ({})),
    );
    await test.database().insert(memoryVersions).values(versionsOf(others));

    for (const [fromSeq, toSeq, left] of [
      [1, 500, 1_000],
      [501, 1_250, 250],
      [1_251, 1_500, 0],
    ] as const) {
      expect(await deleteItems(id, fromSeq, toSeq)).toMatchObject({ deletedCount: toSeq - fromSeq + 1 });
      expect(await leftOf(ids)).toBe(left);
    }
    expect(await leftOf(others)).toBe(100);

    const whole = await freeze({ kind: "listed", ids: others });
    await test.database().transaction((transaction) => writeVersionPlaces(transaction, whole.id));
    await test.database().update(memoryVersions).set({ oldMemory: "redacted" });
    expect(await deleteItems(whole.id, 1, 100)).toMatchObject({ deletedCount: 100 });
    expect(await leftOf(others)).toBe(0);
  });

  it("deletes the versions that were made since of a memory that has come back to its place", async () => {
    // Alone in its table, it changes between two places.
    await test.database().execute(sql`truncate memories, memory_versions`);
    const hourAgo = new Date(Date.now() - 3_600_000);
    const [id] = await insertMemories(test.database(), [{ storedAt: hourAgo }]);
    if (id === undefined) throw new Error("Nothing was stored.");
    const placeOf = async () =>
      (await test.database().execute(sql`select ctid::text from memories where id = ${id}::uuid`)).rows[0]
        ?.ctid;
    const place = await placeOf();
    const deletion = await freeze({ kind: "listed", ids: [id] }, new Date(hourAgo.getTime() + 1));
    await test.database().transaction((transaction) => writeVersionPlaces(transaction, deletion.id));
    for (let n = 1; n <= 2 || (n < 20 && (await placeOf()) !== place); n++) {
      await test.database().execute(sql`update memories set memory = ${`text ${n}`} where id = ${id}::uuid`);
      await test.database().insert(memoryVersions).values({ memoryId: id, oldMemory: "", newMemory: "" });
      await test.database().execute(sql`vacuum memories`);
    }
    expect(await placeOf()).toBe(place);
    expect(await deleteItems(deletion.id, 1, 1)).toMatchObject({ deletedCount: 1 });
    expect(await test.database().$count(memoryVersions, eq(memoryVersions.memoryId, id))).toBe(0);
  });

  it("leaves a memory that was stored again after the cutoff", async () => {
    const [id] = await insertMemories(test.database(), [{}]);
    if (id === undefined) throw new Error("Nothing was stored.");
    const cutoffAt = new Date(Date.now() + 1000);
    const deletion = await freeze({ kind: "listed", ids: [id] }, cutoffAt);
    await test
      .database()
      .update(memories)
      .set({ storedAt: new Date(cutoffAt.getTime() + 1) })
      .where(eq(memories.id, id));
    expect(await deleteItems(deletion.id, 1, 1)).toEqual({
      deletedCount: 0,
      absentCount: 1,
      failedCount: 0,
      changedCount: 0,
      heldCount: 0,
      heldBy: [],
    });
    expect(await store().find(id)).not.toBeNull();
  });

  it("brings back what a deleted memory had replaced, also when both are in the batch", async () => {
    const [newest, sibling] = await insertMemories(test.database(), [{}, {}]);
    const [older, both] = await insertMemories(test.database(), [
      { supersededBy: newest },
      { supersededBy: sibling },
    ]);
    const ids = [newest, sibling, both].filter((each) => each !== undefined);
    const { id } = await freeze({ kind: "listed", ids });
    expect(await deleteItems(id, 1, 3)).toEqual({
      deletedCount: 3,
      absentCount: 0,
      failedCount: 0,
      changedCount: 0,
      heldCount: 0,
      heldBy: [],
    });
    if (older === undefined || both === undefined) throw new Error("Nothing was stored.");
    expect((await store().find(older))?.supersededBy).toBeNull();
    expect(await store().find(both)).toBeNull();
  });

  it("counts once what two deletions want at the same time", async () => {
    const ids = await insertMemories(
      test.database(),
      Array.from({ length: 200 }, () => ({})),
    );
    const [one, two] = await Promise.all([
      freeze({ kind: "listed", ids }),
      freeze({ kind: "listed", ids: ids.toReversed() }),
    ]);
    const outcomes = await Promise.all([deleteItems(one.id, 1, 200), deleteItems(two.id, 1, 200)]);
    expect(outcomes.reduce((sum, outcome) => sum + outcome.deletedCount, 0)).toBe(200);
    expect(outcomes.reduce((sum, outcome) => sum + outcome.absentCount, 0)).toBe(200);
  });
});

describe("settle", () => {
  it("frees the deleted memories while others read, and leaves the connection as it was", async () => {
    await store().settle(test.database());
    const { rows } = await test
      .database()
      .execute<{ statement_timeout: string }>(sql`show statement_timeout`);
    expect(rows[0]?.statement_timeout).toBe("30s");
  });

  it("leaves no deleted text in the planner's statistics, also when nothing is left", async () => {
    const word = "quokkasanctuary";
    await test.database().delete(memories);
    const ids = await insertMemories(
      test.database(),
      Array.from({ length: 400 }, (_, index) => ({ memory: `${word} ${index % 7}` })),
    );
    await store().settle(test.database());
    expect(await statisticsWith(word)).toBeGreaterThan(0);
    const { id, count } = await freeze({ kind: "listed", ids });
    await deleteItems(id, 1, count);
    await store().settle(test.database());
    expect(await statisticsWith(word)).toBe(0);
  });
});

const statisticsWith = async (word: string): Promise<number> => {
  const { rows } = await test.database().execute<{ found: number }>(sql`
    select count(*)::integer as found from pg_stats
    where most_common_vals::text like ${`%${word}%`} or histogram_bounds::text like ${`%${word}%`}`);
  return rows[0]?.found ?? -1;
};
