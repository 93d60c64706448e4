import { setTimeout as delay } from "node:timers/promises";
import { deleteNext } from "./delete-range";
import { finishDeletion } from "./finish-deletion";
import { awaitApproval } from "../approval/await-approval";
import { noteProfilesBefore } from "../residue/note-profiles";
import { freezeDeletion } from "./freeze-deletion";
import { extendLease, type LeasedDeletion } from "./lease";
import { stopIfAsked } from "./effort";
import type { Run } from "./run";
import { faultCodeOf, isRefusal } from "./store-fault";
import { sampleWords, verifyRun } from "./verify-run";

const freezeAttemptsMax = 3;

/**
 * Works on a claimed deletion until it is finished: freezes what it takes, if that is not done yet, notes what
 * state the store's profiles of the named users are in, deletes it batch by batch from the cursor on, verifies that it is gone, and writes down the end. What needs the approval of a second person is
 * given back as soon as it is frozen, and goes on when it is approved. `claimed` is what the claim read. Returns the number of memories
 * deleted in all runs of it. Throws LeaseLostError, RunStopped, or an outage; each leaves the deletion such that another
 * run continues at the cursor.
 */
export const runDeletion = async (
  run: Run,
  claimed: Pick<LeasedDeletion, "status" | "requestedCount" | "cursorSeq" | "previewId" | "cutoffAt">,
): Promise<number> => {
  // Batches extend the lease as they commit; this is for what takes long between them. A failure shows at the next batch.
  const heartbeat = setInterval(
    () => void extendLease(run.database, run.lease).catch(() => undefined),
    (run.lease.seconds * 1000) / 3,
  );
  try {
    stopIfAsked(run);
    const { requestedCount, previewId, cutoffAt } = claimed;
    if (requestedCount === null && previewId === null) await run.deleter.waitForWriters(run, cutoffAt);
    const frozen = requestedCount ?? (await freezeWithRetries(run));
    if (typeof frozen === "string") return await finishDeletion(run, frozen);
    if (await awaitApproval(run)) return 0;
    if (claimed.cursorSeq === 0) await noteProfilesBefore(run);
    const words = await sampleWords(run, claimed.cursorSeq, frozen);
    for (let doneSeq = claimed.cursorSeq; doneSeq < frozen;) {
      doneSeq = await deleteNext(run, doneSeq + 1, frozen);
    }
    await verifyRun(run, claimed.status, words);
    return await finishDeletion(run, null);
  } catch (error) {
    // The key is no longer good, say: another runner would be refused as well.
    if (isRefusal(error)) {
      const code = faultCodeOf(error) ?? "unexpected";
      await run.deleter.settleSent(run, code);
      return await finishDeletion(run, code);
    }
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
};

/** How many memories are frozen, or the code of why they cannot be. */
const freezeWithRetries = async (run: Run): Promise<number | string> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await freezeDeletion(run);
    } catch (error) {
      stopIfAsked(run);
      const code = faultCodeOf(error);
      if (code === null) throw error;
      if (attempt >= freezeAttemptsMax) return code;
      await delay(Math.random() * 100 * attempt);
    }
  }
};
