import { DatabaseError, isOutage } from "@/lib/database/server/database-error";
import { diskFullErrorCode } from "@/lib/deletions/types";
import { ExpectedError } from "@/lib/errors/expected-error";
import { isStoreOutage, StoreError } from "@/lib/errors/store-error";

/**
 * A fault of the store, or of Lethe, that trying again would not mend. Without the message of what it stands for: that may
 * quote a memory.
 */
export class StoreFault extends Error {
  override readonly name = "StoreFault";
}

/** What a store threw, as something that `faultCodeOf` can tell apart. */
export const storeFaultFrom = (error: unknown): Error =>
  error instanceof DatabaseError ||
  error instanceof ExpectedError ||
  error instanceof StoreFault ||
  error instanceof StoreError
    ? error
    : new StoreFault("The store failed in a way of its own.");

/** The code to write down for a fault; null for an outage, which time may mend. */
export const faultCodeOf = (error: unknown): string | null => {
  if (error instanceof StoreFault) return "unexpected";
  if (error instanceof StoreError) return isStoreOutage(error) ? null : `store_${error.code}`;
  if (error instanceof DatabaseError && !isOutage(error)) return `database_${error.code}`;
  return null;
};

/** The code of what a deletion waits for that an outage has stopped, where that is more than the database itself. */
export const waitingCodeOf = (error: unknown): string | null => {
  if (error instanceof StoreError) return `store_${error.code}`;
  return error instanceof DatabaseError && `database_${error.code}` === diskFullErrorCode
    ? diskFullErrorCode
    : null;
};

/** Whether the store refuses every request, or is not to be asked at all, so that no smaller batch would fare better. */
export const isRefusal = (error: unknown): boolean =>
  error instanceof StoreError &&
  ["unauthorized", "forbidden", "address_refused", "untrusted"].includes(error.code);
