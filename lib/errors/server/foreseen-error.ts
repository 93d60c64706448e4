import { DatabaseError, isOutage } from "@/lib/database/server/database-error";
import { StoreError, storeErrorWords } from "@/lib/errors/store-error";
import { ExpectedError } from "@/lib/errors/expected-error";

/** An error that was foreseen, with its words for the person who asked; null for a surprise. */
export const foreseenError = (error: unknown): ExpectedError | null => {
  if (error instanceof ExpectedError) return error;
  if (error instanceof StoreError) return new ExpectedError("store_failed", storeErrorWords(error.code));
  if (error instanceof DatabaseError && isOutage(error)) {
    return new ExpectedError("unavailable", outageWords(error.code), { retryAfterSeconds });
  }
  return null;
};

/** A restart or a failover takes about so long. */
const retryAfterSeconds = 5;

/** Whether a change was made before the connection broke cannot be told, so nothing is said of it. */
const outageWords = (code: string): string =>
  code === "53100"
    ? "The disk of Lethe's database is full: nothing can be changed until there is space."
    : "Lethe's database cannot be reached just now. Try again in a moment.";
