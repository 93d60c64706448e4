import { eq } from "drizzle-orm";
import { approvals } from "@/drizzle/schema/approvals";
import { changeStatus } from "../record/change-status";
import { lockLeased } from "../run/lease";
import type { Effort } from "../run/effort";

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
