import { env } from "@/lib/env/env";

/** Whether Lethe's address is https: then its cookies are sent over nothing else. */
export const usesSecureCookies = (): boolean => env().publicUrl.startsWith("https://");

/**
 * The cookie that says which session a browser has. `__Host-` makes browsers refuse one that another host of the domain, or an
 * unencrypted answer, has set (https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Set-Cookie#cookie_prefixes).
 */
export const sessionCookie = () => ({
  name: usesSecureCookies() ? "__Host-lethe.session" : "lethe.session",
  options: { httpOnly: true, sameSite: "lax" as const, path: "/", secure: usesSecureCookies() },
});
