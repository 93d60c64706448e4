import { describe, expect, it } from "vitest";
import type { Piece } from "./piece";
import { readSource } from "./read-source";
import { splitMemories } from "./split-memories";

async function* inChunksOf(size: number, bytes: Buffer): AsyncGenerator<Buffer> {
  for (let start = 0; start < bytes.length; start += size) {
    yield await Promise.resolve(bytes.subarray(start, start + size));
  }
}

const split = async (file: string | Buffer, size = 65_536): Promise<Piece[]> => {
  const pieces: Piece[] = [];
  for await (const some of splitMemories(inChunksOf(size, Buffer.from(file)))) pieces.push(...some);
  return pieces;
};
const shown = (pieces: Piece[]): string[] =>
  pieces.map((piece) => `${piece.place} ${piece.number}: ${piece.bytes?.toString() ?? piece.reason}`);

const quoted = String.raw`{"memory":"a \"b\" [ { \\","m":{"x":[1,"]"]}}`;

describe("splitMemories", () => {
  it.each([1, 2, 7, 65_536])("cuts JSON Lines from chunks of %i bytes", async (size) => {
    const file = `\ufeff${quoted}\r\n\n  \r\n{"memory":"東京 🦉"}`;
    expect(shown(await split(file, size))).toEqual([`line 1: ${quoted}\r`, 'line 4: {"memory":"東京 🦉"}']);
  });

  it.each([1, 2, 7, 65_536])("cuts a JSON array from chunks of %i bytes", async (size) => {
    const file = ` \n[${quoted},\n{"memory":"東京 🦉"} , ]  trailing`;
    expect(shown(await split(file, size))).toEqual([
      `position 1: ${quoted}`,
      'position 2: \n{"memory":"東京 🦉"} ',
    ]);
  });

  it.each([
    '{"results":[1,2]}',
    '{"count":2,"next":"https:\\/\\/x\\"y","previous":null,"results":[1,2],"more":[3]}',
    '{\n  "relations": [],\n  "results": [\n1,\n2\n]\n}',
  ])("finds the list in an answer of Mem0: %s", async (file) => {
    expect((await split(file)).map((piece) => piece.bytes?.toString().trim())).toEqual(["1", "2"]);
  });

  it("does not take a memory with such a key for an answer", async () => {
    const line = '{"memory":"x","results":[1,2]}';
    expect(shown(await split(line))).toEqual([`line 1: ${line}`]);
  });

  it("is empty for an empty file, blank lines and an empty array", async () => {
    expect(await split("")).toEqual([]);
    expect(await split("\n\r\n \n")).toEqual([]);
    expect(await split(" [ ] ")).toEqual([]);
  });

  it("says that a list does not end", async () => {
    expect(shown(await split('[{"memory":"x"},{"mem'))).toEqual([
      'position 1: {"memory":"x"}',
      'position 2: {"mem',
      "position 3: The file ends before its list does.",
    ]);
  });

  it("loses no more than one element to a string that is not closed", async () => {
    const pieces = await split('["a,\n{"memory":"x"},\n{"memory":"y"}]');
    expect(shown(pieces).at(-1)).toBe('position 2: \n{"memory":"y"}');
  });

  it.each(["", "["])("forgets what is too long, and goes on (%s)", async (start) => {
    const long = `{"memory":"${"x".repeat(2 * 1024 * 1024)}"}`;
    const separator = start === "[" ? "," : "\n";
    const pieces = await split(`${start}1${separator}${long}${separator}3${separator}`);
    expect(pieces.slice(0, 3).map((piece) => piece.bytes?.toString() ?? piece.reason)).toEqual([
      "1",
      "This is longer than 2 MiB.",
      "3",
    ]);
  });

  it.each(["x", '{"memory":"x"}\n'])("reads 512 MiB of %j in constant memory", async (content) => {
    async function* long(): AsyncGenerator<Buffer> {
      for (let number = 0; number < 512; number++) {
        yield await Promise.resolve(Buffer.alloc(1024 * 1024, number % 64 === 0 ? content : "x"));
      }
    }
    const source = readSource(long(), new AbortController().signal);
    const before = process.memoryUsage().rss;
    let peak = before;
    for await (const _pieces of splitMemories(source)) peak = Math.max(peak, process.memoryUsage().rss);
    expect(peak - before).toBeLessThan(200 * 1024 * 1024);
  });
});
