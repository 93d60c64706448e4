import { and, asc, eq } from "drizzle-orm";
import type { Context } from "@/lib/context";
import { listedCountMax } from "@/lib/deletions/schema";
import type { DeletionId } from "@/lib/deletions/types";
import { requirePermission } from "@/lib/members/require-permission";
import { memoryIdSchema, type MemoryId } from "@/lib/memories/types";
import { deletionItems } from "@/drizzle/schema/deletions";
import { itemId } from "./item-id";

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
