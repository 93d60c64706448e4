import { DatabaseError } from "@/lib/database/server/database-error";
import { StoreError, type StoreErrorCode } from "@/lib/errors/store-error";

/** Does what asks Mem0's Postgres, and throws what a failed statement means for the store: StoreError for a DatabaseError. */
export const asStoreError = async <Result>(work: () => Promise<Result>): Promise<Result> => {
  try {
    return await work();
  } catch (error) {
    throw error instanceof DatabaseError ? new StoreError(storeErrorCodeOf(error.code)) : error;
  }
};

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const storeErrorCodeOf = (code: string): StoreErrorCode => {
  if (code === "57014") return "timed_out";
  // A role, or a connection, that may only read.
  if (code === "25006") return "forbidden";
  if (code.startsWith("28")) return "unauthorized";
  if (code === "42501") return "forbidden";
  // There is no such database, table or column: it is not the server's.
  if (["3D000", "42P01", "42703"].includes(code)) return "disagreeing";
  return /^[0-9A-Z]{5}$/.test(code) && !code.startsWith("08") ? "unavailable" : "unreachable";
};
