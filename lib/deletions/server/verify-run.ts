import { and, eq, isNull, lte, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import type { DeletionStatus } from "@/lib/deletions/status";
import { residualErrorCode } from "@/lib/deletions/types";
import type { MemoryId } from "@/lib/memories/types";
import type { ItemsInput } from "@/lib/stores/types";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { changeStatus } from "./change-status";
import { lockLeased, type LeasedDeletion } from "./lease";
import { readBack } from "./read-back";
import { sampleWordsRemotely } from "./remote/verify-remotely";
import { boundStatements, stepSettings, stopIfAsked, type Run } from "./run";
import { faultCodeOf, storeFaultFrom } from "./store-fault";

const noteSecondsMax = 15 * 60;

/** Words of some of the memories that this run is going to delete; none when there is nothing left, or on a fault. */
export const sampleWords = async (run: Run, cursorSeq: number, toSeq: number): Promise<string[][]> => {
  if (cursorSeq >= toSeq) return [];
  const [row] = await run.database
    .select({ cutoffAt: deletions.cutoffAt, selection: deletions.selection })
    .from(deletions)
    .where(eq(deletions.id, run.lease.deletionId));
  if (row === undefined) throw new Error("A leased deletion is gone.");
  const input = { deletionId: run.lease.deletionId, afterSeq: cursorSeq, toSeq, cutoffAt: row.cutoffAt };
  const sampling =
    run.store.deletes === "in_transaction"
      ? run.store.sampleWords(input)
      : sampleWordsRemotely(run.database, run.store, {
          ...input,
          selection: row.selection,
          signal: run.signal,
        });
  return sampling.catch((error: unknown) => {
    if (faultCodeOf(storeFaultFrom(error)) === null) throw error;
    return [];
  });
};

/**
 * The stage after the last batch: looks for what was deleted, and writes down what was found. Memories that are still
 * there become failed, whatever the store had answered. Throws LeaseLostError, or an outage; whoever takes the deletion
 * over then verifies it anew, without words to search for.
 */
export const verifyRun = async (run: Run, claimedAs: DeletionStatus, words: string[][]): Promise<void> => {
  stopIfAsked(run);
  const row = await begin(run, claimedAs);
  const { verification, residualIds } = await readBack(run, row, words, run.now());
  // A check that was cut off is not one that could not be done.
  stopIfAsked(run);
  const isResidual = verification.checks.some(
    ({ check, residualCount }) => check === "ids" && residualCount > 0,
  );
  await run.database.transaction(async (transaction) => {
    await boundStatements(transaction, noteSecondsMax, stepSettings);
    const { cursorSeq, cutoffAt } = await lockLeased(transaction, run.lease);
    const deletionId = run.lease.deletionId;
    const failedCount = !isResidual
      ? 0
      : run.store.deletes === "in_transaction"
        ? await run.store.noteResidue(transaction, { deletionId, cursorSeq, cutoffAt })
        : await noteResidualIds(transaction, { deletionId, cursorSeq }, residualIds);
    await transaction
      .update(deletions)
      .set({
        verification,
        deletedCount: sql`${deletions.deletedCount} - ${failedCount}::integer`,
        failedCount: sql`${deletions.failedCount} + ${failedCount}::integer`,
      })
      .where(eq(deletions.id, deletionId));
  });
};

const begin = async (run: Run, claimedAs: DeletionStatus): Promise<LeasedDeletion> =>
  run.database.transaction(async (transaction) => {
    await boundStatements(transaction, noteSecondsMax, stepSettings);
    const row = await lockLeased(transaction, run.lease);
    // Its runner before died in this stage.
    if (claimedAs !== "verifying") await changeStatus(transaction, row, "verifying", {});
    return row;
  });

/** Corrects items that were taken for deleted while their memories are still there; returns how many. */
const noteResidualIds = async (
  transaction: Transaction,
  { deletionId, cursorSeq }: Pick<ItemsInput, "deletionId" | "cursorSeq">,
  ids: readonly MemoryId[],
): Promise<number> => {
  const { rowCount } = await transaction
    .update(deletionItems)
    .set({ outcome: "failed", errorCode: residualErrorCode })
    .where(
      and(
        eq(deletionItems.deletionId, deletionId),
        lte(deletionItems.seq, cursorSeq),
        isNull(deletionItems.outcome),
        sql`${deletionItems.memoryId} = any(${sql.param([...ids])}::uuid[])`,
      ),
    );
  return rowCount ?? 0;
};
