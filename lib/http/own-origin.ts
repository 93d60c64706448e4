/**
 * Whether a request comes from one of Lethe's own pages, as far as its headers say: null when they do not. Browsers name the
 * page's origin in every POST, and a page of another site can set neither this header nor the host's.
 */
export const isOwnOrigin = (headers: {
  origin: string | null;
  host: string | null;
  forwardedHost: string | null;
}): boolean | null => {
  const { origin } = headers;
  if (origin === null) return null;
  return URL.canParse(origin) && new URL(origin).host === (headers.forwardedHost ?? headers.host);
};
