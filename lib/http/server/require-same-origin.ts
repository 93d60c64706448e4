import { ExpectedError } from "@/lib/errors/expected-error";

/**
 * Refuses a request that another site's page may have made with a member's cookie: what Next checks for server actions, a
 * route that changes something must check itself. Browsers name the page's origin in every POST, and a page of another
 * site can set neither this header nor the host's.
 */
export const requireSameOrigin = (headers: Headers): void => {
  const origin = headers.get("origin");
  const host = headers.get("x-forwarded-host") ?? headers.get("host");
  const isSame = origin !== null && URL.canParse(origin) && new URL(origin).host === host;
  if (!isSame) throw new ExpectedError("not_permitted", "This is accepted from Lethe's own pages only.");
};
