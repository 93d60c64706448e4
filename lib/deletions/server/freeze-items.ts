import type { Transaction } from "@/lib/database/server/database";
import type { FreezeInput, MemoryStore, ReachedCount } from "@/lib/stores/types";
import { freezeRemotely } from "./remote/freeze-remotely";

/**
 * `previewId`: the preview whose memories a remote store's items are made of; null to read them from the store, and for
 * listed ids.
 */
export type FreezeItemsInput = FreezeInput & { previewId: string | null; signal: AbortSignal };

/** Writes one item row per memory of the selection, numbered from 1, inside `transaction`. */
export const freezeItems = (
  transaction: Transaction,
  store: MemoryStore,
  input: FreezeItemsInput,
): Promise<ReachedCount> => {
  switch (store.deletes) {
    case "in_transaction":
      return store.freeze(transaction, input);
    case "remotely":
      return freezeRemotely(transaction, store, input);
  }
};
