import type { Database } from "@/lib/database/server/database";
import type { RemoteStore } from "@/lib/stores/types";
import type { Deleter } from "../deleter";
import { stopIfAsked } from "../run/effort";
import { LeaseLostError } from "../run/lease";
import { storeFaultFrom } from "../run/store-fault";
import { noteResidual } from "./correct-items";
import { deletePatiently } from "./delete-patiently";
import { freezeRemotely } from "./freeze-remotely";
import { previewFrozenRemotely } from "./preview-frozen-remotely";
import { sampleWordsRemotely } from "./sample-words-remotely";
import { settleSent } from "./settle-sent";
import { verifyRemotely } from "./verify-remotely";

/** The way to delete in a store elsewhere. */
export const remoteDeleter = (database: Database, store: RemoteStore): Deleter => ({
  batchSizeMax: store.deletesAtOnce,
  // What others are writing there cannot be seen.
  waitForWriters: () => Promise.resolve(),
  freeze: (transaction, input) => freezeRemotely(transaction, store, input),
  deleteRange: (effort, range, note) =>
    deletePatiently(effort, store, range, note).catch((error: unknown) => {
      stopIfAsked(effort);
      throw error instanceof LeaseLostError ? error : storeFaultFrom(error);
    }),
  sampleWords: (input) => sampleWordsRemotely(database, store, input),
  verify: (input) => verifyRemotely({ database, store, ...input }),
  noteResidue: noteResidual,
  previewFrozen: (input) => previewFrozenRemotely(database, store, input),
  settleSent: (effort, errorCode) => settleSent(effort, store, errorCode),
});
