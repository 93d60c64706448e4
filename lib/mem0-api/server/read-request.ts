import { nestingMax, nestsDeeperThan } from "@/lib/json/nesting";
import { parseExact } from "@/lib/json/parse-exact";
import { refused, refusedDetail } from "@/lib/mem0-api/api-error";

export const bodyBytesMax = 1_048_576;

/** The JSON in a request's body, and its bytes as they were sent; undefined when there is none. Throws 400, 413, 415. */
export const readJsonBody = async (request: Request): Promise<{ value: unknown; bytes: Uint8Array }> => {
  const bytes = await readBytes(request);
  if (bytes.length === 0) return { value: undefined, bytes };
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/([\w.+-]+\+)?json\s*(;|$)/i.test(type)) {
    throw refusedDetail(415, "Only JSON is accepted: send it with Content-Type: application/json.");
  }
  const value = jsonOf(bytes);
  if (nestsDeeperThan(value, nestingMax)) {
    throw refused(`The body nests too deeply: at most ${nestingMax} levels are read.`);
  }
  return { value, bytes };
};

const jsonOf = (bytes: Uint8Array): unknown => {
  try {
    return parseExact(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    // The parser's message quotes the text.
    throw refused("The body is not valid JSON.");
  }
};

const readBytes = async (request: Request): Promise<Uint8Array> => {
  if (request.body === null) return new Uint8Array();
  if (Number(request.headers.get("content-length") ?? 0) > bodyBytesMax) throw tooLarge();
  const chunks: Uint8Array[] = [];
  let length = 0;
  const stream: ReadableStream<Uint8Array> = request.body;
  for await (const chunk of stream) {
    length += chunk.length;
    // A client may say nothing of the length, or say it wrong.
    if (length > bodyBytesMax) throw tooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

const tooLarge = () => refused("The body is larger than 1 MiB. Split it into several requests.", 413);

/** The query as an object; what is given more than once is a list, so that no value is dropped unseen. */
export const readQuery = (parameters: URLSearchParams): Record<string, string | string[]> =>
  Object.fromEntries(
    [...new Set(parameters.keys())].map((name) => {
      const values = parameters.getAll(name);
      const [only] = values;
      return [name, values.length === 1 && only !== undefined ? only : values];
    }),
  );

/**
 * The address as the client knows it: behind a proxy the server is reached under another name. Of the headers only what
 * scripts/forwarded-headers.cjs has left.
 */
export const clientUrl = (request: Request): URL => {
  const url = new URL(request.url);
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host") ?? url.host;
  // Else a name without a port would keep the server's own.
  url.port = "";
  url.host = host;
  return url;
};
