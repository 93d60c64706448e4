import { StoreError, storeErrorWords } from "@/lib/stores/store-error";
import { ExpectedError } from "./expected-error";

/** An error that was foreseen, with its words for the person who asked; null for a surprise. */
export const foreseenError = (error: unknown): ExpectedError | null => {
  if (error instanceof ExpectedError) return error;
  if (error instanceof StoreError) return new ExpectedError("store_failed", storeErrorWords(error.code));
  return null;
};
