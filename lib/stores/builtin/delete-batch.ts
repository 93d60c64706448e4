import { sql, type SQL } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { changedErrorCode } from "@/lib/deletions/types";
import type { BatchOutcome, DeleteBatchInput } from "@/lib/stores/types";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import { matchReach } from "./match-reach";

/**
 * Deletes the memories of frozen items `fromSeq`–`toSeq` with their versions, and notes the items that had nothing to
 * delete. The caller holds the deletion's row and raises its `cursor_seq` to `toSeq` in the same transaction: items up
 * to the cursor are left alone, so a batch sent twice is done once. A memory stored again after the cutoff is not
 * touched, and its item counts as already absent; nor is one that has been changed since it was frozen, where the
 * deletion is bound to memories as they were previewed, and its item is kept.
 */
export const deleteBatch = async (
  transaction: Transaction,
  input: DeleteBatchInput,
): Promise<BatchOutcome> => {
  const inPlace = await deleteInPlace(transaction, input);
  if (inPlace.seqsOtherwise === null) {
    return { deletedCount: inPlace.deletedCount, absentCount: 0, failedCount: 0, changedCount: 0 };
  }
  const byIdSeqs = await deleteById(transaction, input, inPlace.seqsOtherwise);
  const left = await noteLeft(transaction, input, [...inPlace.seqsOtherwise, ...byIdSeqs]);
  await deleteVersions(transaction, input);
  return { ...left, failedCount: 0, deletedCount: inPlace.deletedCount + byIdSeqs.length };
};

/**
 * Deletes the memories that lie where they lay when they were frozen, which is nearly always all of them. Says how many, and
 * unless they are all, and nothing has moved meanwhile, which items they are.
 */
const deleteInPlace = async (
  transaction: Transaction,
  input: DeleteBatchInput,
): Promise<{ deletedCount: number; seqsOtherwise: number[] | null }> => {
  // All parts see the store as it was before the statement. What has been updated since, while this waited for its lock
  // perhaps, lies elsewhere; Postgres before 17.7 and 16.11 deletes it all the same, and does not see its newest version.
  const { rows } = await transaction.execute<{ deleted: string; seqs: number[] | null }>(sql`
    with gone as (
      delete from ${memories} as memory using ${deletionItems} as item
      where ${isOfBatch(input)} and memory.ctid = item.place and memory.id = item.memory_id
        and ${isReached(input)}
      returning memory.id, item.seq, memory.ctid = item.place as is_in_place
    ), gone_versions as (
      delete from ${memoryVersions} as version where version.memory_id = any(array(select id from gone))
    ), ${resurfaced(input)}
    select (select count(*) from gone) as deleted,
      case when (select count(*) from gone where is_in_place) < ${input.toSeq - input.fromSeq + 1}::integer
        then array(select seq from gone) end as seqs`);
  const [row] = rows;
  if (row === undefined) throw new Error("A select without a table has a row.");
  return { deletedCount: Number(row.deleted), seqsOtherwise: row.seqs };
};

/** Deletes, by their ids, the memories of the other items, and says which items they are. */
const deleteById = async (
  transaction: Transaction,
  input: DeleteBatchInput,
  doneSeqs: number[],
): Promise<number[]> => {
  const { rows } = await transaction.execute<{ seqs: number[] }>(sql`
    with batch as materialized (
      select item.seq, item.memory_id from ${deletionItems} as item
      where ${isOfBatch(input)} and item.seq <> all(${sql.param(doneSeqs)}::integer[])
      order by item.seq
    ), gone as (
      delete from ${memories} as memory using batch
      where memory.id = batch.memory_id and ${isReached(input)}
      returning memory.id, batch.seq
    ), ${resurfaced(input)}
    select array(select seq from gone) as seqs`);
  return rows[0]?.seqs ?? [];
};

/**
 * Notes of the items that are left whether their memories are absent or were changed. A statement of its own, which sees
 * what was changed while the one before waited for its locks.
 */
const noteLeft = async (
  transaction: Transaction,
  input: DeleteBatchInput,
  doneSeqs: number[],
): Promise<Pick<BatchOutcome, "absentCount" | "changedCount">> => {
  const { rows } = await transaction.execute<{ absent: string; changed: string }>(sql`
    with batch as materialized (
      select item.seq, memory.id is not null as is_there
      from ${deletionItems} as item left join ${memories} as memory
        on memory.id = item.memory_id and memory.stored_at <= ${input.reach.cutoffAt.toISOString()}::timestamptz
      where ${isOfBatch(input)} and item.seq <> all(${sql.param(doneSeqs)}::integer[])
    ), noted as (
      update ${deletionItems} as item
      set outcome = case when batch.is_there then 'kept' else 'already_absent' end,
        error_code = case when batch.is_there then ${changedErrorCode} end
      from batch where item.deletion_id = ${input.deletionId}::uuid and item.seq = batch.seq
    )
    select count(*) filter (where not is_there) as absent, count(*) filter (where is_there) as changed from batch`);
  return { absentCount: Number(rows[0]?.absent), changedCount: Number(rows[0]?.changed) };
};

/**
 * A statement of its own: a memory may have been updated while another one waited for its lock, and that one would not
 * see the version, which holds the text.
 */
const deleteVersions = async (transaction: Transaction, input: DeleteBatchInput): Promise<void> => {
  await transaction.execute(sql`
    delete from ${memoryVersions} as version using ${deletionItems} as item
    where ${isOfBatch(input)} and version.memory_id = item.memory_id
      and not exists (select 1 from ${memories} as memory where memory.id = item.memory_id)`);
};

/**
 * What deleted memories had replaced is no longer superseded. A memory may be changed by one part of a statement only: what
 * is itself deleted is left to the delete. An array, as Postgres then walks the index by sorted keys. To this deletion what
 * it makes resurface is not changed by that, and may be in one of its next batches.
 */
const resurfaced = (input: DeleteBatchInput): SQL => sql`resurfaced as (
      update ${memories} as memory set superseded_by = null,
        resurfaced_by = case when ${isReached(input)} then ${input.deletionId}::uuid end
      where memory.superseded_by = any(array(select id from gone)) and memory.id not in (select id from gone)
    )`;

const isReached = ({ deletionId, reach }: DeleteBatchInput): SQL =>
  reach.bond === "unchanged"
    ? sql`(${matchReach(sql`memory`, reach)}
        or memory.resurfaced_by = ${deletionId}::uuid and ${matchReach(sql`memory`, { ...reach, bond: "stored" })})`
    : matchReach(sql`memory`, reach);

const isOfBatch = ({ deletionId, fromSeq, toSeq }: DeleteBatchInput): SQL => sql`
  item.deletion_id = ${deletionId}::uuid and item.seq between ${fromSeq}::integer and ${toSeq}::integer
  and item.seq > (select cursor_seq from ${deletions} where id = ${deletionId}::uuid) and item.outcome is null`;
