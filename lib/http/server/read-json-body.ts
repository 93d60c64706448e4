import { parseExact } from "@/lib/json/parse-exact";
import { ExpectedError } from "@/lib/errors/expected-error";

/**
 * The JSON of a request's body; throws invalid_input when it is not JSON, or longer than `bytesMax`, after which nothing is
 * read.
 */
export const readJsonBody = async (request: Request, bytesMax: number): Promise<unknown> => {
  const decoder = new TextDecoder();
  let text = "";
  let byteCount = 0;
  for await (const chunk of request.body ?? []) {
    byteCount += chunk.length;
    if (byteCount > bytesMax) throw new ExpectedError("invalid_input", "The request is too long.");
    text += decoder.decode(chunk, { stream: true });
  }
  try {
    return parseExact(text + decoder.decode());
  } catch {
    throw new ExpectedError("invalid_input", "The request is not JSON.");
  }
};
