import { setTimeout as delay } from "node:timers/promises";
import { eq, sql } from "drizzle-orm";
import { isDeadlock } from "@/lib/database/server/database-error";
import type { Transaction } from "@/lib/database/server/database";
import { heldByWith } from "../record/held-by";
import { deletions } from "@/drizzle/schema/deletions";
import type { BatchOutcome } from "../deleter";
import { setOutcome } from "../record/set-outcome";
import { lockLeased, secondsFromNow } from "./lease";
import { stopIfAsked } from "./effort";
import type { Run } from "./run";
import { faultCodeOf, isRefusal } from "./store-fault";

const batchAttemptsMax = 3;
const deadlockAttemptsMax = 10;

/** Deletes the next batch of items, from `fromSeq` on; returns how far it came, at most `lastSeq`. Throws like deleteRange. */
export const deleteNext = async (run: Run, fromSeq: number, lastSeq: number): Promise<number> => {
  const size = Math.min(run.batchSize, run.deleter.batchSizeMax);
  const toSeq = Math.min(fromSeq + size - 1, lastSeq);
  await deleteRange(run, fromSeq, toSeq);
  return toSeq;
};

/**
 * Deletes the items `fromSeq`–`toSeq`, the next ones after the cursor. When the store refuses, the range is halved until only the memories that truly fail are marked as failed. Throws LeaseLostError, RunStopped, or what is not the
 * memories' fault (the database is away): then the cursor says how far it came.
 */
const deleteRange = async (
  run: Run,
  fromSeq: number,
  toSeq: number,
  attemptsMax = batchAttemptsMax,
): Promise<void> => {
  stopIfAsked(run);
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
      await run.deleter.deleteRange(run, { fromSeq, toSeq }, (transaction, outcome) =>
        noteProgress(transaction, run, outcome, toSeq),
      );
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

const markFailed = async (run: Run, seq: number, errorCode: string): Promise<void> =>
  run.database.transaction(async (transaction) => {
    const row = await lockLeased(transaction, run.lease);
    await setOutcome(transaction, sql`select ${row.id}::uuid as deletion_id, ${seq}::integer as seq`, {
      outcome: "failed",
      errorCode,
    });
    await noteProgress(
      transaction,
      run,
      { deletedCount: 0, absentCount: 0, failedCount: 1, changedCount: 0, heldCount: 0, heldBy: [] },
      seq,
    );
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
      changedCount: sql`${deletions.changedCount} + ${outcome.changedCount}`,
      heldCount: sql`${deletions.heldCount} + ${outcome.heldCount}`,
      ...(outcome.heldBy.length > 0 && { heldBy: heldByWith(outcome.heldBy) }),
      cursorSeq,
      errorCode: null,
      leaseExpiresAt: secondsFromNow(run.lease.seconds),
    })
    .where(eq(deletions.id, run.lease.deletionId));
};
