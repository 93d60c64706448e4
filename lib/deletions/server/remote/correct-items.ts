import { and, eq, lte, sql, type SQL } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { notReadBackErrorCode, residualErrorCode } from "@/lib/deletions/types";
import type { MemoryId } from "@/lib/memories/types";
import { deletionExceptions, deletionItems, deletions } from "@/drizzle/schema/deletions";
import { itemId, itemIdOf } from "../record/item-id";
import { setOutcome } from "../record/set-outcome";

type Items = { deletionId: string; cursorSeq: number };

/** Those of some items that were read, and are as `is` says. */
const itemsThat = (is: SQL, { deletionId, cursorSeq }: Items, ids: readonly MemoryId[]): SQL => sql`
  select item.deletion_id, item.seq from ${deletionItems} as item
  where item.deletion_id = ${deletionId}::uuid and item.seq <= ${cursorSeq}::integer and ${is}
    and ${itemIdOf(sql`item`)} = any(${sql.param([...ids])}::text[])`;

/** They become deleted. Returns how many. */
const setDeleted = async (transaction: Transaction, items: SQL): Promise<number> => {
  const { rowCount } = await transaction.execute(sql`
    delete from ${deletionExceptions} as exception using (${items}) as item
    where exception.deletion_id = item.deletion_id and exception.seq = item.seq`);
  return rowCount ?? 0;
};

const residual = { outcome: "failed", errorCode: residualErrorCode } as const;

/** Items that were taken for deleted, and whose memories are there: they become failed. Returns how many. */
export const noteResidual = (
  transaction: Transaction,
  items: Items,
  ids: readonly MemoryId[],
): Promise<number> => setOutcome(transaction, itemsThat(sql`item.outcome is null`, items, ids), residual);

/** Items that failed, and whose memories are not there any more: the store took its time. They become deleted. Returns how many. */
export const noteGone = (transaction: Transaction, items: Items, ids: readonly MemoryId[]): Promise<number> =>
  setDeleted(transaction, itemsThat(sql`item.outcome = 'failed'`, items, ids));

/**
 * The same long after the end, of items whose outcome was unknown: those not there any more become deleted, unless a later
 * deletion took them, which had found them there. Those that are there have failed, and are no longer unknown. Of items that
 * were known to be there nothing is said: if they were deleted since, it was not by this deletion.
 */
export const settleUnknown = async (
  transaction: Transaction,
  items: Items,
  { goneIds, stayedIds }: { goneIds: readonly MemoryId[]; stayedIds: readonly MemoryId[] },
): Promise<{ goneCount: number; stayedCount: number }> => {
  const isUnknown = sql`item.outcome = 'failed' and item.error_code = ${notReadBackErrorCode}`;
  const taken = await takenLater(transaction, items, goneIds);
  const stayedCount = await setOutcome(
    transaction,
    itemsThat(isUnknown, items, [...stayedIds, ...goneIds.filter((id) => taken.has(id))]),
    residual,
  );
  const goneCount = await setDeleted(transaction, itemsThat(isUnknown, items, goneIds));
  return { goneCount, stayedCount };
};

/** Those of these ids that a deletion of the same store took which began after this one had ended. */
const takenLater = async (
  transaction: Transaction,
  { deletionId }: Items,
  ids: readonly MemoryId[],
): Promise<ReadonlySet<string>> => {
  const [row] = await transaction
    .select({ storeId: deletions.storeId, finishedAt: deletions.finishedAt })
    .from(deletions)
    .where(eq(deletions.id, deletionId));
  if (row?.finishedAt == null) throw new Error("Only a deletion that has ended is settled.");
  if (ids.length === 0) return new Set();
  const found = await transaction
    .select({ memoryId: itemId })
    .from(deletionItems)
    .innerJoin(deletions, eq(deletions.id, deletionItems.deletionId))
    .where(
      and(
        // An array, so that no others are unpacked.
        sql`${deletionItems.deletionId} = any(array(select later.id from ${deletions} as later
          where later.store_id = ${row.storeId} and later.started_at > ${row.finishedAt.toISOString()}::timestamptz))`,
        sql`${itemId} = any(${sql.param([...ids])}::text[])`,
        lte(deletionItems.seq, deletions.cursorSeq),
        sql`coalesce(${deletionItems.outcome}, 'deleted') = 'deleted'`,
      ),
    );
  return new Set(found.map(({ memoryId }) => memoryId));
};
