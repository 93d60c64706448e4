import { sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { listedCountMax } from "@/lib/deletions/request/schema";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { requirePermission } from "@/lib/access/require-permission";
import { memoryIdSchema, type MemoryId } from "@/lib/memories/types";
import { deletionExceptions, deletionItems } from "@/drizzle/schema/deletions";
import { itemIdOf } from "../record/item-id";
import { firstOfBatch } from "../record/items-between";

/** The memories that a deletion could not delete, for another try: as many as one request can list. Throws not_permitted. */
export const listFailedIds = async (ctx: Context, { id }: { id: DeletionId }): Promise<MemoryId[]> => {
  requirePermission(ctx.actor, "memories:delete");
  const { rows } = await ctx.database.execute<{ id: string }>(sql`
    select ${itemIdOf(sql`item`)} as id from ${deletionItems} as item
    where item.deletion_id = ${id}::uuid and item.outcome = 'failed'
      and item.from_seq = any(array(
        select distinct ${firstOfBatch(sql`failed.seq`)} from ${deletionExceptions} as failed
        where failed.deletion_id = ${id}::uuid and failed.outcome = 'failed'))
    order by item.seq limit ${listedCountMax}`);
  return rows.map((row) => memoryIdSchema.parse(row.id));
};
