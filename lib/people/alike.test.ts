import { describe, expect, it } from "vitest";
import { likenessOf } from "./alike";
import { editDistance } from "./edit-distance";
import type { Likeness } from "./types";

describe("likenessOf", () => {
  it.each<[string, string, Likeness[] | null]>([
    ["caroline", "caroline", []],
    ["Caroline", "caroline", ["case"]],
    ["zoë", "zoe\u0308", ["unicode"]],
    ["Zoe", "Zoë", ["unicode"]],
    ["Mueller", "müller", ["case", "unicode"]],
    ["Straße 9", "strasse9", ["case", "unicode", "separator"]],
    ["ｃａｒｏｌｉｎｅ", "caroline", ["unicode"]],
    ["caroline_smith", "caroline.smith", ["separator"]],
    ["Caroline Smith", "caroline-smith", ["case", "separator"]],
    ["Caroline Smith", "CarolineSmith", ["separator"]],
    ["caroline.smith@example.com", "Caroline.Smith@example.com", ["case"]],
    ["caroline.smith@example.com", "caroline.smith+news@example.com", ["plus_tag"]],
    ["caroline.smith@example.com", "caroline.smith", ["email_local_part"]],
    ["caroline.smith@example.com", "caroline.smith@example.org", ["email_local_part"]],
    ["caroline.smith+a@example.com", "Caroline_Smith", ["case", "separator", "email_local_part", "plus_tag"]],
    ["Caroline Smith", "caroline.smith@example.com", ["case", "separator", "email_local_part"]],
    // Parts of a name, in any order, with initials, numbers and what ids have around names.
    ["Caroline Smith", "caroline", ["name_in_id"]],
    ["Caroline Smith", "smith.caroline", ["name_in_id"]],
    ["Caroline Smith", "csmith", ["name_in_id"]],
    ["Caroline Smith", "c.smith@example.com", ["name_in_id"]],
    ["Caroline Smith", "caroline_s", ["name_in_id"]],
    ["caroline", "user_caroline_92", ["name_in_id"]],
    ["caroline", "Caroline Weber", ["name_in_id"]],
    ["csmith", "Caroline Smith", ["name_in_id"]],
    ["caroline", "mycaroline99", ["name_in_id"]],
    ["Caroline Smith", "carolinesmith1990", ["name_in_id"]],
    // Slips.
    ["caroline", "carolline", ["spelling"]],
    ["caroline", "caorline", ["spelling"]],
    ["Caroline Smith", "carolne.smith@example.com", ["spelling"]],
    ["Caroline", "carolline.weber", ["name_in_id", "spelling"]],
    ["каролина", "Каролина", ["case"]],
    ["東京太郎", "東京太郎さん", ["name_in_id"]],
    // Other people.
    ["Caroline Smith", "caroline.jones", null],
    ["Caroline Smith", "john.smith", null],
    ["caroline", "melanie", null],
    ["caroline_1", "caroline_2", null],
    ["user_8841", "user_8842", null],
    ["user_8841", "user_8840@example.com", null],
    ["info@example.com", "info@example.org", null],
    ["Al", "Alfred", null],
    ["ann", "planning", null],
    ["maria", "mario.rossi", null],
    ["", "caroline", null],
    ["…", "!!", null],
  ])("of %j and %j", (term, id, expected) => {
    const found = likenessOf(term, id);
    expect(found === null ? null : [...found].sort()).toEqual(
      expected === null ? null : [...expected].sort(),
    );
  });
});

it.each([
  ["caroline", "caroline", 0],
  ["caroline", "carolin", 1],
  ["caroline", "caorline", 1],
  ["caroline", "carolina", 1],
  ["caroline", "melanie", 3],
  ["", "ab", 2],
  ["😀a", "😀b", 1],
])("editDistance of %j and %j, up to two", (some, other, expected) => {
  expect(editDistance(some, other, 2)).toBe(expected);
});
