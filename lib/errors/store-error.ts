/** Why a remote store did not do what it was asked; what each means for a person is in `storeErrorWords`. */
export const storeErrorCodes = [
  "settings_unreadable",
  "unreachable",
  "timed_out",
  "address_refused",
  "untrusted",
  "rate_limited",
  "unavailable",
  "unauthorized",
  "forbidden",
  "refused",
  "not_supported",
  "bad_answer",
  "moving",
  "capped",
  "unlisted",
  "disagreeing",
  "unreadable",
] as const;
export type StoreErrorCode = (typeof storeErrorCodes)[number];

/**
 * What a remote store answered, or that it did not. Without its words, which can quote a memory: `status` is its HTTP status.
 */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly code: StoreErrorCode;
  readonly status: number | null;
  /** How long it asks to be left alone. */
  readonly retryAfterSeconds: number | null;

  // Next bundles this module several times over, and an adapter that one bundle has made is used by all: the class that
  // threw need not be the one that is asked.
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "StoreError";
  }

  constructor(code: StoreErrorCode, status: number | null = null, retryAfterSeconds: number | null = null) {
    super(`The store answered ${code}${status === null ? "" : ` (HTTP ${status})`}.`);
    this.code = code;
    this.status = status;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

/** Whether time may mend it; otherwise a person has to. */
export const isStoreOutage = (error: unknown): boolean =>
  error instanceof StoreError &&
  ["unreachable", "timed_out", "rate_limited", "unavailable", "moving"].includes(error.code);

const words: Record<StoreErrorCode, string> = {
  settings_unreadable:
    "The store's key cannot be read: LETHE_SECRET has changed since it was set, or it was changed outside Lethe. Set it again in Settings.",
  unreachable: "The store could not be reached.",
  timed_out: "The store took too long to answer.",
  address_refused:
    "Lethe does not connect to the store's address. A public one needs https://, and a private one needs Lethe to be started with LETHE_ALLOW_PRIVATE_STORES=on. Reserved addresses are never connected to.",
  untrusted: "The store could not prove its identity: its certificate is not valid.",
  rate_limited: "The store is receiving too many requests.",
  unavailable: "The store is temporarily unavailable.",
  unauthorized: "The store did not accept the key.",
  forbidden: "The key is not allowed to do this in the store.",
  refused: "The store refused it.",
  not_supported: "The store cannot do this.",
  bad_answer: "The store's answer could not be understood.",
  moving: "The store changed while it was being read, so not everything could be seen.",
  capped:
    "The store lists at most 1,000 memories at a time, so not all could be seen. Connect its database, or choose a smaller scope.",
  unlisted:
    "This server cannot list all its memories: its vector store does not support it. Add a filter for the ID of one user, agent or run to see theirs.",
  disagreeing:
    "The server and its database do not hold the same memories. Check the database's address and the collection.",
  unreadable: "The memory is in the store, but could not be read.",
};

/** What happened, as a sentence. */
export const storeErrorWords = (code: StoreErrorCode): string => words[code];
