import { eq } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { isUnderRule } from "@/lib/deletions/request/needs-approval";
import { lockSafetyRule } from "@/lib/safety/server/read-rule";
import { askForApproval } from "@/lib/safety/server/record-approval";
import { deletions } from "@/drizzle/schema/deletions";
import type { LeasedDeletion } from "../run/lease";

/**
 * A deletion that was requested before the second-person rule was turned on, and paused, comes under it when it is resumed: it could
 * else lie ready for as long as one likes. The caller holds its row's lock.
 */
export const judgeResumed = async (
  transaction: Transaction,
  row: LeasedDeletion,
  at: Date,
): Promise<void> => {
  if (row.needsApproval) return;
  const { actor } = row;
  const rule = await lockSafetyRule(transaction, "share");
  const isListed = row.operation === "delete" || row.operation === "batch";
  if (!rule.isOn || !isUnderRule(actor, { kind: isListed ? "listed" : "matching" })) return;
  const count = row.requestedCount ?? row.expectedCount;
  const needsApproval =
    row.needsDeleteAll ||
    (rule.countMax !== null && count !== null && count > rule.countMax) ||
    (rule.coversSupport && actor.kind !== "system" && actor.role === "support");
  // What is not frozen yet is judged by its number once more when it is.
  await transaction
    .update(deletions)
    .set({ needsApproval, approvalCountMax: rule.countMax })
    .where(eq(deletions.id, row.id));
  if (needsApproval) {
    await askForApproval(transaction, { subject: { kind: "deletion", deletionId: row.id }, actor, at });
  }
};
