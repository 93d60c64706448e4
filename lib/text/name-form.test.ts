import { describe, expect, it } from "vitest";
import { hasName, nameMarks, namePattern, windowAround, type NameForm } from "./name-form";

const form = (...words: string[]): NameForm => ({ words, isNear: false });
const near = (word: string): NameForm => ({ words: [word], isNear: true });
const has = (text: string, wanted: NameForm): boolean => {
  const pattern = namePattern([wanted]);
  return pattern !== null && hasName(text, pattern);
};

describe("a name in a text", () => {
  it.each<[string, NameForm, boolean]>([
    ["Met CAROLINE's mother", form("caroline"), true],
    ["Carolines Hund", form("caroline"), true],
    ["ask caroline42 or user_caroline", form("caroline"), true],
    ["Ｃａｒｏｌｉｎｅ called", form("caroline"), true],
    ["Caro\u00adline called", form("caroline"), true],
    ["Carolinesmith", form("caroline"), false],
    ["planning a channel", form("ann"), false],
    ["Ann.", form("ann"), true],
    ["Caroline Smith", form("caroline", "smith"), true],
    ["smith, caroline", form("caroline", "smith"), true],
    ["caroline_smith@example.com", form("caroline", "smith"), true],
    ["CarolineSmith", form("caroline", "smith"), true],
    ["Caroline met John Smith", form("caroline", "smith"), false],
    ["asked Mrs. Smith", { ...form("smith"), after: ["mrs", "c"] }, true],
    ["C.Smith and csmith", { ...form("smith"), after: ["mrs", "c"] }, true],
    ["asked John Smith", { ...form("smith"), after: ["mrs", "c"] }, false],
    ["order 88412", form("8841"), false],
    ["order 8841.", form("8841"), true],
    ["Carolineさんと会った", form("caroline"), true],
    ["東京太郎さんと会った", form("東京太郎"), true],
    ["видела Каролины дом", form("каролин"), true],
    ["Carolline asked", near("caroline"), true],
    ["Caorline asked", near("caroline"), true],
    ["Carolin asked", near("caroline"), true],
    ["Carolinas asked", near("caroline"), true],
    ["Maroline asked", near("caroline"), false],
    ["Carolinian music", near("caroline"), false],
  ])("%j", (text, wanted, expected) => {
    expect(has(text, wanted)).toBe(expected);
  });

  it("is marked where it stands as it is written", () => {
    const pattern = namePattern([form("strasse"), form("zoë")]) ?? /never/gu;
    const marked = (text: string) => nameMarks(text, pattern).map(({ start, end }) => text.slice(start, end));
    expect(marked("Die Straße von Zoe\u0308, 😀 ZOË")).toEqual(["Straße", "Zoe\u0308", "ZOË"]);
    expect(marked("nobody")).toEqual([]);
  });

  it("is in the part that is kept of a long text", () => {
    const pattern = namePattern([form("caroline")]) ?? /never/gu;
    const text = `${"ä b ".repeat(5_000)}Caroline${" c".repeat(5_000)}`;
    const part = windowAround(text, pattern, 400);
    expect(part.length).toBeLessThanOrEqual(400);
    expect(hasName(part, pattern)).toBe(true);
    expect(windowAround("short", pattern, 400)).toBe("short");
    expect(windowAround("x".repeat(500), pattern, 400)).toHaveLength(400);
  });
});
