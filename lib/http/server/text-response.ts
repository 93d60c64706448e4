import { errorForLog } from "@/lib/errors/error-for-log";
import { log } from "@/lib/env/log";

/** Few large pieces instead of one per line: each costs a trip through the server's pipes. */
const pieceLength = 64 * 1024;

/**
 * A response that is written as its text is made, no faster than the reader reads. The first piece is made before this
 * returns, so that an immediate failure is still answered as an error. A later failure breaks the connection, which browsers
 * report, so that a cut-off download never looks complete. Stops when the reader goes away.
 */
export const textResponse = async (
  pieces: AsyncIterable<string>,
  input: {
    request: Request;
    contentType: string;
    fileName?: string;
    isLive?: boolean;
    headers?: Record<string, string>;
  },
): Promise<Response> => {
  const iterator = (input.isLive === true ? pieces : joined(pieces))[Symbol.asyncIterator]();
  const { signal } = input.request;
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<string>> | null = Promise.resolve(await iterator.next());
  let hasLeft = false;
  /** Asked anew each time. */
  const isAborted = () => signal.aborted;
  const stream = new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        if (isAborted()) return finish(controller);
        try {
          const result = await (next ?? iterator.next());
          next = null;
          // Of a stream that was cancelled meanwhile nothing is left to write to.
          if (hasLeft) return;
          if (result.done === true) controller.close();
          else controller.enqueue(encoder.encode(result.value));
        } catch (error) {
          // What was stopped since the reader left has not failed.
          if (hasLeft) return;
          if (isAborted()) return finish(controller);
          log().error(
            { path: new URL(input.request.url).pathname, error: errorForLog(error) },
            "stream failed",
          );
          controller.error(new Error("The stream failed."));
        }
      },
      cancel: async () => {
        hasLeft = true;
        await iterator.return?.();
      },
    },
    { highWaterMark: 1 },
  );
  const finish = async (controller: ReadableStreamDefaultController) => {
    await iterator.return?.();
    if (!hasLeft) controller.close();
  };
  return new Response(stream, {
    headers: {
      "content-type": input.contentType,
      // no-transform: compression would hold back what is to be seen at once, and a download's length.
      "cache-control": "private, no-store, no-transform",
      "x-content-type-options": "nosniff",
      ...input.headers,
      ...(input.fileName === undefined
        ? {}
        : { "content-disposition": `attachment; filename="${input.fileName}"` }),
    },
  });
};

/** A file name of a kind and a day: "lethe-history-2026-11-22.csv". */
export const datedFileName = (name: string, now: Date, extension: string): string =>
  `lethe-${name}-${now.toISOString().slice(0, 10)}.${extension}`;

async function* joined(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  let text = "";
  for await (const piece of pieces) {
    text += piece;
    if (text.length < pieceLength) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}
