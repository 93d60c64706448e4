import type { ImportEnd } from "@/lib/imports/types";

/** The source ended before its end. Holds no message of the source's own, which could be anything. */
export class SourceCut extends Error {
  override readonly name = "SourceCut";
  readonly end: Exclude<ImportEnd, "complete">;

  constructor(end: Exclude<ImportEnd, "complete">) {
    super(end === "aborted" ? "The import was stopped." : "The source was cut off.");
    this.end = end;
  }
}

/**
 * Yields a source's chunks. Throws a SourceCut as soon as `signal` aborts, even while the source keeps silent, and when
 * the source fails.
 */
export async function* readSource(
  source: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array> {
  const chunks = source[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await nextOf(chunks, signal);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    // Not awaited: a silent source answers this, too, only when it speaks again.
    chunks.return?.().catch(() => undefined);
  }
}

/**
 * The next chunk, or a SourceCut. No Promise.race with one lasting promise for the abort: that one would keep every chunk
 * it has ever been raced against (340 MB in a million lines).
 */
const nextOf = (
  chunks: AsyncIterator<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<IteratorResult<Uint8Array>> =>
  new Promise((resolve, reject) => {
    const abort = () => reject(new SourceCut("aborted"));
    if (signal?.aborted === true) return abort();
    signal?.addEventListener("abort", abort, { once: true });
    chunks
      .next()
      .then(resolve, () => reject(new SourceCut("source_failed")))
      .finally(() => signal?.removeEventListener("abort", abort));
  });
