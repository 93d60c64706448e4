import { and, eq, isNull, lte, sql, type SQL } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { notReadBackErrorCode, residualErrorCode } from "@/lib/deletions/types";
import type { MemoryId } from "@/lib/memories/types";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { itemId } from "../record/item-id";

type Items = { deletionId: string; cursorSeq: number };

const among = (ids: readonly string[]) => sql`${itemId} = any(${sql.param([...ids])}::text[])`;

type Outcome = Pick<typeof deletionItems.$inferInsert, "outcome" | "errorCode">;
const deleted = { outcome: null, errorCode: null } satisfies Outcome;

/** Gives those of some items that were read and ended in one way another end. Returns how many. */
const correct = async (
  transaction: Transaction,
  { deletionId, cursorSeq }: Items,
  ids: readonly MemoryId[],
  { from, to }: { from: SQL; to: Outcome },
): Promise<number> => {
  const { rowCount } = await transaction
    .update(deletionItems)
    .set(to)
    .where(
      and(eq(deletionItems.deletionId, deletionId), lte(deletionItems.seq, cursorSeq), from, among(ids)),
    );
  return rowCount ?? 0;
};

/** Items that were taken for deleted, and whose memories are there: they become failed. Returns how many. */
export const noteResidual = (
  transaction: Transaction,
  items: Items,
  ids: readonly MemoryId[],
): Promise<number> =>
  correct(transaction, items, ids, {
    from: isNull(deletionItems.outcome),
    to: { outcome: "failed", errorCode: residualErrorCode },
  });

/** Items that failed, and whose memories are not there any more: the store took its time. They become deleted. Returns how many. */
export const noteGone = (transaction: Transaction, items: Items, ids: readonly MemoryId[]): Promise<number> =>
  correct(transaction, items, ids, { from: eq(deletionItems.outcome, "failed"), to: deleted });

/**
 * The same long after the end, of items of which nobody knew: those not there any more become deleted, unless a later
 * deletion took them, which had found them there. Those that are there have failed, and are no longer unknown. Of items that
 * were known to be there nothing is said: whoever deleted them since, it was not this deletion.
 */
export const settleUnknown = async (
  transaction: Transaction,
  { deletionId, cursorSeq }: Items,
  { goneIds, stayedIds }: { goneIds: readonly MemoryId[]; stayedIds: readonly MemoryId[] },
): Promise<{ goneCount: number; stayedCount: number }> => {
  const [row] = await transaction
    .select({ storeId: deletions.storeId, finishedAt: deletions.finishedAt })
    .from(deletions)
    .where(eq(deletions.id, deletionId));
  if (row?.finishedAt == null) throw new Error("Only a deletion that has ended is settled.");
  const isUnknown = sql`${deletionItems.outcome} = 'failed' and ${deletionItems.errorCode} = ${notReadBackErrorCode}`;
  const unknown = and(eq(deletionItems.deletionId, deletionId), isUnknown);
  const goneUnknown = await transaction
    .select({ memoryId: itemId })
    .from(deletionItems)
    .where(and(unknown, among(goneIds)));
  const takenLater =
    goneUnknown.length === 0
      ? []
      : await transaction
          .select({ memoryId: itemId })
          .from(deletionItems)
          .innerJoin(deletions, eq(deletions.id, deletionItems.deletionId))
          .where(
            and(
              eq(deletions.storeId, row.storeId),
              sql`${deletions.startedAt} > ${row.finishedAt.toISOString()}::timestamptz`,
              among(goneUnknown.map(({ memoryId }) => memoryId)),
              lte(deletionItems.seq, deletions.cursorSeq),
              sql`coalesce(${deletionItems.outcome}, 'deleted') = 'deleted'`,
            ),
          );
  const taken = new Set(takenLater.map(({ memoryId }) => memoryId));
  const stayed = await transaction
    .update(deletionItems)
    .set({ errorCode: residualErrorCode })
    .where(and(unknown, among([...stayedIds, ...goneIds.filter((id) => taken.has(id))])));
  const goneCount = await correct(transaction, { deletionId, cursorSeq }, goneIds, {
    from: isUnknown,
    to: deleted,
  });
  return { goneCount, stayedCount: stayed.rowCount ?? 0 };
};
