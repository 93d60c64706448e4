import { setTimeout as delay } from "node:timers/promises";
import type { Database } from "@/lib/database/server/database";
import type { TransactionalStore } from "@/lib/stores/types";

/** Between two settlings: a morning of single deletions shares a few. */
const pauseMs = 30_000;

/**
 * Settles stores after deletions, one after the other and in the background: nobody waits for it, and a store asked for
 * again while it is being settled, or just was, is settled once more and not several times.
 */
export const makeSettler = (
  database: Database,
  onError: (error: unknown) => void,
): { settle: (store: TransactionalStore) => void } => {
  const waiting = new Map<string, TransactionalStore>();
  let isSettling = false;

  const settleWaiting = async (): Promise<void> => {
    isSettling = true;
    while (waiting.size > 0) {
      for (const [id, store] of waiting) {
        waiting.delete(id);
        await store.settle(database).catch(onError);
      }
      // Does not keep the process: what is left then is autovacuum's.
      await delay(pauseMs, undefined, { ref: false });
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
