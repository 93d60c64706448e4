import type { Context } from "@/lib/access/context";
import { env } from "@/lib/env/env";
import { requestsDigest } from "@/lib/errors/requests-digest";
import { ExpectedError } from "@/lib/errors/expected-error";
import { waitWords } from "@/lib/instants/wait-words";
import { batchedLimiter, type BatchedLimiter } from "@/lib/security/server/batched-limiter";
import { recordSecurityEvent } from "@/lib/security/server/record-security-event";

// Next bundles pages, routes and actions apart: a module variable would be several.
const shared = globalThis as typeof globalThis & { letheMemberRequests?: BatchedLimiter };

/**
 * Counts a request of a member: a page, a route or an action. Throws ExpectedError too_many_attempts, with `retryAfterSeconds`,
 * beyond LETHE_MEMBER_REQUESTS_PER_MINUTE in all processes together.
 */
export const takeMemberRequest = async ({
  actor,
  database,
  secret,
  address = null,
}: Pick<Context, "actor" | "database" | "secret" | "address">): Promise<void> => {
  const points = env().memberRequestsPerMinute;
  if (points === 0) return;
  const limiter = (shared.letheMemberRequests ??= batchedLimiter(database, {
    name: "member-requests",
    points,
    seconds: 60,
    secret,
  }));
  const limited = await limiter.take(actor.id);
  if (limited === null) return;
  void recordSecurityEvent(database, {
    kind: "limit_hit",
    actor,
    address,
    detail: { limit: "member-requests" },
  });
  const { retryAfterSeconds } = limited;
  const message = `You made more than ${points} requests in a minute. Try again in ${waitWords(retryAfterSeconds)}.`;
  // The digest is all that a page's error boundary learns.
  throw Object.assign(new ExpectedError("too_many_attempts", message, { retryAfterSeconds }), {
    digest: requestsDigest,
  });
};
