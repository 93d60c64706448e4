import type { Actor } from "@/lib/access/types";
import type { Transaction } from "@/lib/database/server/database";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { enqueueDeletions } from "@/lib/webhooks/server/enqueue-deliveries";
import { changeStatus } from "./record/change-status";
import { cancelledBody } from "./record/deletion-events";
import { digestKeyOf } from "./record/digest-keys";
import { itemsDigest } from "./record/items-digest";
import { abandonSent } from "./remote/abandon-sent";
import type { LeasedDeletion } from "./run/lease";
import { firstRescanAt, reviewSoon } from "./verify/review-schedule";
import { deletionIdSchema } from "../deletion-id";

/**
 * Ends a deletion for good, whose row the caller has locked and may cancel: what is deleted stays deleted, and what was not
 * reached is kept. `errorCode`: why, when it was not a person who wanted it.
 */
export const endCancelled = async (
  transaction: Transaction,
  found: LeasedDeletion,
  { secret, by, at, errorCode }: { secret: string; by: Actor; at: Date; errorCode: string | null },
): Promise<void> => {
  const row = await abandonSent(transaction, found, null);
  const id = deletionIdSchema.parse(row.id);
  const digest = await itemsDigest(transaction, digestKeyOf(secret, row.digestSalt, "items digest"), {
    id,
    itemCount: row.requestedCount ?? 0,
    cursorSeq: row.cursorSeq,
  });
  await changeStatus(transaction, row, "cancelled", {
    leaseOwner: null,
    leaseExpiresAt: null,
    errorCode,
    finishedAt: at,
    rescanAt: firstRescanAt(row, at),
    reviewAt: row.unknownCount > 0 ? reviewSoon : null,
  });
  const body = cancelledBody({ ...row, status: "cancelled", errorCode }, by, digest);
  await recordEvent(transaction, { kind: "deletion.cancelled", body, at });
  if (row.storeId === builtinStoreId && row.deletedCount > 0) await enqueueDeletions(transaction, [id]);
};
