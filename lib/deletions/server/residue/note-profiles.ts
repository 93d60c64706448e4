import { eq } from "drizzle-orm";
import { copiesBefore } from "@/lib/deletions/copies";
import { namedUsersOf } from "@/lib/deletions/named-users";
import { inParallel } from "@/lib/async/in-parallel";
import { StoreError } from "@/lib/errors/store-error";
import type { ProfileLook } from "@/lib/stores/profile";
import { deletions } from "@/drizzle/schema/deletions";
import { keptSelectionOfRow } from "../record/kept-selection";
import { lockLeased } from "../run/lease";
import type { Run } from "../run/run";

const parallelMax = 4;
/** It holds up the deletion. */
const secondsMax = 60;

/**
 * Before anything is deleted, notes what state the profiles are in that the store keeps of the users whose memories go: how many fields
 * they have and when they were built, nothing of what they say. What cannot be asked is noted as such, and holds up nothing.
 */
export const noteProfilesBefore = async (run: Run): Promise<void> => {
  const { store } = run;
  if (store.deletes !== "remotely" || store.residue?.readProfile === undefined) return;
  const { readProfile } = store.residue;
  const [row] = await run.database.select().from(deletions).where(eq(deletions.id, run.lease.deletionId));
  const selection = row === undefined ? null : keptSelectionOfRow(row);
  if (selection === null || row?.copies != null) return;
  const signal = AbortSignal.any([run.signal, AbortSignal.timeout(secondsMax * 1000)]);
  const looks = await inParallel(namedUsersOf(selection), parallelMax, async (user) => {
    try {
      return (await readProfile(user, signal)).look;
    } catch (error) {
      if (error instanceof StoreError || (signal.aborted && !run.signal.aborted)) return null;
      throw error;
    }
  });
  if (looks.length === 0) return;
  await note(run, looks);
};

const note = (run: Run, looks: readonly (ProfileLook | null)[]): Promise<void> =>
  run.database.transaction(async (transaction) => {
    await lockLeased(transaction, run.lease);
    await transaction
      .update(deletions)
      .set({ copies: copiesBefore(run.now(), looks) })
      .where(eq(deletions.id, run.lease.deletionId));
  });
