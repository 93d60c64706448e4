import type { ImportEnd } from "@/lib/imports/types";

/** The source ended before its end. Holds no message of the source's own, which could be anything. */
export class SourceCut extends Error {
  override readonly name = "SourceCut";
  readonly end: Exclude<ImportEnd, "complete">;

  constructor(end: Exclude<ImportEnd, "complete">) {
    super(end === "aborted" ? "The import was stopped." : "The source broke off.");
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
  const aborted = whenAborted(signal);
  try {
    for (;;) {
      const next = await Promise.race([chunks.next().catch(failed), aborted.promise]);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    aborted.forget();
    // Not awaited: a silent source answers this, too, only when it speaks again.
    chunks.return?.().catch(() => undefined);
  }
}

const failed = (): never => {
  throw new SourceCut("source_failed");
};

const whenAborted = (signal: AbortSignal | undefined): { promise: Promise<never>; forget: () => void } => {
  let listener = () => {};
  const promise = new Promise<never>((_resolve, reject) => {
    listener = () => reject(new SourceCut("aborted"));
    if (signal?.aborted === true) listener();
    else signal?.addEventListener("abort", listener, { once: true });
  });
  // It can come when nobody waits for a chunk; the next wait sees it.
  promise.catch(() => undefined);
  return { promise, forget: () => signal?.removeEventListener("abort", listener) };
};
