import { createHash, createHmac, randomUUID } from "node:crypto";
import { and, asc, eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { openDatabase } from "@/lib/database/server/database";
import { DatabaseError } from "@/lib/database/server/database-error";
import { useTestDatabase } from "@/testing/test-database";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import {
  deletingBy,
  deletionInput,
  previewedInput,
  requested,
  runToEnd,
  storeMemories,
  testRunner,
  untilDeletion,
} from "@/testing/deletions/deletion-fixtures";
import { deleteBatch } from "../builtin/delete-batch";
import type { Deleter } from "../deleter";
import { digestKeyOf } from "../record/digest-keys";
import { listDeletionItems } from "../history/list-deletion-items";

const { database, url, context } = useTestDatabase();

const countOf = (userId: string) => database().$count(memories, eq(memories.userId, userId));
const finishedEvents = async (deletionId: string): Promise<Record<string, unknown>[]> => {
  const events = await database()
    .select()
    .from(ledgerEvents)
    .where(eq(ledgerEvents.kind, "deletion.finished"));
  return events
    .filter((event) => event.body.includes(deletionId))
    .map((event) => JSON.parse(event.body) as Record<string, unknown>);
};

describe("a deletion", () => {
  it("deletes one listed memory with its versions, and says so in the ledger", async () => {
    const userId = randomUUID();
    const [id, other] = await storeMemories(database(), 2, { userId });
    if (id === undefined || other === undefined) throw new Error("Two were stored.");
    for (const memoryId of [id, other]) {
      await database().insert(memoryVersions).values({ memoryId, oldMemory: "before", newMemory: "after" });
    }
    const { id: deletionId } = await requested(context(), deletionInput({ ids: [id] }));
    const done = await runToEnd(context(), deletionId);
    expect(done).toMatchObject({ status: "completed", deletedCount: 1, absentCount: 0, failedCount: 0 });
    expect(done.startedAt).not.toBeNull();
    expect(await countOf(userId)).toBe(1);
    expect(await database().$count(memoryVersions, eq(memoryVersions.memoryId, id))).toBe(0);
    expect(await database().$count(memoryVersions, eq(memoryVersions.memoryId, other))).toBe(1);
    expect(await finishedEvents(deletionId)).toEqual([
      expect.objectContaining({ status: "completed", requestedCount: 1, deletedCount: 1, keptCount: 0 }),
    ]);
  });

  it("counts unknown ids as already absent", async () => {
    const [id] = await storeMemories(database(), 1);
    const absent = randomUUID();
    const { id: deletionId } = await requested(context(), deletionInput({ ids: [id ?? "", absent] }));
    expect(await runToEnd(context(), deletionId)).toMatchObject({
      status: "completed",
      deletedCount: 1,
      absentCount: 1,
    });
    const { items } = await listDeletionItems(context(), {
      deletionId,
      state: null,
      afterSeq: 0,
      limit: 200,
    });
    expect(new Map(items.map((item) => [item.memoryId as string, item.state]))).toEqual(
      new Map([
        [id as string, "deleted"],
        [absent, "already_absent"],
      ]),
    );
  });

  it("takes what matches, minus exclusions, over several batches", async () => {
    const userId = randomUUID();
    const ids = await storeMemories(database(), 2_500, { userId });
    const excludedIds = ids.slice(0, 2);
    const input = deletionInput({ userId, expectedCount: 2_498, excludedIds });
    const { id: deletionId } = await requested(context(), input);
    expect(await runToEnd(context(), deletionId)).toMatchObject({
      status: "completed",
      requestedCount: 2_498,
      deletedCount: 2_498,
    });
    const left = await database()
      .select({ id: memories.id })
      .from(memories)
      .where(eq(memories.userId, userId));
    expect(left.map((row) => row.id).sort()).toEqual([...excludedIds].sort());
  });

  it("leaves alone what was stored after the cutoff", async () => {
    const userId = randomUUID();
    await storeMemories(database(), 3, { userId });
    const { id } = await requested(context(), deletionInput({ userId, expectedCount: 3 }));
    await database().insert(memories).values({ memory: "a late one", userId });
    expect(await runToEnd(context(), id)).toMatchObject({ status: "completed", deletedCount: 3 });
    expect(await countOf(userId)).toBe(1);
  });

  it("leaves what joined between the preview and the start, and says so", async () => {
    const userId = randomUUID();
    await storeMemories(database(), 3, { userId });
    const { selection } = deletionInput({ userId, expectedCount: 3 });
    const { id } = await requested(context(), await previewedInput(context(), selection));
    // As old as the others, as far as its dates say.
    await storeMemories(database(), 1, { userId });
    expect(await runToEnd(context(), id)).toMatchObject({
      status: "completed",
      errorCode: null,
      deletedCount: 3,
      joinedCount: 1,
    });
    expect(await countOf(userId)).toBe(1);
    expect(await database().$count(deletionItems, eq(deletionItems.deletionId, id))).toBe(3);
    expect(await finishedEvents(id)).toEqual([
      expect.objectContaining({ status: "completed", joinedCount: 1, changedCount: 0 }),
    ]);
  });

  it("completes when fewer are left than were confirmed, even none", async () => {
    const userId = randomUUID();
    const ids = await storeMemories(database(), 3, { userId });
    const some = await requested(context(), deletionInput({ userId, expectedCount: 3 }));
    const rest = await requested(context(), deletionInput({ userId, expectedCount: 3 }));
    await database()
      .delete(memories)
      .where(eq(memories.id, ids[0] ?? ""));
    expect(await runToEnd(context(), some.id, { concurrencyMax: 1 })).toMatchObject({
      status: "completed",
      expectedCount: 3,
      requestedCount: 2,
      deletedCount: 2,
    });
    expect(await runToEnd(context(), rest.id)).toMatchObject({ status: "completed", requestedCount: 0 });
  });

  it("fails when its store is no longer set up", async () => {
    const { id } = await requested(context(), deletionInput({ ids: [randomUUID()] }));
    await database().update(deletions).set({ storeId: "gone" }).where(eq(deletions.id, id));
    expect(await runToEnd(context(), id)).toMatchObject({
      status: "failed",
      errorCode: "store_not_found",
      storeName: "gone",
    });
  });

  it("proves its items and their outcomes by a digest that can be made again", async () => {
    const ids = [...(await storeMemories(database(), 12_000)), randomUUID()];
    const ctx = context();
    const { id } = await requested(ctx, deletionInput({ ids }));
    await runToEnd(ctx, id);
    const items = await database()
      .select()
      .from(deletionItems)
      .where(eq(deletionItems.deletionId, id))
      .orderBy(asc(deletionItems.seq));
    const [row] = await database().select().from(deletions).where(eq(deletions.id, id));
    const hmac = createHmac(
      "sha256",
      digestKeyOf(ctx.secret, row?.digestSalt ?? Buffer.alloc(0), "items digest"),
    );
    for (let start = 0; start < items.length; start += 10_000) {
      const chunk = createHash("sha256");
      for (const item of items.slice(start, start + 10_000)) {
        chunk.update(Buffer.from((item.memoryId ?? "").replaceAll("-", ""), "hex"));
        chunk.update(item.outcome === "already_absent" ? "a" : "d");
      }
      hmac.update(chunk.digest());
    }
    expect(await finishedEvents(id)).toEqual([expect.objectContaining({ itemsDigest: hmac.digest("hex") })]);
  });
});

describe("memories that cannot be deleted", () => {
  /** The built-in store, which refuses some memories the way a trigger or a constraint would. */
  const refusing = (refused: Set<string>, error: () => Error): Deleter =>
    deletingBy(database(), async (transaction, input) => {
      const rows = await transaction
        .select({ memoryId: deletionItems.memoryId })
        .from(deletionItems)
        .where(
          and(
            eq(deletionItems.deletionId, input.deletionId),
            sql`${deletionItems.seq} between ${input.fromSeq} and ${input.toSeq}`,
          ),
        );
      if (rows.some((row) => refused.has(row.memoryId ?? ""))) throw error();
      return deleteBatch(transaction, input);
    });

  it.each([
    ["a database error", () => new DatabaseError("23503"), "database_23503"],
    ["a fault of its own", () => new Error("quotes a memory"), "unexpected"],
  ])("fail alone, by %s", async (_name, error, errorCode) => {
    const userId = randomUUID();
    const ids = await storeMemories(database(), 1_200, { userId });
    const refused = new Set([ids[3], ids[700], ids[701]].map(String));
    const { id: deletionId } = await requested(context(), deletionInput({ userId, expectedCount: 1_200 }));
    const done = await runToEnd(context(), deletionId, { getDeleter: () => refusing(refused, error) });
    expect(done).toMatchObject({ status: "partial", deletedCount: 1_197, failedCount: 3, errorCode: null });
    const failed = await listDeletionItems(context(), {
      deletionId,
      state: "failed",
      afterSeq: 0,
      limit: 200,
    });
    expect(new Set(failed.items.map((item) => item.memoryId as string))).toEqual(refused);
    expect(failed.items.every((item) => item.errorCode === errorCode)).toBe(true);
    expect(await countOf(userId)).toBe(3);
  });

  it("make the deletion failed when there are no others", async () => {
    const ids = await storeMemories(database(), 2);
    const { id } = await requested(context(), deletionInput({ ids }));
    const getDeleter = () => refusing(new Set(ids), () => new DatabaseError("P0001"));
    expect(await runToEnd(context(), id, { getDeleter })).toMatchObject({ status: "failed", failedCount: 2 });
  });

  it("are not blamed for an outage: the deletion waits and goes on", async () => {
    const ids = await storeMemories(database(), 2);
    const { id } = await requested(context(), deletionInput({ ids }));
    let isOut = true;
    const refused = refusing(new Set(ids), () => new DatabaseError("57P01"));
    const runner = testRunner(database(), {
      getDeleter: () => (isOut ? refused : deletingBy(database(), deleteBatch)),
    });
    await untilDeletion(context(), id, () => runner.errors.length > 0);
    isOut = false;
    expect(await untilDeletion(context(), id)).toMatchObject({
      status: "completed",
      deletedCount: 2,
      failedCount: 0,
    });
    await runner.stop();
  });

  it("are not lost by a lying account: a batch that does not add up is not believed", async () => {
    const ids = await storeMemories(database(), 2);
    const { id } = await requested(context(), deletionInput({ ids }));
    const lying = deletingBy(database(), () =>
      Promise.resolve({
        deletedCount: 0,
        absentCount: 0,
        failedCount: 0,
        changedCount: 0,
        heldCount: 0,
        heldBy: [],
      }),
    );
    expect(await runToEnd(context(), id, { getDeleter: () => lying })).toMatchObject({
      status: "failed",
      failedCount: 2,
    });
  });

  it("end the deletion as failed when they cannot even be found", async () => {
    const userId = randomUUID();
    await storeMemories(database(), 2, { userId });
    const { id } = await requested(context(), deletionInput({ userId, expectedCount: 2 }));
    const broken: Deleter = {
      ...deletingBy(database(), deleteBatch),
      freeze: () => Promise.reject(new DatabaseError("22P02")),
    };
    expect(await runToEnd(context(), id, { getDeleter: () => broken })).toMatchObject({
      status: "failed",
      errorCode: "database_22P02",
    });
    expect(await countOf(userId)).toBe(2);
  });
});

describe("runners", () => {
  it("share one queue: each deletion is run once", async () => {
    const inputs = await Promise.all(
      Array.from({ length: 30 }, async () => deletionInput({ ids: await storeMemories(database(), 20) })),
    );
    const all = await Promise.all(inputs.map((input) => requested(context(), input)));
    const other = openDatabase(url());
    const runners = [testRunner(database()), testRunner(other), testRunner(other)];
    for (const { id } of all) {
      expect(await untilDeletion(context(), id)).toMatchObject({ status: "completed", deletedCount: 20 });
      expect(await finishedEvents(id)).toHaveLength(1);
    }
    await Promise.all(runners.map((runner) => runner.stop()));
    expect(runners.flatMap((runner) => runner.errors)).toEqual([]);
    await other.$client.end();
  });

  it("delete overlapping selections once, and count the rest as already absent", async () => {
    const userId = randomUUID();
    const ids = await storeMemories(database(), 3_000, { userId });
    const shuffled = [...ids].sort(() => Math.random() - 0.5);
    const all = [
      await requested(context(), deletionInput({ ids })),
      await requested(context(), deletionInput({ ids: shuffled })),
      await requested(context(), deletionInput({ userId, expectedCount: 3_000 })),
    ];
    const runner = testRunner(database(), { batchSize: 97 });
    const done = await Promise.all(all.map(({ id }) => untilDeletion(context(), id)));
    await runner.stop();
    expect(runner.errors).toEqual([]);
    expect(done.map((deletion) => deletion.status)).toEqual(["completed", "completed", "completed"]);
    expect(done.reduce((sum, deletion) => sum + deletion.deletedCount, 0)).toBe(3_000);
    for (const deletion of done) {
      expect(deletion.deletedCount + deletion.absentCount).toBe(deletion.requestedCount);
      const absent = await database().$count(
        deletionItems,
        and(eq(deletionItems.deletionId, deletion.id), eq(deletionItems.outcome, "already_absent")),
      );
      expect(absent).toBe(deletion.absentCount);
    }
    expect(await countOf(userId)).toBe(0);
  });

  it("stop after the batch in hand and give the deletion back at once", async () => {
    const userId = randomUUID();
    await storeMemories(database(), 3_000, { userId });
    const { id } = await requested(context(), deletionInput({ userId, expectedCount: 3_000 }));
    const first = testRunner(database(), { batchSize: 50, leaseSeconds: 60 });
    await untilDeletion(context(), id, (deletion) => deletion.deletedCount > 0);
    await first.stop();
    const [row] = await database().select().from(deletions).where(eq(deletions.id, id));
    expect(row).toMatchObject({ status: "running", leaseOwner: null, leaseExpiresAt: null });
    expect(row?.deletedCount).toBe(row?.cursorSeq);
    expect(row?.deletedCount).toBeLessThan(3_000);
    expect(await countOf(userId)).toBe(3_000 - (row?.deletedCount ?? 0));
    expect(await runToEnd(context(), id)).toMatchObject({ status: "completed", deletedCount: 3_000 });
  });

  it("write nothing more once another has taken over", async () => {
    const userId = randomUUID();
    await storeMemories(database(), 400, { userId });
    const { id } = await requested(context(), deletionInput({ userId, expectedCount: 400 }));
    let batchCount = 0;
    const counting = deletingBy(database(), (transaction, input) => {
      batchCount += 1;
      return deleteBatch(transaction, input);
    });
    const first = testRunner(database(), { batchSize: 5, leaseSeconds: 60, getDeleter: () => counting });
    await untilDeletion(context(), id, () => batchCount > 0);
    await database().update(deletions).set({ leaseOwner: randomUUID() }).where(eq(deletions.id, id));
    const [taken] = await database().select().from(deletions).where(eq(deletions.id, id));
    await first.stop();
    const [later] = await database().select().from(deletions).where(eq(deletions.id, id));
    expect(later).toEqual(taken);
    expect(later?.status).toBe("running");
    expect(await countOf(userId)).toBe(400 - (later?.cursorSeq ?? 0));

    await database()
      .update(deletions)
      .set({ leaseExpiresAt: new Date(0) })
      .where(eq(deletions.id, id));
    expect(await runToEnd(context(), id)).toMatchObject({ status: "completed", deletedCount: 400 });
    expect(await finishedEvents(id)).toHaveLength(1);
  });

  it("outlast the end of all their connections", async () => {
    const userId = randomUUID();
    await storeMemories(database(), 1_000, { userId });
    const { id } = await requested(context(), deletionInput({ userId, expectedCount: 1_000 }));
    const other = openDatabase(`${url()}?application_name=doomed`);
    const runner = testRunner(other, { batchSize: 20, leaseSeconds: 1 });
    for (let round = 0; round < 3; round++) {
      const { deletedCount } = await untilDeletion(context(), id, () => true);
      await untilDeletion(
        context(),
        id,
        (deletion) => deletion.deletedCount > deletedCount || deletion.finishedAt !== null,
      );
      await database().execute(
        sql`select pg_terminate_backend(pid) from pg_stat_activity
          where pid <> pg_backend_pid() and datname = current_database() and application_name = 'doomed'`,
      );
    }
    expect(await untilDeletion(context(), id)).toMatchObject({
      status: "completed",
      deletedCount: 1_000,
      failedCount: 0,
    });
    await runner.stop();
    await other.$client.end();
    const items = await database()
      .select()
      .from(deletionItems)
      .where(eq(deletionItems.deletionId, id))
      .orderBy(asc(deletionItems.seq));
    expect(items).toHaveLength(1_000);
    expect(items.every((item) => item.outcome === null)).toBe(true);
  }, 60_000);
});
