import { concatenated } from "./piece";

/** The beginning of a source, at least `sizeMin` bytes where it has them, and the whole source from its beginning. */
export const headFirst = async (
  source: AsyncIterable<Uint8Array>,
  sizeMin: number,
): Promise<{ head: Uint8Array; whole: AsyncIterable<Uint8Array> }> => {
  const chunks = source[Symbol.asyncIterator]();
  const parts: Uint8Array[] = [];
  for (let size = 0; size < sizeMin;) {
    const next = await chunks.next();
    if (next.done === true) break;
    parts.push(next.value);
    size += next.value.length;
  }
  const head = concatenated(parts);
  return { head, whole: continued(head, chunks) };
};

async function* continued(head: Uint8Array, chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (;;) {
      const next = await chunks.next();
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    await chunks.return?.();
  }
}
