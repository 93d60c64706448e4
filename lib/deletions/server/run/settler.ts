import { setTimeout as delay } from "node:timers/promises";
import type { Database } from "@/lib/database/server/database";
import type { TransactionalStore } from "@/lib/stores/types";

// After a settling that took long the next one waits longer: a morning of single deletions shares a few.
const pauseMsMin = 1_000;
const pauseMsMax = 30_000;
const pausePerWork = 4;

/** What another process left due, which has stopped since, is found so soon. */
const lookMs = 5_000;
/** What went wrong is tried again so soon, unless more was deleted. */
const afterErrorMs = 60_000;

export type Settler = {
  /** Says that something was deleted. */
  settle: () => void;
  stop: () => void;
};

/**
 * Settles the store after deletions, in the background. What is due stands in the database, so what a
 * process did not get to, another one does, or its next start.
 */
export const startSettler = (options: {
  database: Database;
  /** Null when there is none that is settled. */
  getStore: () => Promise<TransactionalStore | null>;
  onError: (error: unknown) => void;
}): Settler => {
  const { database, getStore, onError } = options;
  const stopping = new AbortController();
  let asking = new AbortController();

  const settleDue = async (): Promise<void> => {
    const store = await getStore();
    while (store !== null && !stopping.signal.aborted && (await store.isUpkeepDue(database))) {
      const startedAt = performance.now();
      await store.settle(database);
      const pauseMs = (performance.now() - startedAt) * pausePerWork;
      await pause(Math.min(Math.max(pauseMs, pauseMsMin), pauseMsMax), stopping.signal);
    }
  };

  const work = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      asking = new AbortController();
      const isFine = await settleDue().then(
        () => true,
        (error: unknown) => {
          if (!stopping.signal.aborted) onError(error);
          return false;
        },
      );
      await pause(isFine ? lookMs : afterErrorMs, AbortSignal.any([stopping.signal, asking.signal]));
    }
  };
  void work();
  return { settle: () => asking.abort(), stop: () => stopping.abort() };
};

/** Does not keep the process. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal, ref: false }).catch(() => undefined);
