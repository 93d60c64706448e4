export type StoreRequest = {
  method: "GET" | "POST" | "PUT" | "DELETE";
  /** The whole address, query included. */
  url: string;
  headers?: Record<string, string>;
  /** Sent as JSON. */
  json?: unknown;
  signal?: AbortSignal;
  /** From the first byte sent to the last one received; 30 unless told. */
  timeoutSeconds?: number;
  /** A larger answer is an error (bad_answer); 32 MiB unless told. */
  answerBytesMax?: number;
};

/** What was answered, whatever its status. The text can hold memories: it goes into no error and no log. */
export type StoreAnswer = {
  status: number;
  /** By lower-case name. */
  header: (name: string) => string | null;
  text: string;
};

/**
 * Sends one request to where requests may go, and reads the answer. Follows no redirect (the 3xx is the answer), and tries
 * once. Throws StoreError `unreachable`, `timed_out`, `address_refused`, `untrusted` or `bad_answer`, and what `signal` was
 * aborted with.
 */
export type GuardedRequest = (request: StoreRequest) => Promise<StoreAnswer>;
