/** Codes of outcomes that a person can do something about. Only the code and its values cross the wire. */
export const errorCodes = [
  "not_signed_in",
  "not_permitted",
  /** The member has to show again who they are. */
  "reauthentication_required",
  /** It waits for a second person. */
  "approval_required",
  "invalid_input",
  /** The body is longer than it may be. */
  "too_large",
  "not_found",
  "count_changed",
  "not_confirmed",
  "wrong_status",
  "idempotency_key_reused",
  /** New memories of somebody whose data was erased are refused. */
  "suppressed",
  /** A hold covers it, so it can be neither deleted nor changed. */
  "held",
  "too_many_attempts",
  "unavailable",
  "timed_out",
  "store_failed",
] as const;
export type ErrorCode = (typeof errorCodes)[number];

/** An outcome that was foreseen and has words for the person who asked. Never holds memory text. */
export class ExpectedError extends Error {
  override readonly name = "ExpectedError";
  readonly code: ErrorCode;
  readonly values: Record<string, string | number>;

  // Next bundles this module several times over, and an adapter that one bundle has made is used by all.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "ExpectedError";
  }

  constructor(code: ErrorCode, message: string, values: Record<string, string | number> = {}) {
    super(message);
    this.code = code;
    this.values = values;
  }
}
