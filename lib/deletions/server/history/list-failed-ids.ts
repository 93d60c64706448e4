import { and, asc, eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { listedCountMax } from "@/lib/deletions/request/schema";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { requirePermission } from "@/lib/access/require-permission";
import { memoryIdSchema, type MemoryId } from "@/lib/memories/types";
import { deletionItems } from "@/drizzle/schema/deletions";
import { itemId } from "../record/item-id";

/** The memories that a deletion could not delete, for another try: as many as one request can list. Throws not_permitted. */
export const listFailedIds = async (ctx: Context, { id }: { id: DeletionId }): Promise<MemoryId[]> => {
  requirePermission(ctx.actor, "memories:delete");
  const rows = await ctx.database
    .select({ memoryId: itemId })
    .from(deletionItems)
    .where(and(eq(deletionItems.deletionId, id), eq(deletionItems.outcome, "failed")))
    .orderBy(asc(deletionItems.seq))
    .limit(listedCountMax);
  return rows.map(({ memoryId }) => memoryIdSchema.parse(memoryId));
};
