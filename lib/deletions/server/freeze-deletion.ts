import { eq } from "drizzle-orm";
import { storedSelectionSchema } from "@/lib/deletions/schema";
import type { MatchingSelection } from "@/lib/deletions/types";
import { ExpectedError } from "@/lib/errors/expected-error";
import { matchingSelectionOf } from "@/lib/deletions/store-selection";
import { deletions } from "@/drizzle/schema/deletions";
import { digestKeyOf } from "./digest-keys";
import { freezeItems } from "./freeze-items";
import { lockLeased, secondsFromNow } from "./lease";
import { boundStatements, type Run } from "./run";
import { storeFaultFrom } from "./store-fault";

const freezeSecondsMax = 15 * 60;

/**
 * Writes down, once, which memories a deletion takes: those that match now and were stored up to its cutoff. Returns
 * their number. When they are more than were confirmed, returns "count_changed" and leaves nothing written; fewer are fine:
 * the rest is gone already. What it takes may be without a filter, as an earlier release wrote it or a hand in the database
 * did: then returns "selection_unreadable", since nobody can say what was meant.
 */
export const freezeDeletion = async (
  run: Run,
): Promise<number | "count_changed" | "selection_unreadable"> => {
  try {
    return await run.database.transaction(async (transaction) => {
      await boundStatements(transaction, freezeSecondsMax);
      const row = await lockLeased(transaction, run.lease);
      if (row.requestedCount !== null) return row.requestedCount;
      const selection = readableSelection(row.selection);
      if (selection === null) return "selection_unreadable";
      const requestedCount = await freezeItems(transaction, run.store, {
        deletionId: run.lease.deletionId,
        selection,
        cutoffAt: row.cutoffAt,
        digestKey: digestKeyOf(run.secret, row.digestSalt, "item digest"),
        signal: run.signal,
      }).catch((error: unknown) => {
        throw storeFaultFrom(error);
      });
      // Thrown, so that the items go with the transaction.
      if (requestedCount > row.expectedCount) throw new CountChanged();
      await transaction
        .update(deletions)
        .set({ requestedCount, errorCode: null, leaseExpiresAt: secondsFromNow(run.lease.seconds) })
        .where(eq(deletions.id, row.id));
      return requestedCount;
    });
  } catch (error) {
    if (error instanceof CountChanged) return "count_changed";
    throw error;
  }
};

const readableSelection = (stored: unknown): MatchingSelection | null => {
  const { data } = storedSelectionSchema.safeParse(stored);
  if (data === undefined) return null;
  try {
    return matchingSelectionOf(data);
  } catch (error) {
    if (error instanceof ExpectedError) return null;
    throw error;
  }
};

class CountChanged extends Error {
  override readonly name = "CountChanged";
}
