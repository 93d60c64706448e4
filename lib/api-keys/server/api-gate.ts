import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import type { Database } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { Restriction } from "@/lib/access/restriction";
import type { Actor } from "@/lib/access/types";
import { findApiKey } from "./find-api-key";
import { digestOf, isKeyShaped } from "./new-key";
import { noteKeyUse, useNotedEveryMs } from "./note-key-use";

const secondsPerMinute = 60;
const failuresPerMinuteMax = 60;

/** Lets requests in by their key. Throws ExpectedError not_signed_in, or too_many_attempts with `retryAfterSeconds`. */
export type ApiGate = (request: Request) => Promise<LetIn>;

/** Who a key is, and what it is narrowed to; null: not. */
export type LetIn = { actor: Actor; restriction: Restriction | null };

/**
 * Makes the gate of one process. Its limits are counted in memory, a key's and an address' alike: what matters is that
 * no single client can take a process for itself, and forgetting at a restart is fine. `requestsPerMinute` 0: any number.
 */
export const createApiGate = (options: {
  database: Database;
  requestsPerMinute: number;
  now: () => Date;
  /** Called when a use could not be written down; the request itself goes on. */
  onNoteFailed: (error: unknown) => void;
}): ApiGate => {
  const { database, requestsPerMinute, now, onNoteFailed } = options;
  const requests = new RateLimiterMemory({ points: requestsPerMinute, duration: secondsPerMinute });
  const failures = new RateLimiterMemory({ points: failuresPerMinuteMax, duration: secondsPerMinute });
  /** Digests of keys that were good here, and when each one's use was last written down. Only real keys get in: it stays small. */
  const notedAt = new Map<string, number>();

  const noteUse = (digest: string, id: string): void => {
    const at = now();
    const last = notedAt.get(digest);
    if (last !== undefined && at.getTime() - last < useNotedEveryMs) return;
    notedAt.set(digest, at.getTime());
    // Not waited for: nothing the request does depends on it.
    noteKeyUse(database, id, at).catch(onNoteFailed);
  };

  return async (request) => {
    const address = addressFrom(request.headers);
    const key = keyFrom(request.headers);
    const digest = key === null ? null : digestOf(key).toString("hex");
    // A key that was good before is not shut out with its address: one forgotten client with an old key would shut out
    // all others behind the same proxy.
    if (digest === null || !notedAt.has(digest)) {
      const failed = await failures.get(address);
      if (failed !== null && failed.remainingPoints <= 0) throw tooManyFailures(failed);
    }
    const found = key === null ? null : await findApiKey(database, key);
    if (digest === null || found === null) {
      await spend(failures, address, tooManyFailures);
      throw new ExpectedError("not_signed_in", key === null ? noKey : invalidKey);
    }
    if (found.expiresAt !== null && found.expiresAt <= now()) {
      await spend(failures, address, tooManyFailures);
      throw new ExpectedError("not_signed_in", expiredKey(found.expiresAt));
    }
    if (requestsPerMinute > 0) await spend(requests, found.id, tooManyRequests(requestsPerMinute));
    noteUse(digest, found.id);
    const { id, name, role, restriction } = found;
    return { actor: { kind: "api-key", id, label: name, role }, restriction };
  };
};

const howToGetIn =
  "Create one in Lethe under Settings, API keys, and send it in the header Authorization: Token <key>.";
const noKey = `Invalid API key. The request contains no key that Lethe could have created. ${howToGetIn}`;
const expiredKey = (at: Date) => `This API key expired at ${at.toISOString()}. ${howToGetIn}`;
const invalidKey = `Invalid API key. It is unknown, or was revoked. ${howToGetIn}`;

const spend = async (
  limiter: RateLimiterMemory,
  who: string,
  refusal: (state: RateLimiterRes) => ExpectedError,
): Promise<void> => {
  try {
    await limiter.consume(who);
  } catch (error) {
    // The limiter's way to say no. Anything else that it throws is a defect.
    throw error instanceof RateLimiterRes ? refusal(error) : error;
  }
};

const tooManyFailures = (state: RateLimiterRes): ExpectedError => {
  const retryAfterSeconds = secondsUntil(state);
  return new ExpectedError(
    "too_many_attempts",
    `Too many requests without a valid API key came from this address. Try again in ${secondsWords(retryAfterSeconds)}.`,
    { retryAfterSeconds },
  );
};

const tooManyRequests =
  (requestsPerMinute: number) =>
  (state: RateLimiterRes): ExpectedError => {
    const retryAfterSeconds = secondsUntil(state);
    return new ExpectedError(
      "too_many_attempts",
      `This API key made more than ${requestsPerMinute} requests in a minute. Try again in ${secondsWords(retryAfterSeconds)}.`,
      { retryAfterSeconds },
    );
  };

const secondsUntil = ({ msBeforeNext }: RateLimiterRes): number =>
  Math.max(1, Math.ceil(msBeforeNext / 1000));

const secondsWords = (count: number): string => (count === 1 ? "a second" : `${count} seconds`);

const addressLengthMax = 64;

/** The key in `Authorization: Token <key>`, as Mem0's clients send it, or `Bearer <key>`, as others do; null without. */
const keyFrom = (headers: Headers): string | null => {
  const text = /^(?:token|bearer) +(\S+) *$/i.exec(headers.get("authorization") ?? "")?.[1];
  return text !== undefined && isKeyShaped(text) ? text : null;
};

/**
 * Who is asking: the last address of X-Forwarded-For, the one that the nearest proxy saw; without a proxy Next puts the
 * connection's own there, unless the client has named another. Good enough to slow an attacker down, not to identify one.
 */
const addressFrom = (headers: Headers): string =>
  headers.get("x-forwarded-for")?.split(",").at(-1)?.trim().slice(0, addressLengthMax) ?? "unknown";
