import { isKeyShaped } from "./new-key";

const addressLengthMax = 64;

/** The key in `Authorization: Token <key>`, as Mem0's clients send it, or `Bearer <key>`, as others do; null without. */
export const keyFrom = (headers: Headers): string | null => {
  const text = /^(?:token|bearer) +(\S+) *$/i.exec(headers.get("authorization") ?? "")?.[1];
  return text !== undefined && isKeyShaped(text) ? text : null;
};

/**
 * Who is asking: the last address of X-Forwarded-For, the one that the nearest proxy saw; without a proxy Next puts the
 * connection's own there, unless the client has named another. Good enough to slow somebody down, not to know them.
 */
export const addressFrom = (headers: Headers): string =>
  headers.get("x-forwarded-for")?.split(",").at(-1)?.trim().slice(0, addressLengthMax) ?? "unknown";
