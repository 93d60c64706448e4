import { describe, expect, it } from "vitest";
import { daysOf, monthsMax, monthsUntil } from "./month-counts";

describe("monthsUntil", () => {
  it("ends with the month of the instant, in UTC", () => {
    const months = monthsUntil(new Date("2026-01-31T23:30:00-05:00"));
    expect(months).toHaveLength(monthsMax);
    expect(months.slice(-3)).toEqual(["2025-12", "2026-01", "2026-02"]);
    expect(months[0]).toBe("2021-03");
  });
});

describe("daysOf", () => {
  const periods = ["earlier", "2023-12", "2024-01", "2024-02", "later"];
  it("has both ends of months, leap days included", () => {
    expect(daysOf(periods, { from: 1, to: 3 })).toEqual({ from: "2023-12-01", to: "2024-02-29" });
    expect(daysOf(periods, { from: 2, to: 2 })).toEqual({ from: "2024-01-01", to: "2024-01-31" });
  });
  it("has no end where there is none", () => {
    expect(daysOf(periods, { from: 0, to: 0 })).toEqual({ from: null, to: "2023-11-30" });
    expect(daysOf(periods, { from: 4, to: 4 })).toEqual({ from: "2024-03-01", to: null });
    expect(daysOf(periods, { from: 0, to: 4 })).toEqual({ from: null, to: null });
  });
});
