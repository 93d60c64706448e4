import { expect, it } from "vitest";
import { timeBars } from "./time-bars";

const months = (...pairs: [string, number][]) => pairs.map(([month, count]) => ({ month, count }));

it("is nothing of nothing", () => {
  expect(timeBars([]).bars).toEqual([]);
});

it("shows the months between as gaps", () => {
  expect(timeBars(months(["2025-11", 4], ["2026-02", 1]))).toEqual({
    unit: "month",
    bars: months(["2025-11", 4], ["2025-12", 0], ["2026-01", 0], ["2026-02", 1]).map(({ month, count }) => ({
      label: month,
      count,
    })),
  });
});

it("goes by year where the months would be too many", () => {
  expect(timeBars(months(["2020-01", 4], ["2020-12", 1], ["2024-01", 2]))).toEqual({
    unit: "year",
    bars: [5, 0, 0, 0, 2].map((count, index) => ({ label: String(2020 + index), count })),
  });
});

it("leaves out the years without any where even those would be too many", () => {
  expect(timeBars(months(["0001-01", 1], ["2026-01", 2])).bars).toEqual([
    { label: "0001", count: 1 },
    { label: "2026", count: 2 },
  ]);
});
