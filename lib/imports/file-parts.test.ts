import { describe, expect, it } from "vitest";
import { fileFormatOf, filePartsOf, type FilePart } from "./file-parts";

/** All parts of a file cut into parts of a few bytes, with their text. */
const partsOf = async (text: string, partBytes = 16) => {
  const shown: { text?: string; reason?: string; at: number }[] = [];
  let last: FilePart | undefined;
  for await (const part of filePartsOf(new Blob([text]), partBytes)) {
    last = part;
    if (part.kind === "memories") shown.push({ text: await part.body.text(), at: part.firstLine });
    else shown.push({ reason: part.reason, at: part.line });
  }
  return { shown, endByte: last?.endByte };
};

describe("fileFormatOf", () => {
  it.each([
    ['{"memory":"a"}\n', "lines", 0],
    ['\uFEFF{"memory":"a"}\n', "lines", 3],
    [' \n[{"memory":"a"}]', "array", 3],
    ['{"count": 2, "next": null, "results": [{"memory":"a"}]}', "array", 39],
    // A memory that happens to have such a key.
    ['{"memory": "a", "results": [1]}\n', "lines", 0],
    ["", "lines", 0],
  ])("%j is %s from byte %i", async (text, kind, startByte) => {
    expect(await fileFormatOf(new Blob([text]))).toEqual({ kind, startByte });
  });
});

describe("JSON Lines", () => {
  it("cuts at line ends, and counts the lines before each part, blank ones too", async () => {
    const text = '{"m":"one"}\n\n{"m":"two"}\n{"m":"three"}';
    const { shown, endByte } = await partsOf(text, 20);
    expect(shown).toEqual([
      { text: '{"m":"one"}\n\n', at: 1 },
      { text: '{"m":"two"}\n', at: 3 },
      { text: '{"m":"three"}', at: 4 },
    ]);
    expect(endByte).toBe(text.length);
  });

  it("takes a line that is longer than a part whole", async () => {
    const long = `{"m":"${"x".repeat(100)}"}\n`;
    const { shown } = await partsOf(`{"m":1}\n${long}{"m":2}\n`);
    expect(shown.map(({ text }) => text).join("")).toBe(`{"m":1}\n${long}{"m":2}\n`);
  });

  it("skips a line that is longer than any memory, and goes on after it", async () => {
    const { shown } = await partsOf(`{"m":1}\n${"x".repeat(5_000_000)}\n{"m":2}\n`);
    expect(shown).toEqual([
      { text: '{"m":1}\n', at: 1 },
      { reason: "This is longer than 2 MiB.", at: 2 },
      { text: '{"m":2}\n', at: 3 },
    ]);
  });

  it("keeps a part from being taken for an array", async () => {
    const { shown } = await partsOf('{"m":"one"}\n[{"m":"no"}]\n{"m":"two"}\n', 13);
    expect(shown).toEqual([
      { text: '{"m":"one"}\n', at: 1 },
      { reason: "This is not a JSON object with a memory.", at: 2 },
      { text: '{"m":"two"}\n', at: 3 },
    ]);
  });
});

describe("a JSON array", () => {
  const members = ['{"m":"a, ] \\" b"}', '{"m":{"n":[1,[2]]}}', '"three"', '{\n "m": "four" }'];

  it.each([1, 2, 3, 7, 16, 1000])(
    "is cut between its members into arrays, in pieces of %i bytes",
    async (bytes) => {
      const { shown } = await partsOf(`[${members.join(",")}]\n`, bytes);
      expect(shown.flatMap(({ text = "" }) => JSON.parse(text) as unknown[])).toEqual(
        members.map((member) => JSON.parse(member) as unknown),
      );
      expect(shown[0]?.at).toBe(1);
      if (bytes === 1) expect(shown.map(({ at }) => at)).toEqual([1, 2, 3, 4]);
    },
  );

  it("says that a file ends too early", async () => {
    const { shown } = await partsOf('[{"m":1},{"m":2},{"m"');
    expect(shown.at(-1)).toEqual({ reason: "The file ends before its list does.", at: 3 });
  });

  it("skips a member that is longer than any memory, and goes on after it", async () => {
    const { shown } = await partsOf(`[{"m":1},{"m":"${"x".repeat(9_000_000)}"},{"m":3}]`, 2_000_000);
    expect(shown).toEqual([
      { text: '[{"m":1}]', at: 1 },
      { reason: "This is longer than 2 MiB.", at: 2 },
      { text: '[{"m":3}]', at: 3 },
    ]);
  });

  it("reads an empty one", async () => {
    expect((await partsOf("[]")).shown).toEqual([{ text: "[]", at: 1 }]);
  });
});
