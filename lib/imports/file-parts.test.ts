import { gzipSync, strToU8 } from "fflate";
import { describe, expect, it } from "vitest";
import { filePartsOf } from "./file-parts";
import { readPart } from "./part";

async function* chunksOf(body: Blob): AsyncGenerator<Uint8Array> {
  const bytes = new Uint8Array(await body.arrayBuffer());
  // Cut in the middle of memories.
  for (let at = 0; at < bytes.length; at += 1000) yield bytes.slice(at, at + 1000);
}

/** All parts of a file as the server reads them: each memory's JSON with its place in the file. */
const partsOf = async (file: string | Uint8Array<ArrayBuffer>, partBytes = 16) => {
  const shown: string[][] = [];
  const bad: string[] = [];
  const readBytes: number[] = [];
  for await (const part of filePartsOf(new Blob([file]), partBytes)) {
    const memories: string[] = [];
    for await (const pieces of readPart(chunksOf(part.body)))
      for (const { number, bytes } of pieces) {
        const place = part.places[number - 1];
        memories.push(`${place?.place} ${place?.number}: ${new TextDecoder().decode(bytes ?? undefined)}`);
      }
    shown.push(memories);
    bad.push(...part.badLines.map(({ place, number, reason }) => `${place} ${number}: ${reason}`));
    readBytes.push(part.readBytes);
  }
  return { shown, bad, readBytes };
};

describe("parts of a file", () => {
  it("hold whole memories, and where each stands in the file", async () => {
    const { shown, bad } = await partsOf('{"memory":"one"}\n\n{"memory":"two"}\n{"memory":"three"}');
    expect(shown).toEqual([
      ['line 1: {"memory":"one"}'],
      ['line 3: {"memory":"two"}'],
      ['line 4: {"memory":"three"}'],
      [],
    ]);
    expect(bad).toEqual([]);
  });

  it("keep a broken memory from spoiling others, and a line break from mending it", async () => {
    const { shown, bad } = await partsOf('[{"memory":"a\nb"},\n{"memory":"c\u001e"},\n{"memory":"d"}]', 1000);
    expect(shown).toEqual([['position 1: {"memory":"a\nb"},\n', 'position 3: {"memory":"d"}']]);
    expect(bad).toEqual(["position 2: This is not valid JSON."]);
  });

  it("cut a file of many megabytes anywhere, and lose nothing", async () => {
    const memory = (number: number) => ({
      memory: `東京 🦉 ${number} ${"x".repeat(number % 3000)}`,
      user_id: "u",
    });
    const all = Array.from({ length: 4000 }, (_, number) => memory(number));
    const csv = `memory,user_id\r\n${all.map((each) => `"${each.memory}\r\n""",u\r\n`).join("")}`;
    const utf16 = new Uint8Array(Buffer.from(`\ufeff${JSON.stringify(all)}`, "utf16le"));
    const files = [
      JSON.stringify(all),
      JSON.stringify({ count: 4000, results: all }, null, 2),
      all.map((each) => JSON.stringify(each)).join("\n"),
      utf16,
      gzipSync(strToU8(JSON.stringify(all))),
      csv,
    ];
    for (const file of files) {
      const { shown, bad, readBytes } = await partsOf(file, 2 * 1024 * 1024);
      const read = shown
        .flat()
        .map((text) => JSON.parse(text.replace(/^\w+ \d+: /, "")) as { memory: string });
      const expected =
        file === csv ? all.map((each) => `${each.memory}\r\n"`) : all.map((each) => each.memory);
      expect(read.map((each) => each.memory)).toEqual(expected);
      expect(bad).toEqual([]);
      expect(readBytes.at(-1)).toBe(new Blob([file]).size);
      expect(shown.length).toBeGreaterThan(2);
    }
  });
});
