import { expect, it } from "vitest";
import {
  movedColumn,
  orderedIds,
  preferencesCookieText,
  preferencesDefault,
  type TablePreferences,
} from "./table-preferences";
import { preferencesFrom } from "./read-preferences";

it("reads back what it wrote", () => {
  const preferences: TablePreferences = {
    order: ["b", "a"],
    hidden: ["c"],
    widths: { a: 120 },
    density: "compact",
  };
  const [, value] = /^lethe-table-things=([^;]*);/.exec(preferencesCookieText("things", preferences)) ?? [];
  expect(preferencesFrom(decodeURIComponent(value ?? ""))).toEqual(preferences);
});

it("falls back to the default for anything else", () => {
  for (const value of [
    undefined,
    "",
    "{",
    "%E0%A4%A",
    '{"order":"a"}',
    '{"order":[],"hidden":[],"widths":{"a":-1},"density":"compact"}',
  ]) {
    expect(preferencesFrom(value)).toEqual(preferencesDefault);
  }
});

it("keeps columns that a remembered order does not know in their place", () => {
  expect(orderedIds(["a", "b", "new", "c"], ["c", "b", "a", "gone"])).toEqual(["c", "b", "new", "a"]);
  expect(orderedIds(["a", "b"], [])).toEqual(["a", "b"]);
});

it("moves a column by one place, and not past the end", () => {
  expect(movedColumn(["a", "b", "c"], "c", -1)).toEqual(["a", "c", "b"]);
  expect(movedColumn(["a", "b", "c"], "c", 1)).toEqual(["a", "b", "c"]);
});
