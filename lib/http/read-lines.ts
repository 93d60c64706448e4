import { connectionBroke } from "./request-error";

/**
 * The lines of an answer as they arrive (NDJSON). What follows the last line break is the beginning of a line that never
 * arrived, and is left out. Throws what an abort throws, and RequestError when the answer is cut off.
 */
export async function* readLines(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  signal: AbortSignal,
): AsyncGenerator<string> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        if (signal.aborted) throw error;
        throw connectionBroke();
      });
      if (done) return;
      const lines = (rest + value).split("\n");
      rest = lines.pop() ?? "";
      yield* lines;
    }
  } finally {
    // A reader that stops early lets the server stop, too.
    await reader.cancel().catch(() => undefined);
  }
}
