import type { Database } from "@/lib/database/server/database";
import { isDistributed } from "@/lib/database/server/distribution/is-distributed";
import { noteMemoriesWritten } from "@/lib/database/server/note-memories-written";
import { forgetExports } from "@/lib/stores/builtin/forget-exports";
import { batchSizeMax } from "@/lib/stores/selection";
import type { TransactionalStore } from "@/lib/stores/types";
import { noIds, noneHeld, type Deleter, type ItemRange, type NoteOutcome } from "../deleter";
import { withoutHeld } from "../record/with-held";
import { boundStatements, type Effort } from "../run/effort";
import { lockLeased } from "../run/lease";
import { stepSettings } from "../run/step-settings";
import { StoreFault, storeFaultFrom } from "../run/store-fault";
import { countHeld } from "./count-held";
import { deleteBatch, type DeleteBatch } from "./delete-batch";
import { freezeSelection } from "./freeze-selection";
import { noteResidue } from "./note-residue";
import { previewFrozen } from "./preview-frozen";
import { sampleWords } from "./sample-words";
import { verifyDeleted } from "./verify-deleted";
import { waitForWriters } from "./wait-for-writers";
import { reachOfDeletion } from "../record/row-json";

const batchSecondsMax = 60;
// At the default of 4 a batch of a thousand memories flips to a sequential scan of the store.
const batchSettings = { ...stepSettings, random_page_cost: "1.1" };

/** The way to delete in the built-in store. A test may give it another `deleteItems`, which fails where it is told to. */
export const builtinDeleter = (
  database: Database,
  store: TransactionalStore,
  deleteItems: DeleteBatch = deleteBatch,
): Deleter => ({
  batchSizeMax,
  waitForWriters: (effort, cutoffAt) => waitForWriters(effort, store, cutoffAt),
  freeze: async (transaction, { holds, ...input }) => {
    const { selection } = input;
    const counted = await freezeSelection(transaction, {
      ...input,
      selection: withoutHeld(selection, holds),
    });
    const held =
      selection.kind === "listed" ? noneHeld() : await countHeld(transaction, { ...input, selection, holds });
    return { ...counted, held };
  },
  deleteRange: (effort, range, note) => deleteInTransaction(effort, deleteItems, range, note),
  sampleWords: async (input) => (await sampleWords(database, [input]))[0] ?? [],
  verify: async (input) => {
    const [checks] = await verifyDeleted(database, [input]);
    await forgetExports(database);
    return { ...noIds(), checks: checks ?? [] };
  },
  noteResidue,
  previewFrozen: (input) => previewFrozen(database, input),
  // Nothing is sent anywhere.
  settleSent: () => Promise.resolve(),
});

/** Deleting, outcomes, counts, cursor and lease are one transaction: after a crash nothing is repeated, and nothing missing. */
const deleteInTransaction = async (
  { database, lease }: Effort,
  deleteItems: DeleteBatch,
  { fromSeq, toSeq }: ItemRange,
  note: NoteOutcome,
): Promise<void> => {
  const isOnNodes = await isDistributed(database);
  return database.transaction(async (transaction) => {
    await boundStatements(transaction, batchSecondsMax, batchSettings);
    const row = await lockLeased(transaction, lease);
    if (row.cursorSeq !== fromSeq - 1) throw new StoreFault("The range does not begin after the cursor.");
    const { deletionId } = lease;
    const reach = reachOfDeletion(row);
    const { heldBy } = row;
    const input = { deletionId, fromSeq, toSeq, reach, heldBy, isOnNodes };
    const outcome = await deleteItems(transaction, input).catch((error: unknown) => {
      throw storeFaultFrom(error);
    });
    const { deletedCount, absentCount, failedCount, changedCount, heldCount } = outcome;
    if (deletedCount + absentCount + failedCount + changedCount + heldCount !== toSeq - fromSeq + 1) {
      throw new StoreFault("The store did not account for every memory of the batch.");
    }
    await note(transaction, outcome);
    await noteMemoriesWritten(transaction);
  });
};
