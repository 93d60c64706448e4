import type { Context } from "@/lib/access/context";
import type { Database } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { waitWords } from "@/lib/instants/wait-words";
import { addressGroup } from "@/lib/security/server/address-group";
import { recordSecurityEvent } from "@/lib/security/server/record-security-event";
import { sharedLimiter, type SharedLimiter } from "@/lib/security/server/shared-limiter";

/** Whoever joins needs two, and a company may join from one address. */
const attemptsMax = 60;
const seconds = 900;

const made = new WeakMap<Database, SharedLimiter>();

/**
 * Counts one who opens or uses a link, by address and before anything is looked up. Throws ExpectedError too_many_attempts, with
 * `retryAfterSeconds`, beyond sixty in a quarter of an hour; that is a security event.
 */
export const takeLinkAttempt = async ({
  database,
  secret,
  address = null,
}: Pick<Context, "database" | "secret" | "address">): Promise<void> => {
  const limiter =
    made.get(database) ??
    sharedLimiter(database, { name: "member-links", points: attemptsMax, seconds, secret });
  made.set(database, limiter);
  const limited = await limiter.take(addressGroup(address));
  if (limited === null) return;
  void recordSecurityEvent(database, {
    kind: "limit_hit",
    actor: null,
    address,
    detail: { limit: "member-links" },
  });
  const { retryAfterSeconds } = limited;
  throw new ExpectedError(
    "too_many_attempts",
    `Too many links were opened from your address. Try again in ${waitWords(retryAfterSeconds)}.`,
    { retryAfterSeconds },
  );
};
