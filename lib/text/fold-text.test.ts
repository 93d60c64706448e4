import { describe, expect, it } from "vitest";
import { containsFolded, foldText } from "./fold-text";
import { plainText } from "./plain-text";

describe("foldText", () => {
  it.each([
    ["decomposed and composed", "cafe\u0301", "CAFÉ"],
    ["marks in another order", "a\u0323\u0307", "a\u0307\u0323"],
    ["a zero-width space", "in\u200bvisible", "invisible"],
    ["a soft hyphen", "in\u00advisible", "invisible"],
    ["marks of direction", "\u202ainvisible\u202c", "invisible"],
    ["a byte order mark", "\ufeffinvisible", "invisible"],
    ["sharp s", "Straße", "STRASSE"],
    ["a capital sharp s", "STRAẞE", "strasse"],
    ["a final sigma", "Σίσυφος", "ΣΊΣΥΦΟΣ"],
    ["an iota subscript", "ᾳ", "ΑΙ"],
    ["full width", "ＦＵＬＬ　ｗｉｄｔｈ", "full width"],
    ["half-width katakana", "ｶﾞ", "ガ"],
    ["ligatures", "ﬁnd ﬆill", "find still"],
    ["a dotless i", "ısı", "ISI"],
    ["a dotted I", "İstanbul", "istanbul"],
    ["jamo and syllables", "\u1112\u1161\u11ab\u1100\u1173\u11af", "한글"],
    ["joiners in an emoji", "👩\u200d👩\u200d👧", "👩👩👧"],
    ["an emoji's variation", "❤\ufe0f", "❤"],
    ["a joiner in Persian", "نامه\u200cای", "نامهای"],
    ["Arabic presentation forms", "ﻻ", "لا"],
    ["Roman numerals and units", "Ⅷ ㎏", "viii kg"],
    ["a no-break space", "a\u00a0b", "a b"],
    ["Armenian, Georgian and Cherokee", "ԱᲐᎠ", "աაꭰ"],
    ["letters beyond 16 bits", "𐐀", "𐐨"],
    ["ångström and Kelvin", "\u212b \u212a", "å k"],
  ])("%s", (_, one, other) => {
    expect(foldText(one)).toBe(foldText(other));
    expect(foldText(foldText(one))).toBe(foldText(one));
    expect(containsFolded(`… ${one} …`, other)).toBe(true);
  });

  it.each([
    ["an accent", "café", "cafe"],
    ["a syllable and the one it begins", "각", "가"],
    ["a space", "in visible", "invisible"],
    ["a vowel sign", "कि", "क"],
  ])("%s counts", (_, one, other) => {
    expect(foldText(one)).not.toBe(foldText(other));
  });
});

it("plainText keeps case", () => {
  expect(plainText("Cafe\u0301 in\u00advisible STRAẞE ﬁ")).toBe("Café invisible STRAẞE fi");
});
