import { randomUUID } from "node:crypto";
import type { Database } from "@/lib/database/server/database";
import { isDiskFull } from "@/lib/database/server/disk-space";
import { batchSizeMax } from "@/lib/stores/selection";
import { ExpectedError } from "@/lib/errors/expected-error";
import { StoreError } from "@/lib/errors/store-error";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { type MemoryStore } from "@/lib/stores/types";
import type { Deleter } from "../deleter";
import { deleterOf } from "../deleter-of";
import { finishDeletion } from "./finish-deletion";
import {
  claimDeletion,
  LeaseLostError,
  leaseOn,
  noteWaiting,
  releaseLease,
  type LeasedDeletion,
} from "./lease";
import { reviewNext } from "../verify/review-deletion";
import { type Effort, RunStopped } from "./effort";
import { runDeletion } from "./run-deletion";
import { startSettler } from "./settler";
import { faultCodeOf, waitingCodeOf } from "./store-fault";

export type RunnerOptions = {
  database: Database;
  /** LETHE_SECRET. */
  secret: string;
  now: () => Date;
  getStore: (storeId: StoreId) => MemoryStore | Promise<MemoryStore>;
  /** Asked once for each run; `deleterOf` when absent. */
  getDeleter?: (store: MemoryStore) => Deleter;
  /** Told of what went wrong, for the log. */
  onError: (error: unknown, deletionId: string | null) => void;
  leaseSeconds?: number;
  pollSeconds?: number;
  /** Deletions worked on at once, so that a small one does not wait for a large one. */
  concurrencyMax?: number;
  batchSize?: number;
  /** See Effort. */
  pauseSeconds?: number;
  /** See ReviewInput. */
  reviewPauseSeconds?: number;
};

export type Runner = {
  /** Looks for work now. */
  wake: () => void;
  /** Says that something was deleted by others in this process: see Settler. */
  settle: () => void;
  /** Finishes the batches in hand, gives the deletions back, and resolves. */
  stop: () => Promise<void>;
};

const retrySeconds = 3;

/**
 * Works on deletions in this process: those that wait, and those whose runner has died and let its lease run out. Any
 * number of processes may run one each on the same database.
 */
export const startRunner = (options: RunnerOptions): Runner => {
  const { database, onError, leaseSeconds = 5, pollSeconds = 1, concurrencyMax = 3 } = options;
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  const settler = startSettler({
    database,
    getStore: async () => {
      const store = await options.getStore(builtinStoreId);
      return store.deletes === "in_transaction" ? store : null;
    },
    onError: (error) => onError(error, null),
  });
  let looking: Promise<void> | null = null;
  let isWakeMissed = false;

  const wake = (): void => {
    if (stopping.signal.aborted) return;
    if (looking !== null) {
      isWakeMissed = true;
      return;
    }
    isWakeMissed = false;
    looking = claimAll()
      .catch((error: unknown) => onError(error, null))
      .finally(() => {
        looking = null;
        if (isWakeMissed) wake();
      });
  };

  const claimAll = async (): Promise<void> => {
    while (running.size < concurrencyMax && !stopping.signal.aborted) {
      const owner = randomUUID();
      const deletion = await claimDeletion(database, { owner, leaseSeconds, now: options.now() });
      if (deletion === null) return;
      const task = work(deletion, owner).then(() => {
        running.delete(task);
        wake();
      });
      running.add(task);
    }
  };

  let reviewing: Promise<void> | null = null;
  /** One at a time, and beside the deletions: an ended one keeps none waiting. Never rejects. */
  const reviewDue = (): void => {
    if (reviewing !== null || stopping.signal.aborted) return;
    const { secret, now, getStore, reviewPauseSeconds } = options;
    const pause = reviewPauseSeconds === undefined ? {} : { pauseSeconds: reviewPauseSeconds };
    const input = { database, secret, now, getStore, signal: stopping.signal, ...pause };
    reviewing = (async () => {
      while (!stopping.signal.aborted && (await reviewNext(input)));
    })()
      .catch((error: unknown) => {
        if (!stopping.signal.aborted) onError(error, null);
      })
      .finally(() => {
        reviewing = null;
      });
  };

  /** The store, or the code of why there is none, and will be none until an admin sees to it. */
  const findStore = async (storeId: StoreId): Promise<MemoryStore | string> => {
    try {
      return await options.getStore(storeId);
    } catch (error) {
      if (error instanceof ExpectedError && error.code === "not_found") return "store_not_found";
      const code = error instanceof StoreError ? faultCodeOf(error) : null;
      if (code !== null) return code;
      throw error;
    }
  };

  /** Never rejects. */
  const work = async (deletion: LeasedDeletion, owner: string): Promise<void> => {
    const lease = leaseOn(deletion, owner, leaseSeconds);
    const { secret, now, batchSize = batchSizeMax, pauseSeconds = 1 } = options;
    const effort: Effort = { database, lease, secret, now, batchSize, pauseSeconds, signal: stopping.signal };
    try {
      const found = await findStore(storeIdSchema.parse(deletion.storeId));
      if (typeof found === "string") {
        await finishDeletion(effort, found);
        return;
      }
      const deleter = options.getDeleter?.(found) ?? deleterOf(database, found);
      const deletedCount = await runDeletion({ ...effort, store: found, deleter }, deletion);
      if (deletedCount > 0) settler.settle();
      await isDiskFull(database);
    } catch (error) {
      if (error instanceof LeaseLostError) {
        // Paused or cancelled on the way, perhaps: the texts of what was deleted until then do not linger either.
        settler.settle();
        return;
      }
      const isStopped = error instanceof RunStopped;
      if (!isStopped) onError(error, deletion.id);
      const waitsFor = waitingCodeOf(error);
      if (waitsFor !== null) await noteWaiting(database, lease, waitsFor).catch(() => undefined);
      await releaseLease(database, lease, isStopped ? 0 : retrySeconds).catch(() => undefined);
    }
  };

  const look = (): void => {
    wake();
    reviewDue();
  };
  const poll = setInterval(look, pollSeconds * 1000);
  poll.unref();
  look();
  return {
    wake,
    settle: settler.settle,
    stop: async () => {
      clearInterval(poll);
      stopping.abort();
      settler.stop();
      await looking;
      await Promise.all([...running, reviewing]);
    },
  };
};
