import type { Database } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { Restriction } from "@/lib/access/restriction";
import type { Actor } from "@/lib/access/types";
import { waitWords } from "@/lib/instants/wait-words";
import { addressGroup } from "@/lib/security/server/address-group";
import { batchedLimiter } from "@/lib/security/server/batched-limiter";
import { clientAddress } from "@/lib/security/server/client-address";
import { recordSecurityEvent } from "@/lib/security/server/record-security-event";
import type { Limited } from "@/lib/security/server/shared-limiter";
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
 * Makes the gate of one process. Its limits, a key's and an address', are shared with other processes. `requestsPerMinute` 0:
 * any number. What it refuses are security events.
 */
export const createApiGate = (options: {
  database: Database;
  requestsPerMinute: number;
  /** LETHE_SECRET. */
  secret: string;
  now: () => Date;
  /** Called when a use could not be written down; the request itself goes on. */
  onNoteFailed: (error: unknown) => void;
}): ApiGate => {
  const { database, requestsPerMinute, secret, now, onNoteFailed } = options;
  const limit = (name: string, points: number) =>
    batchedLimiter(database, { name, points, seconds: secondsPerMinute, secret });
  const requests = limit("api-requests", requestsPerMinute);
  const failures = limit("api-failures", failuresPerMinuteMax);
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

  const refuse = (limited: Limited | null, address: string | null): void => {
    if (limited === null) return;
    const detail = { limit: "api-failures" };
    void recordSecurityEvent(database, { kind: "limit_hit", actor: null, address, detail });
    throw tooManyFailures(limited);
  };

  return async (request) => {
    const address = clientAddress(request.headers);
    const from = addressGroup(address);
    const key = keyFrom(request.headers);
    const digest = key === null ? null : digestOf(key).toString("hex");
    // A key that was good before is not shut out with its address: one forgotten client with an old key would shut out
    // all others behind the same proxy.
    if (digest === null || !notedAt.has(digest)) refuse(failures.refusal(from), address);
    const found = key === null ? null : await findApiKey(database, key);
    if (digest === null || found === null) {
      if (digest !== null) notedAt.delete(digest);
      refuse(await failures.take(from), address);
      const reason = key === null ? "none" : "unknown";
      void recordSecurityEvent(database, {
        kind: "api_key_refused",
        actor: null,
        address,
        detail: { reason },
      });
      throw new ExpectedError("not_signed_in", key === null ? noKey : invalidKey);
    }
    const { id, name, role, restriction } = found;
    const actor: Actor = { kind: "api-key", id, label: name, role };
    if (found.expiresAt !== null && found.expiresAt <= now()) {
      refuse(await failures.take(from), address);
      void recordSecurityEvent(database, {
        kind: "api_key_refused",
        actor,
        address,
        detail: { reason: "expired" },
      });
      throw new ExpectedError("not_signed_in", expiredKey(found.expiresAt));
    }
    const tooMany = requestsPerMinute > 0 ? await requests.take(id) : null;
    if (tooMany !== null) {
      void recordSecurityEvent(database, {
        kind: "limit_hit",
        actor,
        address,
        detail: { limit: "api-requests" },
      });
      throw tooManyRequests(requestsPerMinute, tooMany);
    }
    noteUse(digest, id);
    return { actor, restriction };
  };
};

const howToGetIn =
  "Create one in Lethe under Settings, API keys, and send it in the header Authorization: Token <key>.";
const noKey = `Invalid API key. The request contains no key that Lethe could have created. ${howToGetIn}`;
const expiredKey = (at: Date) => `This API key expired at ${at.toISOString()}. ${howToGetIn}`;
const invalidKey = `Invalid API key. It is unknown, or was revoked. ${howToGetIn}`;

const tooManyFailures = ({ retryAfterSeconds }: Limited): ExpectedError =>
  new ExpectedError(
    "too_many_attempts",
    `Too many requests without a valid API key came from this address. Try again in ${waitWords(retryAfterSeconds)}.`,
    { retryAfterSeconds },
  );

const tooManyRequests = (requestsPerMinute: number, { retryAfterSeconds }: Limited): ExpectedError =>
  new ExpectedError(
    "too_many_attempts",
    `This API key made more than ${requestsPerMinute} requests in a minute. Try again in ${waitWords(retryAfterSeconds)}.`,
    { retryAfterSeconds },
  );

/** The key in `Authorization: Token <key>`, as Mem0's clients send it, or `Bearer <key>`, as others do; null without. */
const keyFrom = (headers: Headers): string | null => {
  const text = /^(?:token|bearer) +(\S+) *$/i.exec(headers.get("authorization") ?? "")?.[1];
  return text !== undefined && isKeyShaped(text) ? text : null;
};
