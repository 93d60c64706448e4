import type { Context } from "@/lib/context";
import type { Selection, SelectionPreview } from "@/lib/deletions/types";
import { storeSelectionOf } from "@/lib/deletions/store-selection";
import { requirePermission } from "@/lib/members/require-permission";
import { getStore } from "@/lib/stores/server/get-store";
import type { StoreId } from "@/lib/stores/types";

/**
 * What a selection would delete if it were confirmed now: count, breakdown, sample, and the instant of the count. Changes
 * nothing. Throws not_permitted, not_found (the store), invalid_input (no filter).
 */
export const previewSelection = async (
  ctx: Context,
  input: { storeId: StoreId; selection: Selection },
): Promise<SelectionPreview> => {
  requirePermission(ctx.actor, "memories:delete");
  return getStore(ctx, input.storeId).preview(storeSelectionOf(input.selection));
};
