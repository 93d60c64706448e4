import { eq } from "drizzle-orm";
import type { DeletionStatus } from "@/lib/deletions/status";
import { isVerifiedById, residualCountOf } from "@/lib/deletions/verification";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { enqueueDeletion } from "@/lib/webhooks/server/enqueue-deliveries";
import { deletions } from "@/drizzle/schema/deletions";
import { changeStatus } from "./change-status";
import { finishedBody } from "./deletion-events";
import { digestKeyOf } from "./digest-keys";
import { itemsDigest } from "./items-digest";
import { lockLeased, type LeasedDeletion } from "./lease";
import type { Effort } from "./run";

/**
 * Ends a run's deletion: status by what became of its memories, and the ledger event, in one transaction. `errorCode`
 * says why it failed as a whole. Returns the number of deleted memories; throws LeaseLostError.
 */
export const finishDeletion = async (run: Effort, errorCode: string | null): Promise<number> => {
  // Before the transaction, which then is short: while the lease is this run's, nobody else writes these items.
  const [row] = await run.database.select().from(deletions).where(eq(deletions.id, run.lease.deletionId));
  if (row === undefined) throw new Error("A leased deletion is gone.");
  const digest = await itemsDigest(run.database, digestKeyOf(run.secret, row.digestSalt, "items digest"), {
    id: run.lease.deletionId,
    itemCount: row.requestedCount ?? 0,
    cursorSeq: row.cursorSeq,
  });
  return run.database.transaction(async (transaction) => {
    const locked = await lockLeased(transaction, run.lease);
    if (locked.cursorSeq !== row.cursorSeq) throw new Error("The cursor moved while nobody worked.");
    const finishedAt = run.now();
    const status = errorCode === null ? resultOf(locked) : failureOf(locked);
    await changeStatus(transaction, locked, status, {
      finishedAt,
      errorCode,
      leaseOwner: null,
      leaseExpiresAt: null,
    });
    await recordEvent(transaction, {
      kind: "deletion.finished",
      body: finishedBody({ ...locked, status, errorCode }, digest),
      at: finishedAt,
    });
    if (locked.storeId === builtinStoreId && locked.deletedCount > 0) {
      await enqueueDeletion(transaction, run.lease.deletionId);
    }
    return locked.deletedCount;
  });
};

type Counts = Pick<LeasedDeletion, "deletedCount" | "absentCount" | "failedCount">;

/**
 * An absent memory is as gone as a deleted one. What was found again is not, whatever the store had answered; and what could
 * not be looked for by its id is not known to be gone.
 */
const resultOf = (row: LeasedDeletion): DeletionStatus => {
  const goneCount = row.deletedCount + row.absentCount;
  if (residualCountOf(row.verification) > 0) return "partial";
  if (goneCount > 0 && !isVerifiedById(row.verification)) return "partial";
  return row.failedCount === 0 ? "completed" : failureOf(row);
};

const failureOf = (counts: Counts): DeletionStatus =>
  counts.deletedCount + counts.absentCount > 0 ? "partial" : "failed";
