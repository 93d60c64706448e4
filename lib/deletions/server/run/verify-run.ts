import { eq, sql } from "drizzle-orm";
import type { DeletionStatus } from "@/lib/deletions/status";
import { deletions } from "@/drizzle/schema/deletions";
import { changeStatus } from "../record/change-status";
import { lockLeased, type LeasedDeletion } from "./lease";
import { readBack, type ReadBack } from "../verify/read-back";
import { noteGone } from "../remote/correct-items";
import { lookForCopies } from "../residue/look-for-copies";
import { boundStatements, stopIfAsked } from "./effort";
import type { Run } from "./run";
import { stepSettings } from "./step-settings";
import { faultCodeOf, storeFaultFrom } from "./store-fault";
import { selectionOf } from "../record/row-json";

const noteSecondsMax = 15 * 60;

/** Words of some of the memories that this run is going to delete; none when there is nothing left, or on a fault. */
export const sampleWords = async (run: Run, cursorSeq: number, toSeq: number): Promise<string[][]> => {
  if (cursorSeq >= toSeq) return [];
  const [row] = await run.database
    .select({ cutoffAt: deletions.cutoffAt, selection: deletions.selection })
    .from(deletions)
    .where(eq(deletions.id, run.lease.deletionId));
  if (row === undefined) throw new Error("A leased deletion is gone.");
  const input = {
    deletionId: run.lease.deletionId,
    afterSeq: cursorSeq,
    toSeq,
    cutoffAt: row.cutoffAt,
    selection: selectionOf(row),
    signal: run.signal,
  };
  return run.deleter.sampleWords(input).catch((error: unknown) => {
    if (faultCodeOf(storeFaultFrom(error)) === null) throw error;
    return [];
  });
};

/**
 * The stage after the last batch: looks for what was deleted, and writes down what was found. Memories that are still
 * there become failed, whatever the store had answered, and those that failed and are gone after all become deleted. Then
 * looks for copies that the store keeps elsewhere. Throws LeaseLostError, or an outage; the next runner then
 * verifies it anew, without words to search for.
 */
export const verifyRun = async (run: Run, claimedAs: DeletionStatus, words: string[][]): Promise<void> => {
  stopIfAsked(run);
  const row = await begin(run, claimedAs);
  const found = await readBack(run, row, words, run.now());
  // A check that was cut off is not one that could not be done.
  stopIfAsked(run);
  const noted = await note(run, found);
  const copies = await lookForCopies(run, noted, { remembered: found.remembered, at: run.now() });
  stopIfAsked(run);
  if (copies === null) return;
  await run.database.transaction(async (transaction) => {
    await lockLeased(transaction, run.lease);
    await transaction.update(deletions).set({ copies }).where(eq(deletions.id, run.lease.deletionId));
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

const note = async (run: Run, found: ReadBack): Promise<LeasedDeletion> =>
  run.database.transaction(async (transaction) => {
    await boundStatements(transaction, noteSecondsMax, stepSettings);
    const { cursorSeq, cutoffAt } = await lockLeased(transaction, run.lease);
    const input = { deletionId: run.lease.deletionId, cursorSeq, cutoffAt };
    const isResidual = found.verification.checks.some(
      ({ check, residualCount }) => check === "ids" && residualCount > 0,
    );
    const residualCount = isResidual
      ? await run.deleter.noteResidue(transaction, input, found.residualIds)
      : 0;
    const goneCount = found.goneIds.length === 0 ? 0 : await noteGone(transaction, input, found.goneIds);
    const [row] = await transaction
      .update(deletions)
      .set({
        verification: found.verification,
        deletedCount: sql`${deletions.deletedCount} + ${goneCount - residualCount}::integer`,
        failedCount: sql`${deletions.failedCount} - ${goneCount - residualCount}::integer`,
      })
      .where(eq(deletions.id, input.deletionId))
      .returning();
    if (row === undefined) throw new Error("A leased deletion is gone.");
    return row;
  });
