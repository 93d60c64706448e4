import { sql, type SQL } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import type { Reach } from "@/lib/stores/selection";
import { changedErrorCode, heldErrorCode } from "@/lib/deletions/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { heedHolds } from "@/lib/holds/server/heed-holds";
import type { HeldBy } from "@/lib/holds/server/read-holds";
import type { HoldId } from "@/lib/holds/types";
import { andNotHeld, compileHeld } from "@/lib/stores/sql/compile-held";
import { builtinStoreId } from "@/lib/stores/store-ids";
import type { BatchOutcome, ItemRange } from "../deleter";
import { deletionBatches, deletionExceptions, deletions } from "@/drizzle/schema/deletions";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import { compileFilter } from "@/lib/stores/sql/compile-filter";
import { matchReach } from "@/lib/stores/sql/match-reach";
import { arrayOf } from "@/lib/stores/sql/sql-values";
import { inBatchesBetween } from "../record/items-between";

/**
 * At most `batchSizeMax` items of a deletion. `heldBy`: the holds that left something out of it, released or not. `isOnNodes`: the
 * memories lie on several nodes (isDistributed).
 */
export type DeleteBatchInput = ItemRange & {
  deletionId: DeletionId;
  reach: Required<Reach>;
  heldBy?: readonly string[];
  isOnNodes: boolean;
};
export type DeleteBatch = (transaction: Transaction, input: DeleteBatchInput) => Promise<BatchOutcome>;

/**
 * Deletes the memories of frozen items `fromSeq`–`toSeq` with their versions, and notes the items that had nothing to
 * delete. The caller holds the deletion's row and raises its `cursor_seq` to `toSeq` in the same transaction: items up
 * to the cursor are left alone, so a batch sent twice is done once. A memory stored again after the cutoff is not
 * touched, and its item counts as already absent; nor is one that has been changed since it was frozen, where the
 * deletion is bound to memories as they were previewed, and its item is kept. What a hold covers is kept as well: the statement
 * that deletes asks for it, under the lock that placing a hold waits for.
 */
export const deleteBatch: DeleteBatch = async (transaction, input) => {
  const { deletionId, fromSeq, toSeq, reach, heldBy: also = [], isOnNodes } = input;
  const holds = await heedHolds(transaction, { storeId: builtinStoreId, also });
  const { deletedCount, absent, changed, held } = await deleteItems(transaction, {
    count: toSeq - fromSeq + 1,
    key: sql`item.seq`,
    keyArray: sql`integer[]`,
    isPacked: sql`batch.deletion_id = ${deletionId}::uuid and ${inBatchesBetween({ fromSeq, toSeq }, sql`batch`)}`,
    isPending: sql`item.seq between ${fromSeq}::integer and ${toSeq}::integer
      and item.seq > (select cursor_seq from ${deletions} where id = ${deletionId}::uuid)`,
    isWhole: sql`batch.from_seq >= ${fromSeq}::integer and batch.from_seq + batch.item_count - 1 <= ${toSeq}::integer`,
    reach,
    holds,
    isOnNodes,
    resurfacedBy: deletionId,
  });
  return {
    deletedCount,
    absentCount: absent.length,
    changedCount: changed.length,
    heldCount: held.length,
    heldBy: [...new Set(held.flatMap(({ by }) => by))],
    failedCount: 0,
  };
};

export type DeleteEachInput = {
  deletionIds: readonly DeletionId[];
  reach: Required<Reach>;
  isOnNodes: boolean;
};

/** What became of the memory of each; see BatchOutcome. */
export type EachOutcome = Record<"deleted" | "absent" | "changed", DeletionId[]> & { held: HeldEach[] };
/** `by`: the holds that keep this one. */
export type HeldEach = { id: DeletionId; by: HoldId[] };

/**
 * The same for the one item of each of several deletions. The caller holds their rows, at whose cursors nothing is done yet.
 * Two of them may have the same memory: it is deleted by one, and already absent for the other.
 */
export const deleteEach = async (
  transaction: Transaction,
  { deletionIds, reach, isOnNodes }: DeleteEachInput,
): Promise<EachOutcome> => {
  const holds = await heedHolds(transaction, { storeId: builtinStoreId });
  const { deletedCount, ...left } = await deleteItems(transaction, {
    count: deletionIds.length,
    key: sql`item.deletion_id`,
    keyArray: sql`uuid[]`,
    isPacked: sql`batch.deletion_id = any(${arrayOf(deletionIds, "uuid")})`,
    isPending: sql`item.seq = 1`,
    isWhole: sql`true`,
    reach,
    holds,
    isOnNodes,
    // None has another item that could resurface by it.
    resurfacedBy: null,
  });
  const [absent, changed] = [new Set(left.absent), new Set(left.changed)];
  const heldBy = new Map(left.held.map(({ key, by }) => [key, by]));
  const outcome = {
    deleted: deletionIds.filter((id) => !absent.has(id) && !changed.has(id) && !heldBy.has(id)),
    absent: deletionIds.filter((id) => absent.has(id)),
    changed: deletionIds.filter((id) => changed.has(id)),
    held: deletionIds.flatMap((id) => {
      const by = heldBy.get(id);
      return by === undefined ? [] : [{ id, by }];
    }),
  };
  if (outcome.deleted.length !== deletedCount) {
    throw new Error("The store did not account for the memory of every deletion.");
  }
  return outcome;
};

/** The items that are deleted at once. */
type Batch = {
  /** How many they are. */
  count: number;
  /** What tells one of them from the others, and the type of many. */
  key: SQL;
  keyArray: SQL;
  /** Of a row `batch` of deletion_batches: whether some of them may be in it, and whether all that is in it are. */
  isPacked: SQL;
  isWhole: SQL;
  /** Of an `item` of such a row: whether it is one of them. */
  isPending: SQL;
  reach: Required<Reach>;
  /** What they cover stays. */
  holds: readonly HeldBy[];
  isOnNodes: boolean;
  /** The deletion for which what resurfaces is not changed by that. */
  resurfacedBy: DeletionId | null;
};
type Key = number | DeletionId;
type Left = { absent: Key[]; changed: Key[]; held: { key: Key; by: HoldId[] }[] };
const noneLeft = (): Left => ({ absent: [], changed: [], held: [] });

const deleteItems = async (
  transaction: Transaction,
  batch: Batch,
): Promise<Left & { deletedCount: number }> => {
  // Places are of one node each, and Citus deletes by none.
  const { deletedCount, otherwise, hasVersions } = batch.isOnNodes
    ? { deletedCount: 0, otherwise: [], hasVersions: true }
    : await deleteInPlace(transaction, batch);
  if (otherwise === null) {
    if (hasVersions) await deleteVersions(transaction, batch);
    return { deletedCount, ...noneLeft() };
  }
  const byId = await deleteById(transaction, batch, otherwise);
  const done = [...otherwise, ...byId];
  const left = done.length === batch.count ? noneLeft() : await noteLeft(transaction, batch, done);
  await deleteVersions(transaction, batch);
  return { ...left, deletedCount: deletedCount + byId.length };
};

/**
 * Deletes the memories that lie where they lay when they were frozen, which is nearly always all of them. Says how many, and
 * unless they are all, and nothing has moved meanwhile, which items they are. `hasVersions`: some of their versions may be left,
 * as they do not lie any more where they lay, or were made since: updates and a vacuum can bring a memory back to its place.
 */
const deleteInPlace = async (
  transaction: Transaction,
  batch: Batch,
): Promise<{ deletedCount: number; otherwise: Key[] | null; hasVersions: boolean }> => {
  // All parts see the store as it was before the statement. What has been updated since, while this waited for its lock
  // perhaps, lies elsewhere; Postgres before 17.7 and 16.11 deletes it all the same, and does not see its newest version.
  const { rows } = await transaction.execute<{
    deleted: string;
    keys: Key[] | null;
    has_versions: boolean;
  }>(sql`
    with item as materialized (${itemsOf(batch)}), gone as (
      delete from ${memories} using item
      where ${memories}.ctid = item.place and ${memories.id} = item.memory_id and ${isReached(batch)}${isFree(batch)}
      returning ${memories.id}, ${batch.key} as key, ${memories}.ctid = item.place as is_in_place,
        ${memories.changedAt} > ${batch.reach.cutoffAt.toISOString()}::timestamptz as is_changed
    ), version as materialized (
      select batch.version_ids, batch.version_places from ${deletionBatches} as batch
      where ${batch.isPacked} and (
        select bool_and(${batch.isWhole} and batch.version_ids is not null)
        from ${deletionBatches} as batch where ${batch.isPacked})
    ), noted as materialized (
      select unnest(version_ids) as id, unnest(version_places) as place from version
    ), gone_versions as (
      delete from ${memoryVersions} as version using noted
      where version.ctid = noted.place and version.id = noted.id
        -- "is true" keeps it from becoming a join, which would look the versions up by a thousand ids after all.
        and (version.memory_id in (select id from gone)) is true
      returning 1
    ), gone_unnoted as (
      delete from ${memoryVersions} as version
      where version.memory_id = any(array(select id from gone where not exists (select from version)))
    ), ${resurfaced(batch)}
    select (select count(*) from gone) as deleted,
      (select count(*) from gone_versions) < (select count(*) from noted)
        or exists (select from gone where is_changed) as has_versions,
      case when (select count(*) from gone where is_in_place) < ${batch.count}::integer
        then array(select key from gone) end as keys`);
  const [row] = rows;
  if (row === undefined) throw new Error("A select without a table has a row.");
  return { deletedCount: Number(row.deleted), otherwise: row.keys, hasVersions: row.has_versions };
};

/** Deletes, by their ids, the memories of the other items, and says which items they are. */
const deleteById = async (transaction: Transaction, batch: Batch, done: Key[]): Promise<Key[]> => {
  const { rows } = await transaction.execute<{ keys: Key[] }>(sql`
    with item as materialized (${itemsOf(batch, done)}), gone as (
      delete from ${memories} using item
      where ${memories.id} = item.memory_id and ${isReached(batch)}${isFree(batch)}
      returning ${memories.id}, ${batch.key} as key
    ), ${resurfaced(batch)}
    select array(select key from gone) as keys`);
  return rows[0]?.keys ?? [];
};

/**
 * Notes of the items that are left whether their memories are absent, are held (and by what) or were changed. A statement of its own, which
 * sees what was changed while the one before waited for its locks.
 */
const noteLeft = async (transaction: Transaction, batch: Batch, done: Key[]): Promise<Left> => {
  const filters = filtersOf(batch);
  const byEach = filters.map((filter) => sql`(${compileFilter(filter)}) is true`);
  const { rows } = await transaction.execute<
    Omit<Left, "held"> & { held: { key: Key; by: boolean[] }[] }
  >(sql`
    with item as materialized (${itemsOf(batch, done)}), there as materialized (
      select ${memories.id}, ${compileHeld(filters)} as is_held,
        ${byEach.length === 0 ? sql`'{}'::boolean[]` : sql`array[${sql.join(byEach, sql`, `)}]`} as by
      from ${memories} where ${memories.id} = any(array(select memory_id from item))
        and ${memories.storedAt} <= ${batch.reach.cutoffAt.toISOString()}::timestamptz
    ), judged as materialized (
      select ${batch.key} as key, item.deletion_id, item.seq, there.id is not null as is_there,
        coalesce(there.is_held, false) as is_held, there.by
      from item left join there on there.id = item.memory_id
    ), noted as (
      insert into ${deletionExceptions} (deletion_id, seq, outcome, error_code)
      select deletion_id, seq, case when is_there then 'kept' else 'already_absent' end,
        case when is_held then ${heldErrorCode} when is_there then ${changedErrorCode} end
      from judged
    )
    select array(select key from judged where not is_there) as absent,
      array(select key from judged where is_there and not is_held) as changed,
      coalesce((select jsonb_agg(jsonb_build_object('key', key, 'by', by)) from judged where is_held), '[]') as held`);
  const [left] = rows;
  if (left === undefined) throw new Error("A select without a table has a row.");
  const held = left.held.map(({ key, by }) => ({
    key,
    by: batch.holds.flatMap(({ id }, place) => (by[place] === true ? [id] : [])),
  }));
  return { ...left, held };
};

/**
 * A statement of its own: a memory may have been updated while another one waited for its lock, and that one would not
 * see the version, which holds the text.
 */
const deleteVersions = async (transaction: Transaction, batch: Batch): Promise<void> => {
  await transaction.execute(sql`
    with item as materialized (${itemsOf(batch)})
    delete from ${memoryVersions} as version using item
    where version.memory_id = item.memory_id
      and not exists (select 1 from ${memories} as memory where memory.id = version.memory_id)`);
};

/**
 * What deleted memories had replaced is no longer superseded. A memory may be changed by one part of a statement only: what
 * is itself deleted is left to the delete. An array, as Postgres then walks the index by sorted keys. To this deletion what
 * it makes resurface is not changed by that, and may be in one of its next batches. What is held stays as it is: it would no
 * longer be, where the hold covers what is superseded.
 */
const resurfaced = (batch: Batch): SQL => sql`resurfaced as (
      update ${memories} set superseded_by = null,
        resurfaced_by = case when ${isReached(batch)} then ${batch.resurfacedBy}::uuid end
      where ${memories.supersededBy} = any(array(select id from gone))
        and ${memories.id} not in (select id from gone)${isFree(batch)}
    )`;

const filtersOf = ({ holds }: Batch) => holds.map(({ filter }) => filter);

/** " and" that no hold covers the memory. */
const isFree = (batch: Batch): SQL => andNotHeld(filtersOf(batch));

const isReached = ({ resurfacedBy, reach }: Batch): SQL =>
  reach.bond === "unchanged"
    ? sql`(${matchReach(sql`${memories}`, reach)}
        or ${memories.resurfacedBy} = ${resurfacedBy}::uuid and ${matchReach(sql`${memories}`, { ...reach, bond: "stored" })})`
    : matchReach(sql`${memories}`, reach);

/** Those of a batch that are to be done, in order, without those that are `done`. */
const itemsOf = (batch: Batch, done: Key[] = []): SQL => sql`
  select item.* from (
    select batch.deletion_id, unnest(batch.memory_ids) as memory_id, unnest(batch.places) as place,
      generate_series(batch.from_seq, batch.from_seq + batch.item_count - 1) as seq
    from ${deletionBatches} as batch where ${batch.isPacked} order by batch.deletion_id, batch.from_seq
  ) as item
  where ${batch.isPending}${done.length === 0 ? sql`` : sql` and ${batch.key} <> all(${sql.param(done)}::${batch.keyArray})`}`;
