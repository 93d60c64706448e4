import { setTimeout as delay } from "node:timers/promises";
import { writersErrorCode } from "@/lib/deletions/types";
import type { TransactionalStore } from "@/lib/stores/types";
import { noteWaiting, requireLease } from "../run/lease";
import { stopIfAsked, type Effort } from "../run/effort";

const pauseMsMin = 20;
const pauseMsMax = 500;

/**
 * Waits until every writer that had begun by the cutoff (an import, say) is done, so that freezing sees all that was
 * stored up to it. New writers are not blocked. For what an application asked for: it means all that it had stored, where a
 * person means what they were shown. Writes down what it waits for. Throws LeaseLostError (paused or cancelled) and
 * RunStopped.
 */
export const waitForWriters = async (
  effort: Effort,
  store: TransactionalStore,
  cutoffAt: Date,
): Promise<void> => {
  let writers = await store.findWriters({ cutoffAt, waiting: null });
  if (writers === null) return;
  await noteWaiting(effort.database, effort.lease, writersErrorCode);
  for (let pauseMs = pauseMsMin; writers !== null; pauseMs = Math.min(pauseMsMax, pauseMs * 1.5)) {
    await delay(pauseMs);
    stopIfAsked(effort);
    await requireLease(effort.database, effort.lease);
    writers = await store.findWriters({ cutoffAt, waiting: writers });
  }
};
