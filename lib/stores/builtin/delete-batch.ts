import { sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import type { BatchOutcome, DeleteBatchInput } from "@/lib/stores/types";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { memories, memoryVersions } from "@/drizzle/schema/memories";

/**
 * Deletes the memories of frozen items `fromSeq`–`toSeq` with their versions, and notes the items that had nothing to
 * delete. The caller holds the deletion's row and raises its `cursor_seq` to `toSeq` in the same transaction: items up
 * to the cursor are left alone, so a batch sent twice is done once. A memory stored again after the cutoff is not
 * touched; its item counts as already absent.
 */
export const deleteBatch = async (
  transaction: Transaction,
  input: DeleteBatchInput,
): Promise<BatchOutcome> => {
  // At the default of 4 a batch of some thousand memories flips to a sequential scan of the table.
  await transaction.execute(sql`set local random_page_cost = 1.1`);
  // All parts see the store as it was before the statement. A memory may be changed by one part only: what points at a
  // deleted memory and is itself in the batch is left to the delete.
  const { rows } = await transaction.execute<{ deleted: string; absent: string }>(sql`
    with batch as materialized (
      select item.seq, item.memory_id, deletion.cutoff_at
      from ${deletionItems} as item join ${deletions} as deletion on deletion.id = item.deletion_id
      where item.deletion_id = ${input.deletionId}::uuid
        and item.seq between ${input.fromSeq}::integer and ${input.toSeq}::integer
        and item.seq > deletion.cursor_seq and item.outcome is null
      order by item.seq
    ), gone as (
      delete from ${memories} as memory using batch
      where memory.id = batch.memory_id and memory.stored_at <= batch.cutoff_at
      returning memory.id
    ), resurfaced as (
      update ${memories} as memory set superseded_by = null from gone
      where memory.superseded_by = gone.id
        and memory.id not in (select memory_id from batch)
    ), absent as (
      update ${deletionItems} as item set outcome = 'already_absent'
      where item.deletion_id = ${input.deletionId}::uuid
        and item.seq = any(array(select seq from batch where memory_id not in (select id from gone)))
      returning item.seq
    )
    select (select count(*) from gone) as deleted, (select count(*) from absent) as absent`);
  // A statement of its own: a memory may have been updated while the first one waited for its lock, and that one would
  // not see the version, which holds the text.
  await transaction.execute(sql`
    delete from ${memoryVersions} as version using ${deletionItems} as item
    where item.deletion_id = ${input.deletionId}::uuid
      and item.seq between ${input.fromSeq}::integer and ${input.toSeq}::integer
      and item.outcome is null and version.memory_id = item.memory_id
      and not exists (select 1 from ${memories} as memory where memory.id = item.memory_id)`);
  return { deletedCount: Number(rows[0]?.deleted), absentCount: Number(rows[0]?.absent), failedCount: 0 };
};
