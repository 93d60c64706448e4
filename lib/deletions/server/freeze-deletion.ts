import { eq } from "drizzle-orm";
import { storedSelectionSchema } from "@/lib/deletions/schema";
import { matchingSelectionOf } from "@/lib/deletions/store-selection";
import { deletions } from "@/drizzle/schema/deletions";
import { digestKeyOf } from "./digest-keys";
import { freezeItems } from "./freeze-items";
import { lockLeased, secondsFromNow } from "./lease";
import { boundStatements, type Run } from "./run";
import { StoreFault, storeFaultFrom } from "./store-fault";

const freezeSecondsMax = 15 * 60;

/**
 * Writes down, once, which memories a deletion takes: those that match now and were stored up to its cutoff. Returns
 * their number. When they are more than were confirmed, returns "count_changed" and leaves nothing written; fewer are fine:
 * the rest is gone already.
 */
export const freezeDeletion = async (run: Run): Promise<number | "count_changed"> => {
  try {
    return await run.database.transaction(async (transaction) => {
      await boundStatements(transaction, freezeSecondsMax);
      const row = await lockLeased(transaction, run.lease);
      if (row.requestedCount !== null) return row.requestedCount;
      const stored = storedSelectionSchema.safeParse(row.selection);
      if (!stored.success) throw new StoreFault("The selection cannot be read.");
      const requestedCount = await freezeItems(transaction, run.store, {
        deletionId: run.lease.deletionId,
        selection: matchingSelectionOf(stored.data),
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
        .set({ requestedCount, leaseExpiresAt: secondsFromNow(run.lease.seconds) })
        .where(eq(deletions.id, row.id));
      return requestedCount;
    });
  } catch (error) {
    if (error instanceof CountChanged) return "count_changed";
    throw error;
  }
};

class CountChanged extends Error {
  override readonly name = "CountChanged";
}
