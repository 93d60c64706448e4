import { describe, expect, it } from "vitest";
import { createdDaysOf, withCreatedDays } from "./created-days";
import type { Filter } from "./filter";

const maya: Filter = { field: "user_id", operator: "eq", value: "maya" };

describe("withCreatedDays", () => {
  it.each([
    { from: "2026-01-01", to: "2026-02-28" },
    { from: "2026-01-01", to: null },
    { from: null, to: "2026-02-28" },
  ])("writes what createdDaysOf reads: $from to $to", (days) => {
    for (const filter of [null, maya, { or: [maya, { not: maya }] }]) {
      const narrowed = withCreatedDays(filter, days);
      expect(createdDaysOf(narrowed)).toEqual({ days, rest: filter });
      // Others take their place, and none are left.
      const others = { from: "2020-01-01", to: "2020-01-31" };
      expect(createdDaysOf(withCreatedDays(narrowed, others))).toEqual({ days: others, rest: filter });
      expect(withCreatedDays(narrowed, null)).toEqual(filter);
    }
  });

  it.each<Filter>([
    { field: "created_at", operator: "between", value: ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"] },
    { field: "created_at", operator: "between", value: ["2026-01-01", "2026-02-27"] },
    { field: "created_at", operator: "between", value: ["2026-01-02", "2026-02-28"] },
    { field: "created_at", operator: "gte", value: "2026-01-04" },
    { field: "created_at", operator: "lte", value: "2028-02-28" },
    { field: "updated_at", operator: "gte", value: "2026-01-01" },
    { not: { field: "created_at", operator: "gte", value: "2026-01-01" } },
    {
      and: [
        { field: "created_at", operator: "gte", value: "2026-01-01" },
        { field: "created_at", operator: "lte", value: "2026-01-31" },
      ],
    },
  ])("leaves what others have written: %j", (filter) => {
    expect(createdDaysOf(filter)).toEqual({ days: null, rest: filter });
  });
});
