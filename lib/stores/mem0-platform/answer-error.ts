import type { StoreAnswer } from "@/lib/stores/remote/guarded-request";
import { parseJson } from "@/lib/stores/remote/parse-answer";
import { StoreError } from "@/lib/errors/store-error";

/**
 * What an answer's status means; null for success. 413 is Mem0's word for a quota that is used up: time mends it, repeating
 * does not. A redirect is not followed: it would hand the key to another host.
 */
export const answerErrorFrom = (answer: StoreAnswer): StoreError | null => {
  const { status } = answer;
  if (status >= 200 && status < 300) return null;
  switch (status) {
    case 401:
      return new StoreError("unauthorized", status);
    case 403:
      return new StoreError("forbidden", status);
    case 413:
      return new StoreError("rate_limited", status);
    case 429:
      return new StoreError("rate_limited", status, retryAfterSeconds(answer));
  }
  if (status >= 500) return new StoreError("unavailable", status);
  return new StoreError(status >= 400 ? "refused" : "bad_answer", status);
};

/** Seconds, or a date by the server's own clock, which `Date` tells where it is sent. */
const retryAfterSeconds = ({ header }: StoreAnswer): number | null => {
  const asked = header("retry-after")?.trim() ?? "";
  if (/^\d+$/.test(asked)) return Number(asked);
  const until = Date.parse(asked) - Date.parse(header("date") ?? new Date().toUTCString());
  return Number.isNaN(until) ? null : Math.max(0, until / 1000);
};

/**
 * Whether it says that there is no such memory. Any other 404 (a proxy, an address that is not the API's) must not be taken
 * for a memory that is gone.
 */
export const isMemoryAbsent = ({ status, text }: StoreAnswer): boolean =>
  status === 404 && parseJson(text) !== undefined && /memory[^"]*not found/i.test(text);
