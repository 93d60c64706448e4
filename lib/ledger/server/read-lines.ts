import { createReadStream } from "node:fs";

/** Longer than any line Lethe writes; what is longer comes cut off, and so cannot be read as one. */
const lineLengthMax = 1_000_000;

/**
 * The lines of a text file, without their ends, from byte `start` on. In pieces, so that neither a large file nor a long line fills
 * the memory.
 */
export async function* readLines(path: string, start = 0): AsyncGenerator<string> {
  const chunks: AsyncIterable<string> = createReadStream(path, {
    start,
    encoding: "utf8",
    highWaterMark: 64 * 1024,
  });
  let rest = "";
  let isFirst = true;
  for await (const chunk of chunks) {
    const parts = (isFirst ? chunk.replace(/^\uFEFF/, "") : chunk).split("\n");
    isFirst = false;
    const last = parts.pop() ?? "";
    for (const part of parts) {
      yield withoutReturn(rest + part);
      rest = "";
    }
    rest = (rest + last).slice(0, lineLengthMax);
  }
  if (rest !== "") yield withoutReturn(rest);
}

const withoutReturn = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);
