import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { notReadBackErrorCode } from "@/lib/deletions/types";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import type { LeasedDeletion } from "../lease";

/**
 * Closes the books on a batch that was sent to a remote store, or was about to be, and that nobody will read back any more, as
 * its deletion ends: its memories may be gone or there, and count as failed for that. The caller holds the deletion's lock
 * and `row` is what it read under it; returns the row as it is then.
 */
export const abandonSent = async (transaction: Transaction, row: LeasedDeletion): Promise<LeasedDeletion> => {
  if (row.sentSeq <= row.cursorSeq) return row;
  const ofBatch = and(
    eq(deletionItems.deletionId, row.id),
    sql`${deletionItems.seq} between ${row.cursorSeq + 1} and ${row.sentSeq}`,
  );
  const { rowCount } = await transaction
    .update(deletionItems)
    .set({ outcome: "failed", errorCode: notReadBackErrorCode })
    .where(and(ofBatch, isNull(deletionItems.outcome)));
  const failedCount = rowCount ?? 0;
  // The others were absent before anything was sent.
  const absentCount = row.sentSeq - row.cursorSeq - failedCount;
  const [changed] = await transaction
    .update(deletions)
    .set({
      cursorSeq: row.sentSeq,
      failedCount: row.failedCount + failedCount,
      absentCount: row.absentCount + absentCount,
    })
    .where(eq(deletions.id, row.id))
    .returning();
  if (changed === undefined) throw new Error("A deletion is gone although its row was locked.");
  return changed;
};
