import type { Transaction } from "@/lib/database/server/database";
import type { MemoryStore, ReachedCount } from "@/lib/stores/types";
import { freezeRemotely } from "../remote/freeze-remotely";
import type { FreezeItemsInput } from "./freeze-input";

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
