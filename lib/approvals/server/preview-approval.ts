import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { ApprovalId } from "@/lib/approvals/types";
import { isTimeout } from "@/lib/database/server/database-error";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import type { FrozenSelection } from "@/lib/deletions/frozen-selection";
import { deleterOf } from "@/lib/deletions/server/deleter-of";
import { reachOfDeletion, selectionOf } from "@/lib/deletions/server/record/row-json";
import { ExpectedError } from "@/lib/errors/expected-error";
import { readHolds } from "@/lib/holds/server/read-holds";
import { getStoreOfDeletion } from "@/lib/stores/server/get-store";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { deletions } from "@/drizzle/schema/deletions";
import { getApproval } from "./list-approvals";

/**
 * What a deletion that waits has frozen, as it is in its store at this moment. Its texts are read, and written down nowhere.
 * Throws not_permitted, not_found, wrong_status (it does not wait), timed_out, StoreError.
 */
export const previewApproval = async (ctx: Context, { id }: { id: ApprovalId }): Promise<FrozenSelection> => {
  requirePermission(ctx.actor, "memories:delete");
  requirePermission(ctx.actor, "memories:read");
  const { about } = await getApproval(ctx, { id });
  if (about.kind !== "deletion" || about.deletion.status !== "waiting") {
    throw new ExpectedError("wrong_status", "It is not waiting for approval, so there is nothing to show.");
  }
  const deletionId = about.deletion.id;
  const [row] = await ctx.database.select().from(deletions).where(eq(deletions.id, deletionId));
  if (row === undefined) throw new ExpectedError("not_found", "There is no deletion with this ID.");
  const store = await getStoreOfDeletion(ctx, storeIdSchema.parse(row.storeId));
  try {
    return await deleterOf(ctx.database, store).previewFrozen({
      ...reachOfDeletion(row),
      deletionId: deletionIdSchema.parse(row.id),
      selection: selectionOf(row),
      itemCount: row.requestedCount ?? 0,
      previewId: row.previewId,
      holds: await readHolds(ctx.database, { storeId: store.id, also: row.heldBy }),
      secret: ctx.secret,
    });
  } catch (error) {
    if (!isTimeout(error)) throw error;
    throw new ExpectedError(
      "timed_out",
      "Reading the selected memories took too long and was stopped. Try again when the store is less busy.",
    );
  }
};
