import type { Transaction } from "@/lib/database/server/database";
import type { FreezeInput, MemoryStore } from "@/lib/stores/types";
import { freezeRemotely } from "./remote/freeze-remotely";

/** Writes one item row per memory of the selection, numbered from 1, inside `transaction`; returns how many. */
export const freezeItems = (
  transaction: Transaction,
  store: MemoryStore,
  input: FreezeInput & { signal: AbortSignal },
): Promise<number> => {
  switch (store.deletes) {
    case "in_transaction":
      return store.freeze(transaction, input);
    case "remotely":
      return freezeRemotely(transaction, store, input);
  }
};
