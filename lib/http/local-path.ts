const home = "/";
const base = "http://localhost";

/**
 * A path of this site to go to after sign-in; anything else (another host, a scheme, "//…") becomes the first page. Judged is
 * what is answered, not what came: parsing takes dot segments, tabs and backslashes out, and "/.//host" is "//host" then.
 */
export const localPath = (value: string | string[] | undefined): string => {
  const path = typeof value === "string" && value.startsWith("/") ? pathOf(value) : null;
  if (path === null || pathOf(path) !== path || /^\/sign-in(?:[/?]|$)/.test(path)) return home;
  return path;
};

/** Path and query of what is on this site; null for what leads to another one. */
const pathOf = (text: string): string | null => {
  // URL.parse would do both at once; Node has it since 22.
  if (!URL.canParse(text, base)) return null;
  const url = new URL(text, base);
  return url.origin === base ? url.pathname + url.search : null;
};
