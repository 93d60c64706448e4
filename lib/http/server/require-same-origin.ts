import { ExpectedError } from "@/lib/errors/expected-error";
import { isOwnOrigin } from "@/lib/http/own-origin";

export const otherSiteWords = "This is accepted from Lethe's own pages only.";

/**
 * Refuses a request that another site's page may have made with a member's cookie: what is checked for server actions
 * (guard-server.ts), a route that changes something must check itself. Throws not_permitted.
 */
export const requireSameOrigin = (headers: Headers): void => {
  const isOwn = isOwnOrigin({
    origin: headers.get("origin"),
    host: headers.get("host"),
    forwardedHost: headers.get("x-forwarded-host"),
  });
  if (isOwn !== true) throw new ExpectedError("not_permitted", otherSiteWords);
};
