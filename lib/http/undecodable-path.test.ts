import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { undecodablePattern } from "./undecodable-path";

const isUndecodable = (text: string) => new RegExp(`^${undecodablePattern}$`, "i").test(text);
const fails = (text: string): boolean => {
  try {
    decodeURIComponent(text);
    return false;
  } catch {
    return true;
  }
};

describe("undecodablePattern", () => {
  it.each([
    "%",
    "%Z",
    "%ZZ",
    "%2",
    "a%",
    "%A0",
    "%C0%80",
    "%ED%A0%80",
    "%F4%90%80%80",
    "%F5%80%80%80",
    "a/%E6/%9D",
  ])("finds %s", (text) => expect([isUndecodable(text), fails(text)]).toEqual([true, true]));

  it.each([
    "",
    "a",
    "a/b",
    "%2F",
    "100%25",
    "%e6%9d%b1",
    "%F0%9F%A6%8A",
    "%ED%9F%BF",
    "%EE%80%80",
    "%F4%8F%BF%BF",
  ])("leaves %s alone", (text) => expect([isUndecodable(text), fails(text)]).toEqual([false, false]));

  it("finds what decodeURIComponent refuses, and nothing else (ASVS 13.1.1, 13.1.3)", () => {
    const byte = fc.integer({ min: 0, max: 255 }).map((value) => `%${value.toString(16).padStart(2, "0")}`);
    // Bytes at which the lengths and the limits of UTF-8 change.
    const edge = fc.constantFrom(..."7f 80 8f 90 9f a0 bf c1 c2 df e0 ec ed ee ef f0 f3 f4 f5".split(" "));
    const part = fc.oneof(
      byte,
      edge.map((hex) => `%${hex.toUpperCase()}`),
      fc.constantFrom("a", "/", "%", "%2", "%zz"),
      fc.string({ unit: "grapheme", maxLength: 3 }).map((text) => encodeURIComponent(text.toWellFormed())),
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 6 }), (parts) => {
        const text = parts.join("");
        expect(isUndecodable(text)).toBe(fails(text));
      }),
      { numRuns: 20_000 },
    );
  });

  it("takes one walk over a long address", () => {
    const startedAt = performance.now();
    expect(isUndecodable(`${"%e6%9d%b1a".repeat(20_000)}%`)).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });
});
