import { and, between, eq, sql, type SQL } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { heldErrorCode, notReadBackErrorCode } from "@/lib/deletions/types";
import type { MemoryId } from "@/lib/memories/types";
import { deletionExceptions, deletionItems, deletions } from "@/drizzle/schema/deletions";
import { heldByWith } from "../record/held-by";
import { itemIdOf } from "../record/item-id";
import { itemsBetween } from "../record/items-between";
import { setOutcome } from "../record/set-outcome";
import type { LeasedDeletion } from "../run/lease";
import type { HeldFound } from "./find-held";

/** What reading a batch back found: those that are there, and why they were not deleted; and apart those that holds keep. */
export type FoundAfterAll = { presentIds: readonly MemoryId[]; errorCode: string; held: HeldFound };

/**
 * Closes the books on a batch that was sent to a remote store, or was about to be, as its deletion ends. What `found` says is
 * there has failed, what is held is kept, and the others are deleted; without it this is unknown, and all count as failed until they are read
 * back. The caller holds the deletion's lock and `row` is what it read under it; returns the row as it is then.
 */
export const abandonSent = async (
  transaction: Transaction,
  row: LeasedDeletion,
  found: FoundAfterAll | null,
): Promise<LeasedDeletion> => {
  if (row.sentSeq <= row.cursorSeq) return row;
  const range = { fromSeq: row.cursorSeq + 1, toSeq: row.sentSeq };
  const absentCount = await transaction.$count(
    deletionExceptions,
    and(
      eq(deletionExceptions.deletionId, row.id),
      between(deletionExceptions.seq, range.fromSeq, range.toSeq),
      eq(deletionExceptions.outcome, "already_absent"),
    ),
  );
  const itemsThat = (condition: SQL) =>
    sql`select item.deletion_id, item.seq from ${deletionItems} as item
      where item.deletion_id = ${row.id}::uuid and ${itemsBetween(range, sql`item`)} and item.outcome is null and ${condition}`;
  const isOneOf = (ids: Iterable<MemoryId>) =>
    sql`${itemIdOf(sql`item`)} = any(${sql.param([...ids])}::text[])`;
  const heldCount =
    found === null || found.held.ids.size === 0
      ? 0
      : await setOutcome(transaction, itemsThat(isOneOf(found.held.ids)), {
          outcome: "kept",
          errorCode: heldErrorCode,
        });
  const failedCount = await setOutcome(
    transaction,
    itemsThat(found === null ? sql`true` : isOneOf(found.presentIds)),
    { outcome: "failed", errorCode: found?.errorCode ?? notReadBackErrorCode },
  );
  const deletedCount = row.sentSeq - row.cursorSeq - absentCount - failedCount - heldCount;
  const [changed] = await transaction
    .update(deletions)
    .set({
      cursorSeq: row.sentSeq,
      deletedCount: row.deletedCount + deletedCount,
      failedCount: row.failedCount + failedCount,
      absentCount: row.absentCount + absentCount,
      heldCount: row.heldCount + heldCount,
      ...(found !== null && heldCount > 0 && { heldBy: heldByWith(found.held.by) }),
      unknownCount: row.unknownCount + (found === null ? failedCount : 0),
    })
    .where(eq(deletions.id, row.id))
    .returning();
  if (changed === undefined) throw new Error("A deletion is gone although its row was locked.");
  return changed;
};
