import type { DeletionStatus } from "@/lib/deletions/status";
import { isVerifiedById, residualCountOf, unreadableOf } from "@/lib/deletions/verification";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import type { LeasedDeletion } from "./lease";
import { verificationOf } from "../record/row-json";

type Row = Pick<
  LeasedDeletion,
  "storeId" | "requestedCount" | "deletedCount" | "absentCount" | "failedCount"
> & { verification: unknown };

/**
 * How a deletion ends, by what became of its memories. An absent memory is as gone as a deleted one. What was found again is
 * not, whatever the store had answered; and what could not be looked for by its id is not known to be gone. Of what was met and could not be read nobody knows whether it should be. Copies that a
 * store keeps elsewhere are told apart (see lib/deletions/copies.ts) and change nothing here. `errorCode` is why it
 * stopped before its last memory: with none it is completed when nothing is left.
 */
export const endStatusOf = (row: Row, errorCode: string | null): DeletionStatus => {
  const goneCount = row.deletedCount + row.absentCount;
  const verification = verificationOf(row);
  const isVerified = goneCount === 0 || isVerifiedById(verification);
  const isResidual = residualCountOf({ storeId: storeIdSchema.parse(row.storeId), verification }) > 0;
  if (errorCode === null) {
    if (isResidual || !isVerified || unreadableOf(verification) !== null) return "partial";
    if (row.failedCount === 0) return "completed";
  }
  const isAllGone = errorCode !== null && goneCount > 0 && goneCount === row.requestedCount;
  if (isAllGone && isVerified && !isResidual && unreadableOf(verification) === null) return "completed";
  return goneCount > 0 ? "partial" : "failed";
};
