import { describe, expect, it } from "vitest";
import { fromLocalText, instantWords, isDay, localText } from "./instant-text";

describe("instants in a date-and-time box", () => {
  it.each([
    "2026-08-01T10:00:00.000Z",
    "2026-01-31T23:59:59.000Z",
    "2024-02-29T00:00:00.120Z",
    "0999-01-01T00:00:00.000Z",
  ])("%s comes back as it went in", (iso) => {
    expect(fromLocalText(localText(iso))).toBe(iso);
  });

  it("is written as short as browsers write it", () => {
    const local = localText("2026-08-01T10:00:00.000Z");
    expect(local).toMatch(/^2026-08-0\dT\d\d:\d\d$/);
    expect(localText(fromLocalText(`${local}:07`))).toBe(`${local}:07`);
  });

  it("answers empty for what is incomplete", () => {
    expect([localText(""), localText("soon"), fromLocalText(""), fromLocalText("soon")]).toEqual([
      "",
      "",
      "",
      "",
    ]);
  });

  it("tells days from instants", () => {
    expect([isDay("2026-08-01"), isDay("2026-08-01T10:00:00Z")]).toEqual([true, false]);
    expect([instantWords("2026-08-01"), instantWords("2026-08-01T10:00:00.5Z")]).toEqual([
      "2026-08-01",
      "2026-08-01 10:00:00.500 UTC",
    ]);
  });
});
