import { setTimeout as delay } from "node:timers/promises";
import { and, eq, sql } from "drizzle-orm";
import { isDeadlock } from "@/lib/database/server/database-error";
import type { Transaction } from "@/lib/database/server/database";
import type { BatchOutcome, TransactionalStore } from "@/lib/stores/types";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { LeaseLostError, lockLeased, secondsFromNow } from "./lease";
import { deleteRemotely } from "./remote/delete-remotely";
import { boundStatements, RunStopped, type Run } from "./run";
import { faultCodeOf, isRefusal, StoreFault, storeFaultFrom } from "./store-fault";

const batchAttemptsMax = 3;
const deadlockAttemptsMax = 10;
const batchSecondsMax = 60;
// Several batches share what a transaction costs, as long as nobody waits for its locks for long: other batches of the
// same memories, and who pauses or cancels.
const batchesPerTransactionMax = 5;
const transactionMsMax = 100;

/**
 * Deletes the next items after the cursor, at `fromSeq`: a batch, or a few of them at once where that is one transaction.
 * Returns how far it came, at most `lastSeq`. Throws like deleteRange, which takes over when something is wrong.
 */
export const deleteNext = async (run: Run, fromSeq: number, lastSeq: number): Promise<number> => {
  if (run.signal.aborted) throw new RunStopped();
  const { store } = run;
  if (store.deletes === "in_transaction") {
    try {
      return await deleteInTransaction(run, store, fromSeq, lastSeq, batchesPerTransactionMax);
    } catch (error) {
      if (!isDeadlock(error) && (faultCodeOf(error) === null || isRefusal(error))) throw error;
    }
  }
  const toSeq = Math.min(fromSeq + run.batchSize - 1, lastSeq);
  await deleteRange(run, fromSeq, toSeq);
  return toSeq;
};

/**
 * Deletes the items `fromSeq`–`toSeq`, the next ones after the cursor. Deleting, outcomes, counts, cursor and lease are
 * one transaction: after a crash nothing is repeated and nothing is missing. When the store refuses, the range is halved
 * until only the memories that truly fail are marked as failed. Throws LeaseLostError, RunStopped, or what is not the
 * memories' fault (the database is away): then the cursor says how far it came.
 */
const deleteRange = async (
  run: Run,
  fromSeq: number,
  toSeq: number,
  attemptsMax = batchAttemptsMax,
): Promise<void> => {
  if (run.signal.aborted) throw new RunStopped();
  const fault = await tryRange(run, fromSeq, toSeq, attemptsMax);
  if (fault === null) return;
  if (fromSeq === toSeq) return markFailed(run, fromSeq, fault.code);
  const middleSeq = Math.floor((fromSeq + toSeq) / 2);
  await deleteRange(run, fromSeq, middleSeq, 1);
  await deleteRange(run, middleSeq + 1, toSeq, 1);
};

/** Null when it is done, else why the memories themselves cannot be deleted. */
const tryRange = async (
  run: Run,
  fromSeq: number,
  toSeq: number,
  attemptsMax: number,
): Promise<{ code: string } | null> => {
  for (let attempt = 1, deadlocks = 0; ;) {
    try {
      await deleteOnce(run, fromSeq, toSeq);
      return null;
    } catch (error) {
      const code = faultCodeOf(error);
      if (isDeadlock(error)) {
        // Another deletion or an import holds the same memories in another order. Random, so that two do not meet again.
        if (++deadlocks >= deadlockAttemptsMax) return { code: code ?? "unexpected" };
      } else {
        if (code === null || isRefusal(error)) throw error;
        if (attempt++ >= attemptsMax) return { code };
      }
      await delay(Math.random() * 50 * (attempt + deadlocks));
    }
  }
};

const deleteOnce = async (run: Run, fromSeq: number, toSeq: number): Promise<void> => {
  const { store } = run;
  if (store.deletes === "in_transaction") {
    await deleteInTransaction(run, store, fromSeq, toSeq, 1);
    return;
  }
  await deleteRemotely(run, store, { fromSeq, toSeq }, (transaction, outcome) =>
    noteProgress(transaction, run, outcome, toSeq),
  ).catch((error: unknown) => {
    throw error instanceof LeaseLostError || error instanceof RunStopped ? error : storeFaultFrom(error);
  });
};

/** Deletes at most `batchCountMax` batches, in the time that a transaction may take; returns how far it came. */
const deleteInTransaction = async (
  run: Run,
  store: TransactionalStore,
  fromSeq: number,
  lastSeq: number,
  batchCountMax: number,
): Promise<number> =>
  run.database.transaction(async (transaction) => {
    await boundStatements(transaction, batchSecondsMax);
    await commitWithoutWaiting(transaction);
    const row = await lockLeased(transaction, run.lease);
    if (row.cursorSeq !== fromSeq - 1) throw new StoreFault("The range does not begin after the cursor.");
    const endsAt = performance.now() + transactionMsMax;
    const total = { deletedCount: 0, absentCount: 0, failedCount: 0 };
    let doneSeq = fromSeq - 1;
    for (let batch = 0; batch < batchCountMax && doneSeq < lastSeq; batch++) {
      if (batch > 0 && (performance.now() > endsAt || run.signal.aborted)) break;
      const toSeq = Math.min(doneSeq + run.batchSize, lastSeq);
      const outcome = await deleteBatch(transaction, run, store, doneSeq + 1, toSeq);
      for (const key of ["deletedCount", "absentCount", "failedCount"] as const) total[key] += outcome[key];
      doneSeq = toSeq;
    }
    await noteProgress(transaction, run, total, doneSeq);
    return doneSeq;
  });

const deleteBatch = async (
  transaction: Transaction,
  run: Run,
  store: TransactionalStore,
  fromSeq: number,
  toSeq: number,
): Promise<BatchOutcome> => {
  const outcome = await store
    .deleteBatch(transaction, { deletionId: run.lease.deletionId, fromSeq, toSeq })
    .catch((error: unknown) => {
      throw storeFaultFrom(error);
    });
  if (outcome.deletedCount + outcome.absentCount + outcome.failedCount !== toSeq - fromSeq + 1) {
    throw new StoreFault("The store did not account for every memory of the batch.");
  }
  return outcome;
};

/**
 * The disk may take its time: what a crash of the machine costs is the last batches as a whole, memories and books
 * alike, which are then done again. The end of the deletion waits for everything before it.
 */
const commitWithoutWaiting = async (transaction: Transaction): Promise<void> => {
  await transaction.execute(sql`set local synchronous_commit = off`);
};

const markFailed = async (run: Run, seq: number, errorCode: string): Promise<void> =>
  run.database.transaction(async (transaction) => {
    const row = await lockLeased(transaction, run.lease);
    await transaction
      .update(deletionItems)
      .set({ outcome: "failed", errorCode })
      .where(and(eq(deletionItems.deletionId, row.id), eq(deletionItems.seq, seq)));
    await noteProgress(transaction, run, { deletedCount: 0, absentCount: 0, failedCount: 1 }, seq);
  });

/** The caller holds the deletion's row. */
const noteProgress = async (
  transaction: Transaction,
  run: Run,
  outcome: BatchOutcome,
  cursorSeq: number,
): Promise<void> => {
  await transaction
    .update(deletions)
    .set({
      deletedCount: sql`${deletions.deletedCount} + ${outcome.deletedCount}`,
      absentCount: sql`${deletions.absentCount} + ${outcome.absentCount}`,
      failedCount: sql`${deletions.failedCount} + ${outcome.failedCount}`,
      cursorSeq,
      leaseExpiresAt: secondsFromNow(run.lease.seconds),
    })
    .where(eq(deletions.id, run.lease.deletionId));
};
