import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { ApprovalId } from "@/lib/approvals/types";
import { cancelDeletion } from "@/lib/deletions/server/control-deletion";
import { ExpectedError } from "@/lib/errors/expected-error";
import { settleApproval } from "@/lib/safety/server/record-approval";
import { lockApproval, refuseDecided } from "./decide-approval";
import { getApproval } from "./list-approvals";

/**
 * Takes a request for approval back that was not decided yet: a deletion is cancelled, and has deleted nothing. Throws not_permitted
 * (not the one who asked, or who made the API key that did), not_found, and wrong_status (decided, or expired).
 */
export const withdraw = async (ctx: Context, { id }: { id: ApprovalId }): Promise<void> => {
  requirePermission(ctx.actor, "memories:delete");
  const { about, state, isOwn } = await getApproval(ctx, { id });
  if (!isOwn) throw new ExpectedError("not_permitted", "Only the one who asked for this can withdraw it.");
  if (state !== "waiting" && state !== "freezing") {
    throw new ExpectedError("wrong_status", "This was decided already, or has expired.");
  }
  if (about.kind === "deletion") {
    await cancelDeletion(ctx, { id: about.deletion.id });
    return;
  }
  await ctx.database.transaction(async (transaction) => {
    const { row } = await lockApproval(transaction, { id, deletionId: null });
    refuseDecided(row);
    await settleApproval(transaction, row, { decision: "withdrawn", by: ctx.actor, at: ctx.now() });
  });
};
