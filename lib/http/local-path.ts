const home = "/memories";

/** A path of this site to go to after sign-in; anything else (another host, a scheme, "//…") becomes the first page. */
export const localPath = (value: string | string[] | undefined): string => {
  if (typeof value !== "string" || !value.startsWith("/")) return home;
  const base = "http://localhost";
  const url = URL.parse(value, base);
  return url === null || url.origin !== base || value.startsWith("/sign-in")
    ? home
    : url.pathname + url.search;
};
