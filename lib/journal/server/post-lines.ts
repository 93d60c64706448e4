import { postOutside } from "@/lib/ledger/server/post-outside";

const timeoutMs = 30_000;

/**
 * Sends lines to the journal's URL, as they are in the file: application/x-ndjson. Answers null when the receiver took them (2xx), else
 * why not, as postOutside does, or `http_302`. A redirect is refused.
 */
export const postLines = async (
  url: string,
  lines: readonly string[],
  signal: AbortSignal,
): Promise<string | null> => {
  const body = `${lines.join("\n")}\n`;
  const answer = await postOutside(url, { contentType: "application/x-ndjson", body, signal, timeoutMs });
  if ("errorCode" in answer) return answer.errorCode;
  return answer.status >= 200 && answer.status < 300 ? null : `http_${answer.status}`;
};
