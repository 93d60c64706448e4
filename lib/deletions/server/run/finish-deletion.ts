import { eq } from "drizzle-orm";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { enqueueDeletions } from "@/lib/webhooks/server/enqueue-deliveries";
import { deletions } from "@/drizzle/schema/deletions";
import { changeStatus } from "../record/change-status";
import { letheActor } from "../record/lethe-actor";
import { withdrawApproval } from "../approval/close-approval";
import { finishedBody } from "../record/deletion-events";
import { digestKeyOf } from "../record/digest-keys";
import { endStatusOf } from "./end-status";
import { itemsDigest } from "../record/items-digest";
import { lockLeased } from "./lease";
import { copiesPause, firstRescanAt, inSeconds, needsReview, reviewSoon } from "../verify/review-schedule";
import type { Effort } from "./effort";

/**
 * Ends a run's deletion: status by what became of its memories, and the ledger event, in one transaction. `errorCode`
 * says why it failed as a whole. Returns the number of deleted memories; throws LeaseLostError.
 */
export const finishDeletion = async (run: Effort, errorCode: string | null): Promise<number> => {
  // Before the transaction, which then is short: while the lease is this run's, no one else writes these items.
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
    const status = endStatusOf(locked, errorCode);
    await changeStatus(transaction, locked, status, {
      finishedAt,
      errorCode,
      leaseOwner: null,
      leaseExpiresAt: null,
      rescanAt: firstRescanAt(locked, finishedAt),
      reviewAt: needsReview(locked)
        ? reviewSoon
        : inSeconds(copiesPause({ ...locked, finishedAt }, finishedAt)),
    });
    await withdrawApproval(transaction, { ...locked, by: letheActor, at: finishedAt });
    await recordEvent(transaction, {
      kind: "deletion.finished",
      body: finishedBody({ ...locked, status, errorCode }, digest),
      at: finishedAt,
    });
    if (locked.storeId === builtinStoreId && locked.deletedCount > 0) {
      await enqueueDeletions(transaction, [run.lease.deletionId]);
    }
    return locked.deletedCount;
  });
};
