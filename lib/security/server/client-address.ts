// Set by scripts/forwarded-headers.cjs, which the web server is started with.
const shared = globalThis as typeof globalThis & { letheForwardedHeaders?: boolean };

/**
 * The address of the client that made a request, as text; null when it is not known. Without a proxy it is that of the
 * connection. Behind one that LETHE_TRUSTED_PROXIES names it is the one that the proxy tells; no client can choose it. Null, too,
 * in a server that was not started by Lethe's launcher: the header would be anybody's.
 */
export const clientAddress = (headers: Pick<Headers, "get">): string | null => {
  const address = headers.get("x-forwarded-for");
  return shared.letheForwardedHeaders === true && address !== null && address !== "" ? address : null;
};
