import type { Database } from "@/lib/database/server/database";
import type { MemoryStore } from "@/lib/stores/types";

/**
 * Settles stores after large deletions, one after the other and in the background: nobody waits for it, and a store asked
 * for again while it is being settled is settled once more, not several times at once.
 */
export const makeSettler = (
  database: Database,
  onError: (error: unknown) => void,
): { settle: (store: MemoryStore) => void } => {
  const waiting = new Map<string, MemoryStore>();
  let isSettling = false;

  const settleWaiting = async (): Promise<void> => {
    isSettling = true;
    for (const [id, store] of waiting) {
      waiting.delete(id);
      await store.settle(database).catch(onError);
    }
    isSettling = false;
  };

  return {
    settle: (store) => {
      waiting.set(store.id, store);
      if (!isSettling) void settleWaiting();
    },
  };
};
