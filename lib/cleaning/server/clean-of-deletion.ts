import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { CoveringClean } from "@/lib/cleaning/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { getDeletion } from "@/lib/deletions/server/history/get-deletion";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { findCoveringClean } from "./read-cleaning";

/** The clean that covers a deletion; null while there is none, and in any other store. Throws not_permitted and not_found. */
export const cleanOfDeletion = async (
  ctx: Context,
  { deletionId }: { deletionId: DeletionId },
): Promise<CoveringClean | null> => {
  requirePermission(ctx.actor, "deletions:read");
  const { storeId, finishedAt } = await getDeletion(ctx, deletionId);
  if (storeId !== builtinStoreId || finishedAt === null) return null;
  return findCoveringClean(ctx.database, new Date(finishedAt));
};
