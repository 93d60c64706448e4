import { PieceBuffer, tooLong, type Piece } from "./piece";

/**
 * How the page sends a part of a file: memories as JSON, each behind a record separator (RFC 7464), which no JSON holds. So
 * one that is broken spoils no other, wherever a part is cut.
 */
export const partType = "application/json-seq";

const separator = 0x1e;

/** The body of a part. */
export const partBody = (memories: readonly Uint8Array[]): Blob =>
  new Blob(
    // The cast: nothing that reads files makes shared memory.
    memories.flatMap((memory) => [Uint8Array.of(separator), memory as Uint8Array<ArrayBuffer>]),
    { type: partType },
  );

/** Whether bytes can stand in a part. */
export const fitsPart = (memory: Uint8Array): boolean => !memory.includes(separator);

/** The memories of a part, numbered from 1. */
export async function* readPart(source: AsyncIterable<Uint8Array>): AsyncGenerator<Piece[]> {
  const buffer = new PieceBuffer();
  // What stands before the first separator is nothing.
  let number = 0;
  const take = (): Piece[] => {
    const bytes = buffer.take();
    if (number === 0) return [];
    const place = { number, place: "position" as const };
    return [bytes === null ? { ...place, bytes, reason: tooLong } : { ...place, bytes, reason: null }];
  };
  for await (const chunk of source) {
    const pieces: Piece[] = [];
    let start = 0;
    for (let end = chunk.indexOf(separator); end !== -1; end = chunk.indexOf(separator, start)) {
      buffer.add(chunk.subarray(start, end));
      pieces.push(...take());
      number += 1;
      start = end + 1;
    }
    buffer.add(chunk.subarray(start));
    yield pieces;
  }
  yield take();
}
