import { ExpectedError } from "@/lib/errors/expected-error";
import { oidcProviderId } from "./provider-refusals";

/** What under /api/auth has an answer of its own, by method: the parts of the path behind it. */
const answered = {
  GET: [
    "csrf",
    "error",
    "providers",
    "session",
    "signin",
    `signin/${oidcProviderId}`,
    `callback/${oidcProviderId}`,
  ],
  POST: ["_log", "callback/credentials", `callback/${oidcProviderId}`, `signin/${oidcProviderId}`, "signout"],
};

/**
 * Of a request to /api/auth that next-auth has no answer for, or answers 500 or with a page of its own: 404 or 405; else null.
 * `hasProvider`: whether an OpenID Connect provider is set up.
 */
export const unansweredAuth = (
  method: string,
  path: string,
  { hasProvider }: { hasProvider: boolean },
): 404 | 405 | null => {
  const isThere = (each: string) => each === path && (hasProvider || !each.endsWith(`/${oidcProviderId}`));
  if (answered[method === "POST" ? "POST" : "GET"].some(isThere)) return null;
  return [...answered.GET, ...answered.POST].some(isThere) ? 405 : 404;
};

/**
 * Whether the way back from the provider ended in a failure of the exchange itself: a forged or late answer, or one that the
 * provider gave. `location`: where next-auth leads.
 */
export const failedAtProvider = (path: string, location: string | null): boolean => {
  if (path !== `callback/${oidcProviderId}` || location === null) return false;
  if (!URL.canParse(location, "http://localhost")) return false;
  const error = new URL(location, "http://localhost").searchParams.get("error");
  return error === "OAuthCallback" || error === "Callback";
};

/** Where next-auth is to lead back to: an address of this site. It throws itself at what is none, which Lethe answers 500. */
export const ownAddress = ({ url, baseUrl }: { url: unknown; baseUrl: string }): string => {
  if (typeof url !== "string" || !URL.canParse(url, baseUrl)) return baseUrl;
  const { origin, href } = new URL(url, baseUrl);
  return origin === baseUrl ? href : baseUrl;
};

/** Throws invalid_input for parameters and cookies that next-auth answers 500 to. */
export const refuseUnreadableAuth = (texts: {
  error: string | null;
  callbackUrls: readonly string[];
}): void => {
  const { error, callbackUrls } = texts;
  const isReadable = (url: string) =>
    url === "" || (URL.canParse(url, "http://localhost") && (url.startsWith("/") || /^https?:/.test(url)));
  if (error !== null && !/^[\w-]{0,60}$/.test(error))
    throw new ExpectedError("invalid_input", "The parameter error is not one of the sign-in.");
  if (!callbackUrls.every(isReadable))
    throw new ExpectedError("invalid_input", "The parameter callbackUrl is not an address.");
};
