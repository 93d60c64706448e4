import { eq } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { isUnderRule, needsApproval } from "@/lib/deletions/request/needs-approval";
import { lockSafetyRule } from "@/lib/safety/server/read-rule";
import { askForApproval } from "@/lib/safety/server/record-approval";
import { deletions } from "@/drizzle/schema/deletions";
import { selectionOf } from "../record/row-json";
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
  const selection = selectionOf(row);
  if (!rule.isOn || !isUnderRule(actor, selection)) return;
  const waits = needsApproval(rule, {
    actor,
    selection,
    takesAll: row.needsDeleteAll,
    count: row.requestedCount ?? row.expectedCount,
  });
  // What is not frozen yet is judged by its number once more when it is.
  await transaction
    .update(deletions)
    .set({ needsApproval: waits, approvalCountMax: rule.countMax })
    .where(eq(deletions.id, row.id));
  if (waits) {
    await askForApproval(transaction, { subject: { kind: "deletion", deletionId: row.id }, actor, at });
  }
};
