import { DatabaseError, isOutage, isTimeout } from "@/lib/database/server/database-error";
import { StoreError, storeErrorWords } from "@/lib/errors/store-error";
import { ExpectedError, type ErrorCode } from "@/lib/errors/expected-error";

/** What the caller learns of a request that failed, however it came in: page, route, action, API or MCP. */
export type Failure = {
  code: ErrorCode | "unexpected";
  status: number;
  /** Null for a surprise: each way in says in its own words that it failed. */
  message: string | null;
  retryAfterSeconds: number | null;
  /** Whether an operator has to know. */
  isForLog: boolean;
};

const statusByCode: Record<Failure["code"], number> = {
  not_signed_in: 401,
  not_permitted: 403,
  reauthentication_required: 403,
  approval_required: 409,
  invalid_input: 400,
  too_large: 413,
  not_found: 404,
  count_changed: 409,
  not_confirmed: 409,
  idempotency_key_reused: 409,
  wrong_status: 409,
  suppressed: 409,
  held: 409,
  too_many_attempts: 429,
  unavailable: 503,
  timed_out: 503,
  store_failed: 502,
  unexpected: 500,
};

/** The one mapping of errors to answers; each way in only chooses the shape of the body. */
export const failureOf = (error: unknown): Failure => {
  const expected = expectedErrorFrom(error) ?? timeoutFrom(error);
  const code = expected?.code ?? "unexpected";
  const seconds = expected?.values.retryAfterSeconds;
  return {
    code,
    status: statusByCode[code],
    message: expected?.message ?? null,
    retryAfterSeconds: typeof seconds === "number" ? seconds : null,
    isForLog: expected === null || error instanceof DatabaseError,
  };
};

/** The header that says when to ask again, where that is known. */
export const retryAfterHeader = ({ retryAfterSeconds }: Failure): Record<string, string> =>
  retryAfterSeconds === null ? {} : { "retry-after": String(retryAfterSeconds) };

/** An error that has words for the person who asked; null for a surprise. */
export const expectedErrorFrom = (error: unknown): ExpectedError | null => {
  if (error instanceof ExpectedError) return error;
  if (error instanceof StoreError) return new ExpectedError("store_failed", storeErrorWords(error.code));
  if (error instanceof DatabaseError && isOutage(error)) {
    return new ExpectedError("unavailable", outageWords(error.code), { retryAfterSeconds: restartSeconds });
  }
  return null;
};

const timeoutFrom = (error: unknown): ExpectedError | null =>
  isTimeout(error)
    ? new ExpectedError("timed_out", "This took too long and was stopped. Narrow the filter.")
    : null;

/** A restart or a failover takes about this long. */
const restartSeconds = 5;

/** Says nothing about the change itself: the connection may have broken before or after it was made. */
const outageWords = (code: string): string =>
  code === "53100"
    ? "The disk of Lethe's database is full: nothing can be changed until there is space."
    : "Lethe's database cannot be reached just now. Try again in a moment.";
