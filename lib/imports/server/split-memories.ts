import { arrayStartOf } from "@/lib/imports/array-start";
import { ElementSplitter } from "./element-splitter";
import { LineSplitter } from "./line-splitter";
import type { Piece } from "./piece";

const headBytesMax = 65_536;

/**
 * Cuts a file into the JSON of its memories, whatever their number in constant memory; yields the pieces of each chunk
 * together. The file is JSON Lines, a JSON array, or an answer of Mem0's list (`{"count": …, "results": […]}`); its
 * beginning tells which.
 */
export async function* splitMemories(source: AsyncIterable<Uint8Array>): AsyncGenerator<Piece[]> {
  const chunks = headFirst(source);
  const first = await chunks.next();
  const head = withoutByteOrderMark(first.done === true ? Buffer.alloc(0) : first.value);
  const arrayStart = arrayStartOf(head.toString("latin1"));
  const splitter = arrayStart === null ? new LineSplitter() : new ElementSplitter();
  yield splitter.push(head.subarray(arrayStart ?? 0));
  for await (const chunk of chunks) yield splitter.push(chunk);
  yield splitter.end();
}

/** The chunks of a source, the first of them long enough to see what kind of file it is. */
async function* headFirst(source: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let head: Buffer[] | null = [];
  let headSize = 0;
  for await (const bytes of source) {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (head === null) {
      yield chunk;
      continue;
    }
    head.push(chunk);
    headSize += chunk.length;
    if (headSize < headBytesMax) continue;
    yield Buffer.concat(head);
    head = null;
  }
  if (head !== null) yield Buffer.concat(head);
}

const withoutByteOrderMark = (head: Buffer): Buffer =>
  head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf ? head.subarray(3) : head;
