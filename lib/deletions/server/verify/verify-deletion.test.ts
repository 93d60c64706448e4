import { randomUUID } from "node:crypto";
import { asc, eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { DatabaseError } from "@/lib/database/server/database-error";
import { describeDeletion } from "@/lib/deletions/words/describe-deletion";
import { type Deletion } from "@/lib/deletions/types";
import { type DeletionId, deletionIdSchema } from "@/lib/deletions/deletion-id";
import type { VerificationCheckName } from "@/lib/deletions/verification-checks";
import { verdictOf } from "@/lib/deletions/words/verdict";
import { useTestDatabase } from "@/testing/test-database";
import { deletionExceptions, deletionItems, deletions } from "@/drizzle/schema/deletions";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import {
  deletingBy,
  deletionInput,
  requested,
  runToEnd,
  storeMemories,
  testRunner,
  untilDeletion,
} from "@/testing/deletions/deletion-fixtures";
import { deleteBatch } from "../builtin/delete-batch";
import { cancelDeletion } from "../control-deletion";
import { noIds, type Deleter } from "../deleter";
import { getDeletion } from "../history/get-deletion";
import { listDeletionItems } from "../history/list-deletion-items";
import { listFailedIds } from "../history/list-failed-ids";
import { verifyDeletion } from "./verify-deletion";

const { database, context } = useTestDatabase();

const eventsOf = async (deletionId: DeletionId) => {
  const events = await database()
    .select()
    .from(ledgerEvents)
    .where(sql`${ledgerEvents.body} like ${`%${deletionId}%`}`)
    .orderBy(asc(ledgerEvents.seq));
  return events.map(({ kind, body }): Record<string, unknown> => ({
    kind,
    ...(JSON.parse(body) as Record<string, unknown>),
  }));
};

const outcomes = ({ verification }: Deletion) =>
  Object.fromEntries((verification?.checks ?? []).map(({ check, outcome }) => [check, outcome]));
const checkOf = ({ verification }: Deletion, name: VerificationCheckName) =>
  verification?.checks.find(({ check }) => check === name);

const matchingDeletion = async (count: number, word?: string) => {
  const userId = randomUUID();
  const ids = await storeMemories(database(), count, { userId, ...(word === undefined ? {} : { word }) });
  const { id } = await requested(context(), deletionInput({ userId, expectedCount: count }));
  return { userId, ids, id };
};

/** Answers success and deletes nothing. */
const lying = (): Deleter =>
  deletingBy(database(), (_transaction, { fromSeq, toSeq }) =>
    Promise.resolve({
      deletedCount: toSeq - fromSeq + 1,
      absentCount: 0,
      failedCount: 0,
      changedCount: 0,
      heldCount: 0,
      heldBy: [],
    }),
  );

describe("a deletion", () => {
  it("is verified in every way, on its row and in the ledger, without a word of the texts", async () => {
    const { id } = await matchingDeletion(30, "chrysanthemum");
    const done = await runToEnd(context(), id);
    expect(done.status).toBe("completed");
    expect(outcomes(done)).toEqual({
      ids: "verified_absent",
      selection: "verified_absent",
      versions: "verified_absent",
      text: "verified_absent",
    });
    expect(checkOf(done, "ids")).toMatchObject({ checkedCount: 30, residualCount: 0, otherCount: 0 });
    expect(checkOf(done, "text")).toMatchObject({ checkedCount: 3, residualCount: 0, otherCount: 0 });
    const finished = (await eventsOf(id)).at(-1);
    expect(finished).toMatchObject({ kind: "deletion.finished" });
    expect(finished?.verification).toContainEqual({
      check: "ids",
      outcome: "verified_absent",
      checkedCount: 30,
      residualCount: 0,
      stayedCount: 0,
      otherCount: 0,
    });
    const [row] = await database().select().from(deletions).where(eq(deletions.id, id));
    expect(JSON.stringify([row, finished])).not.toContain("chrysanthemum");
  });

  it("by a store that lies ends partial, and counts what is still there as failed", async () => {
    for (const batchSize of [1000, 7]) {
      const { id, ids } = await matchingDeletion(20);
      const done = await runToEnd(context(), id, { getDeleter: lying, batchSize });
      expect(done).toMatchObject({ status: "partial", deletedCount: 0, absentCount: 0, failedCount: 20 });
      expect(outcomes(done)).toMatchObject({ ids: "residual", selection: "residual", text: "residual" });
      expect(checkOf(done, "ids")).toMatchObject({ checkedCount: 20, residualCount: 20 });
      const page = { deletionId: id, state: "failed" as const, afterSeq: 0, limit: 200 };
      const { items } = await listDeletionItems(context(), page);
      expect(new Set(items.map(({ memoryId }) => memoryId))).toEqual(new Set(ids));
      expect(items.every(({ errorCode }) => errorCode === "still_stored")).toBe(true);
      expect((await eventsOf(id)).at(-1)).toMatchObject({
        kind: "deletion.finished",
        status: "partial",
        deletedCount: 0,
        failedCount: 20,
      });
    }
  });

  it("by a store that leaves the versions behind ends partial", async () => {
    const { id, ids } = await matchingDeletion(3);
    await database()
      .insert(memoryVersions)
      .values({ memoryId: ids[0] ?? "", oldMemory: "before", newMemory: "after" });
    const leaving = deletingBy(database(), async (transaction) => {
      for (const memoryId of ids) await transaction.delete(memories).where(eq(memories.id, memoryId));
      return { deletedCount: 3, absentCount: 0, failedCount: 0, changedCount: 0, heldCount: 0, heldBy: [] };
    });
    const done = await runToEnd(context(), id, { getDeleter: () => leaving });
    expect(done).toMatchObject({ status: "partial", deletedCount: 3, failedCount: 0 });
    expect(outcomes(done)).toMatchObject({ ids: "verified_absent", versions: "residual" });
    expect(describeDeletion(done)).toContain(
      "verification found the memory history of 1 memory still stored",
    );
  });

  it("reports memories stored again under its ids, and others with the same words, and takes neither for residue", async () => {
    const { id, ids, userId } = await matchingDeletion(3, "gladiolus");
    const again = deletingBy(database(), async (transaction, input) => {
      const outcome = await deleteBatch(transaction, input);
      const storedAt = new Date(Date.now() + 1000);
      await transaction
        .insert(memories)
        .values({ id: ids[0] ?? "", memory: "gladiolus fact number 1", userId, storedAt });
      return outcome;
    });
    await storeMemories(database(), 3, { userId: randomUUID(), word: "gladiolus" });
    const done = await runToEnd(context(), id, { getDeleter: () => again });
    expect(done).toMatchObject({ status: "completed", deletedCount: 3 });
    expect(checkOf(done, "ids")).toMatchObject({ outcome: "verified_absent", otherCount: 1 });
    expect(checkOf(done, "selection")).toMatchObject({ outcome: "verified_absent" });
    expect(checkOf(done, "text")).toMatchObject({ outcome: "verified_absent", otherCount: 4 });
  });

  it("sees expired memories that still match, and ends partial", async () => {
    const { id, userId } = await matchingDeletion(2);
    const slipping = deletingBy(database(), async (transaction, input) => {
      const outcome = await deleteBatch(transaction, input);
      await transaction.insert(memories).values({
        memory: "slipped in",
        userId,
        expirationDate: "2020-01-01",
        storedAt: new Date(0),
        changedAt: new Date(0),
      });
      return outcome;
    });
    const done = await runToEnd(context(), id, { getDeleter: () => slipping });
    expect(done).toMatchObject({ status: "partial", deletedCount: 2 });
    expect(outcomes(done)).toMatchObject({ ids: "verified_absent", selection: "residual" });
  });

  it("is verified by another runner when its own dies: search is then not checked", async () => {
    const { id } = await matchingDeletion(10);
    let wakeUp: (() => void) | undefined;
    const dying: Deleter = {
      ...deletingBy(database(), deleteBatch),
      verify: () => {
        return new Promise((resolve) => {
          wakeUp = () => resolve({ ...noIds(), checks: [] });
        });
      },
    };
    const first = testRunner(database(), { getDeleter: () => dying, leaseSeconds: 60, concurrencyMax: 1 });
    await untilDeletion(context(), id, () => wakeUp !== undefined);
    const [row] = await database().select().from(deletions).where(eq(deletions.id, id));
    expect(row).toMatchObject({ status: "verifying", verification: null, deletedCount: 10 });
    await database()
      .update(deletions)
      .set({ leaseExpiresAt: new Date(0) })
      .where(eq(deletions.id, id));
    const done = await runToEnd(context(), id);
    expect(done).toMatchObject({ status: "completed", deletedCount: 10 });
    expect(outcomes(done)).toMatchObject({ ids: "verified_absent", text: "not_checked" });
    // One that was only slow, and wakes up now, has nothing to say any more.
    wakeUp?.();
    await first.stop();
    expect(first.errors).toEqual([]);
    expect((await eventsOf(id)).filter(({ kind }) => kind === "deletion.finished")).toHaveLength(1);
  });

  it("says of a store that cannot answer that nothing was checked", async () => {
    const { id } = await matchingDeletion(2);
    const mute: Deleter = {
      ...deletingBy(database(), deleteBatch),
      verify: () => Promise.reject(new Error("no")),
    };
    const done = await runToEnd(context(), id, { getDeleter: () => mute });
    expect(new Set(Object.values(outcomes(done)))).toEqual(new Set(["not_checked"]));
  });
});

describe("verifyDeletion", () => {
  it("looks again, keeps what it finds, and leaves its ledger event", async () => {
    const { id, ids, userId } = await matchingDeletion(4);
    await runToEnd(context(), id);
    const clean = await verifyDeletion(context("support"), { id });
    expect(outcomes(clean)).toEqual({
      ids: "verified_absent",
      selection: "verified_absent",
      versions: "verified_absent",
      text: "not_checked",
    });
    // As a restored backup would.
    const restored = { id: ids[0] ?? "", memory: "back", userId, storedAt: new Date(0) };
    await database().insert(memories).values(restored);
    const found = await verifyDeletion(context(), { id });
    expect(found.status).toBe("completed");
    expect(checkOf(found, "ids")).toMatchObject({ outcome: "residual", residualCount: 1 });
    expect(describeDeletion(found)).toContain("verification found 1 memory still stored");
    const events = await eventsOf(id);
    expect(events.map(({ kind }) => kind)).toEqual([
      "deletion.requested",
      "deletion.finished",
      "deletion.verified",
      "deletion.verified",
    ]);
    expect(events.slice(2)).toMatchObject([
      { residualCount: 0, actor: { kind: "member", role: "support" } },
      { residualCount: 1 },
    ]);
  });

  it("looks for all that a cancelled deletion took on, and says of what it kept that it is still stored", async () => {
    const { id, ids } = await matchingDeletion(6);
    let calls = 0;
    const failing = deletingBy(database(), (transaction, input) =>
      ++calls > 1 ? Promise.reject(new DatabaseError("08006")) : deleteBatch(transaction, input),
    );
    const runner = testRunner(database(), { getDeleter: () => failing, batchSize: 4 });
    await untilDeletion(context(), id, ({ deletedCount }) => deletedCount === 4);
    const cancelled = await cancelDeletion(context(), { id });
    await runner.stop();
    expect(cancelled).toMatchObject({ status: "cancelled", deletedCount: 4, verification: null });
    expect(verdictOf(cancelled)).toEqual({ look: "warning", words: "4 deleted, not verified · 2 kept" });
    const page = { deletionId: id, state: "kept" as const, afterSeq: 0, limit: 200 };
    const [{ memoryId: kept } = { memoryId: ids[0] ?? "" }] = (await listDeletionItems(context(), page))
      .items;

    await database()
      .insert(memoryVersions)
      .values({ memoryId: kept, oldMemory: "before", newMemory: "after" });

    const verified = await verifyDeletion(context(), { id });
    expect(verified.status).toBe("cancelled");
    const stayed = { outcome: "residual", residualCount: 0, otherCount: 0 };
    expect(checkOf(verified, "ids")).toMatchObject({ ...stayed, checkedCount: 6, stayedCount: 2 });
    expect(checkOf(verified, "selection")).toMatchObject({ ...stayed, stayedCount: 2 });
    expect(checkOf(verified, "versions")).toMatchObject({ ...stayed, stayedCount: 1 });
    expect(verdictOf(verified)).toEqual({ look: "warning", words: "4 deleted, verified absent · 2 kept" });
    expect((await eventsOf(id)).at(-1)).toMatchObject({
      kind: "deletion.verified",
      residualCount: 0,
      stayedCount: 2,
    });
  });

  it("tells what is there apart in whichever batch of items it is", async () => {
    const { id, userId } = await matchingDeletion(2_500);
    const runner = testRunner(database(), {
      batchSize: 800,
      getDeleter: () =>
        deletingBy(database(), (transaction, input) =>
          input.fromSeq > 800 ? Promise.reject(new DatabaseError("08006")) : deleteBatch(transaction, input),
        ),
    });
    await untilDeletion(context(), id, ({ deletedCount }) => deletedCount === 800);
    await cancelDeletion(context(), { id });
    await runner.stop();
    // Of the first batch one had failed, and one comes back that was deleted.
    await database().insert(deletionExceptions).values({ deletionId: id, seq: 5, outcome: "failed" });
    await database().execute(sql`
      insert into ${memories} (id, memory, user_id, stored_at, changed_at)
      select memory_id, 'again', ${userId}, now() - interval '1 hour', now() - interval '1 hour'
      from ${deletionItems} where deletion_id = ${id} and seq in (5, 6)`);
    const verified = await verifyDeletion(context(), { id });
    const found = { outcome: "residual", residualCount: 1, stayedCount: 1_701, otherCount: 0 };
    expect(checkOf(verified, "ids")).toMatchObject({ ...found, checkedCount: 2_500 });
    expect(checkOf(verified, "selection")).toMatchObject(found);
  });

  it("looks again after a deletion of which everything failed, and not after one that took nothing", async () => {
    const { id } = await matchingDeletion(2);
    const refusing = deletingBy(database(), () => Promise.reject(new DatabaseError("XX000")));
    const failed = await runToEnd(context(), id, { getDeleter: () => refusing });
    expect(failed).toMatchObject({ status: "failed", failedCount: 2 });
    expect(checkOf(await verifyDeletion(context(), { id }), "selection")).toMatchObject({
      outcome: "residual",
      residualCount: 0,
      stayedCount: 2,
    });

    const untouched = await matchingDeletion(1);
    await cancelDeletion(context(), untouched);
    await expect(verifyDeletion(context(), untouched)).rejects.toMatchObject({ code: "wrong_status" });
  });

  it("refuses the wrong role, an unknown deletion, and one that has not ended", async () => {
    const { id } = await matchingDeletion(1);
    await expect(verifyDeletion(context("viewer"), { id })).rejects.toMatchObject({ code: "not_permitted" });
    await expect(verifyDeletion(context(), { id })).rejects.toMatchObject({ code: "wrong_status" });
    const unknown = { id: deletionIdSchema.parse(randomUUID()) };
    await expect(verifyDeletion(context(), unknown)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the failed", () => {
  it("are listed, and can be deleted by a new deletion", async () => {
    const { id, ids } = await matchingDeletion(5);
    await runToEnd(context(), id, { getDeleter: lying });
    const failed = await listFailedIds(context(), { id });
    expect(new Set(failed)).toEqual(new Set(ids));
    const { id: retryId } = await requested(context(), deletionInput({ ids: failed }));
    expect(await runToEnd(context(), retryId)).toMatchObject({ status: "completed", deletedCount: 5 });
    expect(outcomes(await verifyDeletion(context(), { id }))).toMatchObject({
      ids: "verified_absent",
    });
    expect(verdictOf(await getDeletion(context(), id))?.words).toBe(
      "Nothing was deleted · 5 failed, but gone since",
    );
    await expect(listFailedIds(context("viewer"), { id })).rejects.toMatchObject({ code: "not_permitted" });
  });
});
