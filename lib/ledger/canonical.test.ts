import { describe, expect, it } from "vitest";
import { canonical, eventHash, genesisHash } from "./canonical";

describe("canonical", () => {
  it("writes one text for one value, whatever the order of its keys", () => {
    const one = canonical({ b: 1, a: { d: [true, null], c: "x" } });
    const other = canonical({ a: { c: "x", d: [true, null] }, b: 1 });
    expect(one).toBe('{"a":{"c":"x","d":[true,null]},"b":1}');
    expect(other).toBe(one);
  });

  it("sorts keys by UTF-16 code unit, as RFC 8785 does, and not by code point or locale", () => {
    // https://www.rfc-editor.org/rfc/rfc8785#section-3.2.3
    const keys = ["\u20ac", "\r", "\ufb33", "1", "\u{1f600}", "\u0080", "\u00f6"];
    const text = canonical(Object.fromEntries(keys.map((key) => [key, 0])));
    const order = ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\u{1f600}", "\ufb33"];
    expect(text).toBe(`{${order.map((key) => `${JSON.stringify(key)}:0`).join(",")}}`);
  });

  it("keeps Unicode as it is: no normalisation, and different texts stay different", () => {
    const texts = ["é", "e\u0301", "😀", "\u2028", "\u0000", "\\u0000", '"', "\\", "‮", "\ufeff"];
    const written = texts.map((text) => canonical(text));
    expect(new Set(written).size).toBe(texts.length);
    expect(written.map((text): unknown => JSON.parse(text))).toEqual(texts);
    // What is hashed is UTF-8, and it must survive the way there and back.
    expect(written.map((text) => Buffer.from(text, "utf8").toString("utf8"))).toEqual(written);
  });

  it("refuses half of a surrogate pair, in a value and in a key: it has no UTF-8", () => {
    for (const half of ["\ud800", "a\udc00", "\udc00\ud800"]) {
      expect(() => canonical(half)).toThrow(RangeError);
      expect(() => canonical({ [half]: 1 })).toThrow(RangeError);
      expect(() => canonical([{ a: half }])).toThrow(RangeError);
    }
    expect(canonical("\ud83d\ude00")).toBe('"😀"');
  });

  it("leaves absent keys out and refuses numbers with more than one spelling", () => {
    expect(canonical({ a: undefined, b: null })).toBe('{"b":null}');
    expect(canonical(-0)).toBe("0");
    for (const number of [0.5, 1e21, 2 ** 53, Number.NaN, Infinity]) {
      expect(() => canonical(number)).toThrow(RangeError);
    }
  });

  it("is what it was: a change of the form must be a new version", () => {
    const body = canonical({ deletionId: "d", actor: { kind: "system", id: "s" }, count: 3, text: "é😀" });
    const hash = eventHash({
      version: 1,
      seq: 7,
      kind: "deletion.finished",
      recordedAt: new Date("2026-01-02T03:04:05.678Z"),
      body,
      previousHash: genesisHash,
    });
    expect(body).toBe('{"actor":{"id":"s","kind":"system"},"count":3,"deletionId":"d","text":"é😀"}');
    // Computed with Python's hashlib, as an independent verifier would.
    expect(hash.toString("hex")).toBe("3ef39b6367ef9543f2be38f65134dbdf4d1449384d6db6223349381dcd3d12ee");
  });
});
