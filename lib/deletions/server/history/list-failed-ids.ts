import { eq, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { listedCountMax } from "@/lib/deletions/request/limits";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { ExpectedError } from "@/lib/errors/expected-error";
import { requirePermission } from "@/lib/access/require-permission";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { deletionExceptions, deletionItems, deletions } from "@/drizzle/schema/deletions";
import { requireOwnKind } from "../record/require-own-kind";
import { itemIdOf } from "../record/item-id";
import { firstOfBatch } from "../record/items-between";

/**
 * The memories that a deletion could not delete, for another try: as many as one request can list. Throws not_permitted,
 * not_found.
 */
export const listFailedIds = async (ctx: Context, { id }: { id: DeletionId }): Promise<MemoryId[]> => {
  requirePermission(ctx.actor, "memories:delete");
  const [deletion] = await ctx.database
    .select({ needsDeleteAll: deletions.needsDeleteAll })
    .from(deletions)
    .where(eq(deletions.id, id));
  if (deletion === undefined) throw new ExpectedError("not_found", "There is no deletion with this ID.");
  requireOwnKind(ctx.actor, deletion);
  const { rows } = await ctx.database.execute<{ id: string }>(sql`
    select ${itemIdOf(sql`item`)} as id from ${deletionItems} as item
    where item.deletion_id = ${id}::uuid and item.outcome = 'failed'
      and item.from_seq = any(array(
        select distinct ${firstOfBatch(sql`failed.seq`)} from ${deletionExceptions} as failed
        where failed.deletion_id = ${id}::uuid and failed.outcome = 'failed'))
    order by item.seq limit ${listedCountMax}`);
  return rows.map((row) => memoryIdSchema.parse(row.id));
};
