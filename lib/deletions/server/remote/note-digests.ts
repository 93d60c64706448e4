import { sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import type { MemoryId } from "@/lib/memories/types";
import { deletionBatches, deletionItems } from "@/drizzle/schema/deletions";
import type { ItemRange } from "../deleter";
import { itemIdOf } from "../record/item-id";
import { inBatchesBetween } from "../record/items-between";
import { joinedDigests } from "../record/pack-items";

/** Writes down the digests of those items of a range that have none yet. A store may have answered a memory twice. */
export const noteDigests = async (
  transaction: Transaction,
  { id }: { id: string },
  { fromSeq, toSeq }: ItemRange,
  found: readonly { id: MemoryId; digest: Buffer }[],
): Promise<void> => {
  if (found.length === 0) return;
  const isBetween = sql`item.seq between ${fromSeq}::integer and ${toSeq}::integer`;
  await transaction.execute(sql`
    update ${deletionBatches} as batch set digests = made.digests
    from (
      select item.from_seq, ${joinedDigests(sql`coalesce(item.digest, found.digest)`)} as digests
      from ${deletionItems} as item left join (
        select distinct on (id) id, decode(digest, 'hex') as digest
        from unnest(${sql.param(found.map((each) => each.id))}::text[],
          ${sql.param(found.map(({ digest }) => digest.toString("hex")))}::text[]) as each (id, digest)
      ) as found on found.id = ${itemIdOf(sql`item`)} and ${isBetween}
      where item.deletion_id = ${id}::uuid and ${inBatchesBetween({ fromSeq, toSeq }, sql`item`)}
      group by item.from_seq
    ) as made
    where batch.deletion_id = ${id}::uuid and batch.from_seq = made.from_seq`);
};
