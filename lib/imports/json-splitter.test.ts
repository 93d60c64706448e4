import { describe, expect, it } from "vitest";
import { JsonSplitter } from "./json-splitter";
import type { Page } from "./list-around";
import type { Piece } from "./piece";

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const split = (file: string, size = 65_536): { shown: string[]; pages: Page[] } => {
  const pages: Page[] = [];
  const splitter = new JsonSplitter((page) => pages.push(page));
  const bytes = encoder.encode(file);
  const pieces: Piece[] = [];
  for (let at = 0; at < bytes.length; at += size) pieces.push(...splitter.push(bytes.slice(at, at + size)));
  pieces.push(...splitter.end());
  return { shown: pieces.map(shownPiece), pages };
};
const shownPiece = ({ place, number, bytes, reason }: Piece): string =>
  `${place} ${number}: ${bytes === null ? reason : decoder.decode(bytes).trim()}`;

const quoted = String.raw`{"memory":"a \"b\" [ { \\","m":{"x":[1,"]"]}}`;
const sizes = [1, 2, 3, 7, 65_536];

describe.each(sizes)("from chunks of %i bytes", (size) => {
  it("takes an object a line, and the line's number", () => {
    const file = `${quoted}\r\n\n  \r\n{"memory":"東京 🦉"}`;
    expect(split(file, size).shown).toEqual([`line 1: ${quoted}`, 'line 4: {"memory":"東京 🦉"}']);
  });

  it("takes a list", () => {
    const file = ` \n[${quoted},\n{"memory":"東京 🦉"} , ]  \n`;
    expect(split(file, size).shown).toEqual([`position 1: ${quoted}`, 'position 2: {"memory":"東京 🦉"}']);
  });

  it("takes an object over several lines, and several of them", () => {
    const one = '{\n  "memory": "a",\n  "metadata": {\n    "x": [\n      {"y": 1}\n    ]\n  }\n}';
    expect(split(`${one}\n${one}\n`, size).shown).toEqual([`line 1: ${one}`, `line 9: ${one}`]);
  });

  it.each([
    '{"count":1,"next":null,"results":[1]}\n{"count":1,"next":null,"previous":null,"results":[2]}',
    "[1]\n[2]\n",
    "[1][2]",
    "[[1],[2]]",
    '[{"count":2,"next":"x","results":[1]},{"count":2,"next":null,"results":[2],"more":[3]}]',
    '{"result":{"points":[1,2],"next_page_offset":null},"status":"ok"}',
    '{\n  "relations": [],\n  "results": [\n1,\n2\n]\n}',
    '{"results":[1]}{"results":[2]}',
    '{"results" : [1 , 2]}',
  ])("takes the memories of %s", (file) => {
    expect(split(file, size).shown).toEqual(["position 1: 1", "position 2: 2"]);
  });

  it("reads what a page says of others, before its list and after it", () => {
    const { pages } = split(
      '{"count":250,"next":"https:\\/\\/x\\"y","results":[{"a":[1]},{"b":2}],"previous":null}',
      size,
    );
    expect(pages).toEqual([{ heldCount: 2, totalCount: 250, hasPrevious: false, hasNext: true }]);
    const after = split('[{"results":[{"a":1}],"total":2,"previous":"p","next":"n"}]', size);
    expect(after.pages).toEqual([{ heldCount: 1, totalCount: 2, hasPrevious: true, hasNext: true }]);
  });

  it("does not take a memory with such a key for a page", () => {
    const line = '{"memory":"x","results":[1,2],"data":[{"memory":"y"}]}';
    expect(split(line, size).shown).toEqual([`line 1: ${line}`]);
  });

  it("loses no more than what is broken", () => {
    const file =
      'not json\n{"memory":"ha\n{"memory":"a"}\n{"memory":"b"\n{"memory":"c",\n{"memory":"d"}\n{"memory":"e"}}\n{"memory":"f"}';
    expect(split(file, size).shown).toEqual([
      "line 1: not json",
      'line 2: {"memory":"ha',
      'line 3: {"memory":"a"}',
      'line 4: {"memory":"b"',
      'line 5: {"memory":"c",',
      'line 6: {"memory":"d"}',
      'line 7: {"memory":"e"}',
      "line 7: }",
      'line 8: {"memory":"f"}',
    ]);
  });

  it("loses no more than one member of a list to a string that is not closed", () => {
    const { shown } = split('["a,\n{"memory":"x"},\n{"memory":"ha},\n{"memory":"y"},\n{"memory":"z"}]', size);
    expect(shown).toContain('position 2: {"memory":"x"}');
    expect(shown.slice(-2)).toEqual(['position 4: {"memory":"y"}', 'position 5: {"memory":"z"}']);
  });

  it("says that a list does not end", () => {
    expect(split('[{"memory":"x"},{"mem', size).shown).toEqual([
      'position 1: {"memory":"x"}',
      'position 2: {"mem',
      "position 3: The file ends before its list is complete.",
    ]);
    expect(split('{"results":[{"memory":"x"}]', size).shown.at(-1)).toBe(
      "position 2: The file ends before its list is complete.",
    );
  });
});

it("is empty for an empty file, blank lines and an empty list", () => {
  for (const file of ["", "\n\r\n \n", " [ ] ", '{"results":[]}']) expect(split(file).shown).toEqual([]);
});

it.each(["", "["])("forgets what is too long, and goes on (%s)", (start) => {
  const long = `{"memory":"${"x".repeat(2 * 1024 * 1024)}"}`;
  const separator = start === "[" ? "," : "\n";
  const { shown } = split(`${start}{"a":1}${separator}${long}${separator}{"a":3}${separator}`, 65_536);
  expect(shown.slice(0, 3).map((text) => text.replace(/^\w+ \d+: /, ""))).toEqual([
    '{"a":1}',
    "This is longer than 2 MiB.",
    '{"a":3}',
  ]);
});

it.each(["x", '{"a":['])("reads 128 MiB that begin with %j and never end in constant memory", (beginning) => {
  const splitter = new JsonSplitter(() => undefined);
  splitter.push(encoder.encode(beginning));
  const chunk = encoder.encode('"x",'.repeat(256 * 1024));
  const before = process.memoryUsage().rss;
  for (let number = 0; number < 128; number++) splitter.push(chunk);
  expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
});
