import { outsideErrorCode } from "@/lib/ledger/server/outside-error";

const timeoutMsMax = 30_000;

/**
 * Sends lines to the journal's URL, as they are in the file: application/x-ndjson. Answers null when the receiver took them (2xx), else
 * a code as postAnchor does. A redirect is refused.
 */
export const postLines = async (
  url: string,
  lines: readonly string[],
  signal: AbortSignal,
): Promise<string | null> => {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/x-ndjson" },
      body: `${lines.join("\n")}\n`,
      redirect: "manual",
      cache: "no-store",
      signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutMsMax)]),
    });
    await response.body?.cancel();
    return response.ok ? null : `http_${response.status}`;
  } catch (error) {
    return outsideErrorCode(error);
  }
};
