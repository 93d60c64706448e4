import { and, eq, isNull } from "drizzle-orm";
import type { Actor } from "@/lib/access/types";
import type { Transaction } from "@/lib/database/server/database";
import { settleApproval } from "@/lib/safety/server/record-approval";
import { approvals } from "@/drizzle/schema/approvals";

/** A deletion that ends by itself, or is cancelled, is no longer to be approved. The caller holds its row's lock. */
export const withdrawApproval = async (
  transaction: Transaction,
  { needsApproval, id, by, at }: { needsApproval: boolean; id: string; by: Actor; at: Date },
): Promise<void> => {
  if (!needsApproval) return;
  const [open] = await transaction
    .select()
    .from(approvals)
    .where(and(eq(approvals.deletionId, id), isNull(approvals.decision)))
    .for("update");
  if (open !== undefined) await settleApproval(transaction, open, { decision: "withdrawn", by, at });
};
