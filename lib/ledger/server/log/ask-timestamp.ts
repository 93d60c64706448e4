import { randomBytes } from "node:crypto";
import { postOutside } from "../post-outside";
import { readTimestamp, timestampQuery } from "./timestamp";

const timeoutMsMax = 10_000;

/**
 * Asks a time-stamp authority for a stamp of a text (RFC 3161, section 3.4). Answers its response as it came, or why there is none:
 * codes as of postOutside and readTimestamp, `http_500`.
 */
export const askTimestamp = async (
  url: string,
  { text, signal }: { text: string; signal: AbortSignal },
): Promise<{ response: Buffer; at: Date } | { errorCode: string }> => {
  const nonce = randomBytes(8);
  // A positive number, written in as few bytes as there are.
  nonce[0] = ((nonce[0] ?? 0) & 0x3f) | 0x40;
  const answer = await postOutside(url, {
    contentType: "application/timestamp-query",
    body: new Uint8Array(timestampQuery(text, nonce)),
    signal,
    timeoutMs: timeoutMsMax,
  });
  if ("errorCode" in answer) return answer;
  if (answer.status !== 200) return { errorCode: `http_${answer.status}` };
  const read = readTimestamp(answer.body, { text, nonce });
  return "errorCode" in read ? read : { response: answer.body, at: read.at };
};
