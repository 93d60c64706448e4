/** The digest by which a page's error boundary knows that the member made too many requests; see lib/database/away-digest.ts. */
export const requestsDigest = "too_many_requests";
