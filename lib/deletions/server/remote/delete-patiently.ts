import { setTimeout as delay } from "node:timers/promises";
import { noteWaiting } from "../run/lease";
import { type Effort, RunStopped } from "../run/effort";
import type { NoteOutcome } from "../deleter";
import { deleteRemotely, SendFailed, type Range } from "./delete-remotely";
import type { RemoteStore } from "@/lib/stores/types";

/** With the pauses between them, some four minutes, and as long as the store takes to answer each time. */
const sendsMax = 10;
const pauseSecondsMax = 60;

/**
 * Deletes as deleteRemotely does, in a store that can be read and yet fails at the batch: it is sent again, ever more slowly,
 * and ten times without any of it going away is enough. What is left then counts as failed, and the deletion goes on with the
 * others, each batch of which has one try until one goes through. A store that cannot be read either is away, and is waited
 * for without an end: throws that, as well as LeaseLostError and RunStopped.
 */
export const deletePatiently = async (
  run: Effort,
  store: RemoteStore,
  range: Range,
  note: NoteOutcome,
): Promise<void> => {
  let leftCount = Infinity;
  for (let sends = 0; ;) {
    try {
      await deleteRemotely(run, store, range, note);
      run.hasGivenUp = false;
      return;
    } catch (error) {
      if (!(error instanceof SendFailed)) throw error;
      // A store that takes some of it each time is slow, and not stuck.
      sends = error.presentCount < leftCount ? 1 : sends + 1;
      leftCount = error.presentCount;
      const code = `store_${error.code}`;
      if (sends >= (run.hasGivenUp === true ? 1 : sendsMax)) {
        await deleteRemotely(run, store, { ...range, givenUpAs: code }, note);
        run.hasGivenUp = true;
        return;
      }
      await noteWaiting(run.database, run.lease, code);
      await pause(run, sends);
    }
  }
};

const pause = async ({ pauseSeconds = 1, signal }: Effort, sends: number): Promise<void> => {
  const seconds = Math.min(pauseSecondsMax, pauseSeconds * 2 ** (sends - 1));
  await delay(seconds * 1000, undefined, { signal }).catch(() => {
    throw new RunStopped();
  });
};
