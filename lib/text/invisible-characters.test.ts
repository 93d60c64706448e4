import { expect, it } from "vitest";
import { splitInvisible, withNamedInvisible } from "./invisible-characters";

it("names what cannot be seen, by code point", () => {
  expect(splitInvisible("pay\u202Etnuoma\u0007")).toEqual([
    { kind: "text", text: "pay" },
    { kind: "invisible", name: "U+202E" },
    { kind: "text", text: "tnuoma" },
    { kind: "invisible", name: "U+0007" },
  ]);
});

it("leaves lines, tabs, joined emoji and other scripts alone", () => {
  for (const text of [
    "two\nlines\tand a tab",
    "👩‍👩‍👧 family",
    "نامه‌ای",
    "क्‍ष",
    "<script>alert(1)</script>",
    "",
  ]) {
    expect(splitInvisible(text)).toEqual([{ kind: "text", text }]);
  }
});

it("names them within a string, so that an id cannot pass for another one", () => {
  expect(withNamedInvisible("\u202Elive")).toBe("⟨U+202E⟩live");
  expect(withNamedInvisible("caroline")).toBe("caroline");
});
