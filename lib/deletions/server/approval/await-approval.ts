import { eq } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { askForApproval } from "@/lib/safety/server/record-approval";
import { approvals } from "@/drizzle/schema/approvals";
import { deletions } from "@/drizzle/schema/deletions";
import { changeStatus } from "../record/change-status";
import { lockLeased, type LeasedDeletion } from "../run/lease";
import type { Effort } from "../run/effort";

/** Frozen with more than was counted at its request, it needs approval after all. Inside the transaction that freezes it. */
export const judgeFrozen = async (
  transaction: Transaction,
  row: LeasedDeletion,
  { takenCount, at }: { takenCount: number; at: Date },
): Promise<void> => {
  const { approvalCountMax } = row;
  if (row.needsApproval || approvalCountMax === null || takenCount <= approvalCountMax) return;
  await transaction.update(deletions).set({ needsApproval: true }).where(eq(deletions.id, row.id));
  await askForApproval(transaction, {
    subject: { kind: "deletion", deletionId: row.id },
    actor: row.actor,
    at,
  });
};

/**
 * Gives a frozen deletion back until a second person has approved it, and answers whether it did. Asked at the start of every
 * run, after freezing and before anything is deleted: whatever stopped the run before, nothing is deleted without approval.
 * Throws LeaseLostError.
 */
export const awaitApproval = async ({ database, lease }: Effort): Promise<boolean> =>
  database.transaction(async (transaction) => {
    const row = await lockLeased(transaction, lease);
    if (!row.needsApproval || row.requestedCount === 0) return false;
    const [approval] = await transaction
      .select({ decision: approvals.decision })
      .from(approvals)
      .where(eq(approvals.deletionId, row.id));
    if (approval?.decision === "approved") return false;
    await changeStatus(transaction, row, "waiting", {
      leaseOwner: null,
      leaseExpiresAt: null,
      errorCode: null,
    });
    return true;
  });
