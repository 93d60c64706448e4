import type { Context } from "@/lib/access/context";
import type { ListSelectedInput } from "@/lib/deletions/request/schema";
import { storeSelectionOf } from "@/lib/deletions/request/store-selection";
import type { Selection } from "@/lib/deletions/types";
import type { SelectedPage } from "@/lib/stores/preview";
import { requirePermission } from "@/lib/access/require-permission";
import { readHolds } from "@/lib/holds/server/read-holds";
import { withoutHeld } from "../record/with-held";
import { getStore } from "@/lib/stores/server/get-store";

const pageSize = 25;

/**
 * A page of the memories that a previewed selection takes, newest first. Excluded ones are among them, so that they can be
 * included again; what is held is not. Throws not_permitted, not_found (the store), invalid_input (no filter).
 */
export const listSelected = async (
  ctx: Context,
  { storeId, selection, cutoffAt, cursor }: ListSelectedInput,
): Promise<SelectedPage> => {
  requirePermission(ctx.actor, "memories:delete");
  const store = await getStore(ctx, storeId);
  const holds = await readHolds(ctx.database, { storeId });
  return store.listSelected({
    selection: withoutHeld(storeSelectionOf(withExcluded(selection)), holds),
    cutoffAt,
    cursor,
    limit: pageSize,
  });
};

const withExcluded = (selection: Selection): Selection => {
  switch (selection.kind) {
    case "listed":
    case "entity":
      return selection;
    case "matching":
    case "scope":
      return { ...selection, excludedIds: [] };
  }
};
