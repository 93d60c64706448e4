import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { placeOf, readMetadataText } from "./metadata-text";
import { parseExact } from "@/lib/json/parse-exact";
import { sentMetadataSchema } from "./scope-schema";

const message = (text: string) => {
  const read = readMetadataText(text);
  return read.ok ? null : read.message;
};

describe("metadata text", () => {
  it.each(["", "  ", "\n\t", "{}", " { } "])("%j is none", (text) => {
    expect(readMetadataText(text)).toEqual({ ok: true, metadata: null });
  });

  it("reads what JSON can say in simple values", () => {
    const text = '{ "tier": "gold", "n": -1.5e2, "vip": true, "left": null, "é\\u0301\\n": "\\"" }';
    expect(readMetadataText(text)).toEqual({ ok: true, metadata: JSON.parse(text) as unknown });
  });

  it("keeps every digit of a number", () => {
    expect(readMetadataText('{"a": 12345678901234567890, "b": 0.12345678901234567890}')).toEqual({
      ok: true,
      metadata: { a: { number: "12345678901234567890" }, b: { number: "0.12345678901234567890" } },
    });
  });

  it.each([
    ["tier", "Line 1, column 1: metadata must be an object"],
    ["[1]", "Line 1, column 1: metadata must be an object"],
    ['{"tier"', "Line 1, column 8: a colon"],
    ['{"tier": ', "Line 1, column 10: the text ends too early."],
    ['{\n  "tier": gold\n}', "Line 2, column 11: a value must be text in double quotation marks"],
    ["{tier: 1}", "Line 1, column 2: a key in double quotation marks"],
    ["{'tier': 1}", "Line 1, column 2: a key in double quotation marks"],
    ["{\"tier\": 'gold'}", "Line 1, column 10: text must be in straight double quotation marks"],
    ['{"tier": "gold}', "Line 1, column 10: this text has no closing"],
    ['{"tier": "gold" "n": 1}', "Line 1, column 17: a comma or the closing }"],
    ['{"tier": 1,}', "Line 1, column 12: a key in double quotation marks"],
    ['{"tier": 1', "Line 1, column 11: a comma or the closing }"],
    ['{"tier": 01}', "Line 1, column 10: a value must be"],
    ['{"a": 1}}', "Line 1, column 9: nothing can follow"],
    ['{"🦉": [1]}', "Line 1, column 7: a value cannot be a list."],
    ['{"a":\r\n{"b": 1}}', "Line 2, column 1: a value cannot be an object."],
    ['{"a": 1, "a": 2}', 'Line 1, column 10: the key "a" appears twice.'],
    ['{"a": 1, "\\u0061": 2}', 'the key "a" appears twice.'],
    ['{"a": "b", "__proto__": 2}', 'the key "__proto__" cannot be used.'],
    ['{"a": 1e1001}', "A number can have at most 1,000 digits."],
    ['{"": 1}', "Line 1, column 2: a key cannot be empty."],
    ['{"a": "\\u0000"}', "A value cannot contain the null character."],
  ])("%j: %s", (text, words) => {
    expect(message(text)).toContain(words);
  });

  it("accepts what JSON.parse and the schema accept, whatever is typed", () => {
    const pieces = ['{"a": 1, "b": "c\\n"}', '{ "x" : null,\n"y":false }', '{"q": -0.5e+3}', "{}"];
    const signs = ['"', "{", "}", ",", ":", "\\", "1", "0", "-", ".", "e", " ", "\n", "t", "[", "]", ""];
    const change = fc.record({
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      sign: fc.constantFrom(...signs),
      isInPlace: fc.boolean(),
    });
    const changes = fc.array(change, { minLength: 1, maxLength: 3 });
    fc.assert(
      fc.property(fc.constantFrom(...pieces), changes, (piece, made) => {
        const text = made.reduce((before, { at, sign, isInPlace }) => {
          const from = Math.floor(at * before.length);
          return before.slice(0, from) + sign + before.slice(from + (isInPlace ? 1 : 0));
        }, piece);
        const expected = parsed(text);
        const read = readMetadataText(text);
        // What is refused beyond JSON.
        if (!read.ok && read.message.includes("appears twice")) return;
        expect(read.ok).toBe(text.trim() === "" || expected !== null);
        if (read.ok && expected !== null) expect(read.metadata ?? {}).toEqual(expected);
      }),
      { numRuns: 20_000, seed: 7 },
    );
  });
});

it.each([
  ["abc", 0, 1, 1],
  ["abc", 3, 1, 4],
  ["a\nb", 2, 2, 1],
  ["a\r\nb", 3, 2, 1],
  ["🦉x", 2, 1, 2],
])("the place in %j at %i", (text, offset, line, column) => {
  expect(placeOf(text, offset)).toEqual({ line, column });
});

const parsed = (text: string): unknown => {
  try {
    const result = sentMetadataSchema.safeParse(parseExact(text));
    return result.success ? result.data : null;
  } catch {
    return null;
  }
};
