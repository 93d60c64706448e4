import { eq } from "drizzle-orm";
import { storedSelectionSchema } from "@/lib/deletions/request/schema";
import type { Selection } from "@/lib/deletions/types";
import type { MatchingSelection } from "@/lib/stores/selection";
import { ExpectedError } from "@/lib/errors/expected-error";
import { keptSelectionOf, matchingSelectionOf } from "@/lib/deletions/request/store-selection";
import { deletions } from "@/drizzle/schema/deletions";
import { digestKeyOf } from "../record/digest-keys";
import { lockLeased, secondsFromNow } from "./lease";
import { readHolds } from "@/lib/holds/server/read-holds";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { withoutHeld } from "../record/with-held";
import { boundStatements } from "./effort";
import type { Run } from "./run";
import { storeFaultFrom } from "./store-fault";
import { reachOfDeletion } from "../record/row-json";
import { judgeFrozen } from "../approval/judge-frozen";

const freezeSecondsMax = 15 * 60;

/**
 * Writes down, once, which memories a deletion takes: those that match now and are within its reach. Returns their number.
 * Fewer than were confirmed are fine, as the rest is gone already or changed; what joined, or is immutable and to be kept, is
 * left and counted; so is what is held now, or was when it was previewed. What it takes may be without a filter, as an earlier release wrote it or a hand in the database did: then
 * returns "selection_unreadable", since what was meant cannot be told. What turns out to be more than its actor may delete is not
 * frozen: "beyond_role".
 */
export const freezeDeletion = async (run: Run): Promise<number | "selection_unreadable" | "beyond_role"> => {
  try {
    return await freeze(run);
  } catch (error) {
    if (error instanceof ExpectedError && error.code === "not_permitted") return "beyond_role";
    throw error;
  }
};

const freeze = async (run: Run): Promise<number | "selection_unreadable"> =>
  run.database.transaction(async (transaction) => {
    await boundStatements(transaction, freezeSecondsMax);
    const row = await lockLeased(transaction, run.lease);
    if (row.requestedCount !== null) return row.requestedCount;
    const readable = readableSelection(row.selection);
    if (readable === null) return "selection_unreadable";
    const { stored, selection, kept } = readable;
    const storeId = storeIdSchema.parse(row.storeId);
    const holds = await readHolds(transaction, { storeId, also: row.heldBy });
    const { takenCount, joinedCount, held } = await run.deleter
      .freeze(transaction, {
        ...reachOfDeletion(row),
        deletionId: run.lease.deletionId,
        selection,
        holds,
        previewId: row.previewId,
        digestKey: digestKeyOf(run.secret, row.digestSalt, "item digest"),
        signal: run.signal,
      })
      .catch((error: unknown) => {
        throw storeFaultFrom(error);
      });
    const keptImmutableCount =
      kept === null
        ? 0
        : await run.store.countSelection({ selection: withoutHeld(kept, holds), cutoffAt: row.cutoffAt });
    const heldBesideCount = held?.count ?? row.heldBesideCount;
    await transaction
      .update(deletions)
      .set({
        requestedCount: takenCount,
        expectedCount: row.expectedCount ?? takenCount,
        keptImmutableCount,
        heldBesideCount,
        heldBy: held?.by ?? row.heldBy,
        // A remote store is asked at the request, and not once more.
        joinedCount: Math.max(row.joinedCount, joinedCount),
        errorCode: null,
        leaseExpiresAt: secondsFromNow(run.lease.seconds),
      })
      .where(eq(deletions.id, row.id));
    await judgeFrozen(transaction, row, {
      store: run.store,
      selection: stored,
      takenCount,
      heldCount: heldBesideCount,
      at: run.now(),
    });
    return takenCount;
  });

/** What is taken, and the immutable memories beside it that are to be kept. */
const readableSelection = (
  written: unknown,
): { stored: Selection; selection: MatchingSelection; kept: MatchingSelection | null } | null => {
  const { data } = storedSelectionSchema.safeParse(written);
  if (data === undefined) return null;
  try {
    return { stored: data, selection: matchingSelectionOf(data), kept: keptSelectionOf(data) };
  } catch (error) {
    if (error instanceof ExpectedError) return null;
    throw error;
  }
};
