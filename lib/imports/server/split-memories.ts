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
  const arrayStart = findArray(head);
  const splitter = arrayStart === null ? new LineSplitter() : new ElementSplitter();
  yield splitter.push(head.subarray(arrayStart ?? 0));
  for await (const chunk of chunks) yield splitter.push(chunk);
  yield splitter.end();
}

/** Where the elements of the array begin that holds the memories; null for JSON Lines. */
const findArray = (head: Buffer): number | null => {
  const found = arrayAtStart.exec(head.toString("latin1"));
  return found === null ? null : found[0].length;
};

// `[`, or an object whose "results" is a list and comes after nothing but plain values. A memory with such a key would
// have its "memory" before it.
const text = String.raw`"(?:[^"\\]|\\.)*"`;
const plainMember = String.raw`(?!"memory")${text}\s*:\s*(?:${text}|\[\s*\]|[\w.+-]+)\s*,\s*`;
const arrayAtStart = new RegExp(String.raw`^\s*(?:\[|\{\s*(?:${plainMember})*"results"\s*:\s*\[)`);

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
