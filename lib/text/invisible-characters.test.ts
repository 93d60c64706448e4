import { expect, it } from "vitest";
import {
  isVisibleLine,
  splitInvisible,
  withEscapedInvisible,
  withNamedInvisible,
} from "./invisible-characters";

/** A black flag with the letters of a region, as tags. */
const flag = (region: string): string =>
  `\u{1f3f4}${Array.from(region, (letter) => String.fromCodePoint(0xe0000 + letter.charCodeAt(0))).join("")}\u{e007f}`;

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
    "🏳️‍🌈 and ❤️, 1️⃣",
    `England ${flag("gbeng")}, Scotland ${flag("gbsct")}${flag("gbwls")}`,
    "葛\u{e0100}城市",
    "⠓⠑⠇⠇⠕⠀⠺⠕⠗⠇⠙",
    "<script>alert(1)</script>",
    "",
  ]) {
    expect(splitInvisible(text)).toEqual([{ kind: "text", text }]);
  }
});

it("names what hides a sentence, a blank or a mark that nobody sees", () => {
  for (const name of ["U+E0041", "U+E0001", "U+E0FFF", "U+E0100", "U+034F", "U+17B4", "U+1D173", "U+2800"]) {
    const character = String.fromCodePoint(parseInt(name.slice(2), 16));
    expect(withNamedInvisible(`a${character}b`)).toBe(`a⟨${name}⟩b`);
    expect(isVisibleLine(`a${character}b`)).toBe(false);
    const json = JSON.stringify({ text: `a${character}b` });
    expect(withEscapedInvisible(json)).not.toContain(character);
    expect(JSON.parse(withEscapedInvisible(json))).toEqual({ text: `a${character}b` });
  }
  // A flag that is none, or is cut off, hides what follows it.
  expect(withNamedInvisible(flag("a"))).toBe("🏴⟨U+E0061⟩⟨U+E007F⟩");
  expect(withNamedInvisible(`${flag("gbeng")}\u{e0061}`)).toBe(`${flag("gbeng")}⟨U+E0061⟩`);
});

it("takes a name that is seen whole, and none that looks like another", () => {
  for (const name of ["Support bot", "نامه‌ای", "क्‍ष", "👩‍👩‍👧 family", `Team ${flag("gbwls")}`, "葛\u{e0100}城"])
    expect([name, isVisibleLine(name)]).toEqual([name, true]);
  for (const name of [
    "Support bot\u200d",
    "Sup\u200cport",
    "\u200eSupport",
    "\u200d",
    "Support bot\ufe0f",
    "Support bot\u{e0020}",
    "⠓\u2800",
    "\u3164",
    "two\nlines",
    "\u00a0",
  ])
    expect([name, isVisibleLine(name)]).toEqual([name, false]);
});

it("takes long texts of them in a moment", () => {
  const blanks = "\u2800".repeat(20_000);
  expect(splitInvisible(blanks)).toHaveLength(20_000);
  expect(isVisibleLine(blanks)).toBe(false);
});

it("names them within a string, so that an id cannot pass for another one", () => {
  expect(withNamedInvisible("\u202Elive")).toBe("⟨U+202E⟩live");
  expect(withNamedInvisible("caroline")).toBe("caroline");
});
