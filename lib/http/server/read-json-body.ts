import { nestingMax, nestsDeeperThan } from "@/lib/json/nesting";
import { parseExact } from "@/lib/json/parse-exact";
import { ExpectedError } from "@/lib/errors/expected-error";

/**
 * The JSON of a request's body. Throws invalid_input when it is not JSON, or nests too deeply; and too_large when it is longer
 * than `bytesMax`, after which nothing is read.
 */
export const readJsonBody = async (request: Request, bytesMax: number): Promise<unknown> => {
  const value = await readAnyJsonBody(request, bytesMax);
  if (!nestsDeeperThan(value, nestingMax)) return value;
  throw new ExpectedError(
    "invalid_input",
    `The request nests too deeply: at most ${nestingMax} levels are read.`,
  );
};

/** The same however deep it nests, for a caller that looks at that itself. */
export const readAnyJsonBody = async (request: Request, bytesMax: number): Promise<unknown> => {
  const decoder = new TextDecoder();
  let text = "";
  let byteCount = 0;
  for await (const chunk of request.body ?? []) {
    byteCount += chunk.length;
    if (byteCount > bytesMax) throw new ExpectedError("too_large", "The request is too long.");
    text += decoder.decode(chunk, { stream: true });
  }
  try {
    return parseExact(text + decoder.decode());
  } catch {
    throw new ExpectedError("invalid_input", "The request is not JSON.");
  }
};
