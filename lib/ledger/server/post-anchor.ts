import { formatAnchor } from "@/lib/ledger/anchor-line";
import type { Anchor } from "@/lib/ledger/types";
import { outsideErrorCode } from "./post-outside";

const timeoutMsMax = 10_000;

/**
 * Sends an anchor to the URL, as JSON. Answers null when the receiver took it (2xx), else a code: `http_302`, `timed_out`,
 * `unreachable` or the socket's own (ECONNREFUSED). A redirect is refused: it would take the anchor to an
 * address that is not configured, and count it as delivered.
 */
export const postAnchor = async (
  url: string,
  anchor: Anchor,
  signal: AbortSignal,
  timeoutMs = timeoutMsMax,
): Promise<string | null> => {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: formatAnchor(anchor),
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]),
    });
    // Nothing is read of the answer; left open it would hold the connection.
    await response.body?.cancel();
    return response.ok ? null : `http_${response.status}`;
  } catch (error) {
    return outsideErrorCode(error);
  }
};
