import { isTimeout } from "@/lib/database/server/database-error";
import { ExpectedError } from "@/lib/errors/expected-error";
import { StoreError } from "@/lib/errors/store-error";

/** Why a try of a run failed, without any words of the store. */
export const errorCodeOf = (error: unknown): string => {
  if (error instanceof StoreError) return `store_${error.code}`;
  if (error instanceof ExpectedError) return error.code;
  return isTimeout(error) ? "timed_out" : "unexpected";
};
