import { eq } from "drizzle-orm";
import { can } from "@/lib/access/types";
import type { Transaction } from "@/lib/database/server/database";
import { needsApproval } from "@/lib/deletions/request/needs-approval";
import type { Selection } from "@/lib/deletions/types";
import { lockSafetyRule } from "@/lib/safety/server/read-rule";
import { askForApproval } from "@/lib/safety/server/record-approval";
import { deletions } from "@/drizzle/schema/deletions";
import type { ComparedStore } from "../request/find-effect";
import { readEffect } from "../request/read-effect";
import { requireDeleteAll } from "../request/require-delete-all";
import type { LeasedDeletion } from "../run/lease";
import type { Judged } from "./judge-request";

/** `heldCount` match besides, and stay. */
type Frozen = {
  store: ComparedStore;
  selection: Selection;
  takenCount: number;
  heldCount: number;
  at: Date;
};

/**
 * Judges a deletion once more by what it has frozen, which may be more than there was at its request: then it needs approval after
 * all, or takes what its actor may not. Inside the transaction that freezes it. Throws not_permitted.
 */
export const judgeFrozen = async (
  transaction: Transaction,
  row: LeasedDeletion,
  frozen: Frozen,
): Promise<void> => {
  if (row.needsApproval || frozen.takenCount === 0) return;
  const judged =
    row.previewId === null
      ? await judgeUnseen(transaction, row, frozen)
      : // It binds to what was previewed, whose effect was seen.
        { needsApproval: row.approvalCountMax !== null && frozen.takenCount > row.approvalCountMax };
  await transaction.update(deletions).set(judged).where(eq(deletions.id, row.id));
  if (!judged.needsApproval) return;
  await askForApproval(transaction, {
    subject: { kind: "deletion", deletionId: row.id },
    actor: row.actor,
    at: frozen.at,
  });
};

/** Of what was requested without a preview, memories may have been changed so that they match by now: all there are, even. */
const judgeUnseen = async (
  transaction: Transaction,
  row: LeasedDeletion,
  { store, selection, takenCount, heldCount }: Frozen,
): Promise<Partial<Judged> & { needsDeleteAll: boolean; needsApproval: boolean }> => {
  const { actor, cutoffAt } = row;
  const rule = await lockSafetyRule(transaction, "share");
  const mayAll = actor.kind === "system" || can(actor.role, "memories:delete-all");
  const input = { selection, expectedCount: takenCount + heldCount, cutoffAt, isWhole: true };
  const effect = mayAll && !rule.isOn ? null : await readEffect(store, input);
  const takesAll = await requireDeleteAll(actor, store, input, effect);
  return {
    needsDeleteAll: row.needsDeleteAll || takesAll,
    needsApproval: needsApproval(rule, { actor, selection, takesAll, count: takenCount }),
    approvalCountMax: rule.isOn ? rule.countMax : row.approvalCountMax,
  };
};
