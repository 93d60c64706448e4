import { describe, expect, it } from "vitest";
import { sampleConditions } from "@/testing/filters/sample-conditions";
import { describeFilter } from "./describe-filter";
import { dayBefore, durationWords, instantBefore } from "./duration";
import type { Filter } from "./filter";
import { filterDepthMax } from "./filter-limits";
import { filterSchema } from "./filter-schema";
import { freezeRelative, isRelative } from "./freeze-relative";

const at = new Date("2026-11-29T14:02:07.123Z");

describe("so long before", () => {
  it.each([
    ["2026-03-31T12:00:00.000Z", "P1M", "2026-02-28T12:00:00.000Z"],
    ["2024-03-31T12:00:00.000Z", "P1M", "2024-02-29T12:00:00.000Z"],
    ["2024-02-29T00:00:00.000Z", "P1Y", "2023-02-28T00:00:00.000Z"],
    ["2026-01-31T23:59:59.999Z", "P2M", "2025-11-30T23:59:59.999Z"],
    ["2026-01-15T10:00:00.000Z", "P1M", "2025-12-15T10:00:00.000Z"],
    // Summer time begins in between, and moves nothing.
    ["2026-03-30T01:00:00.000Z", "P2D", "2026-03-28T01:00:00.000Z"],
    ["2026-03-30T01:00:00.000Z", "PT48H", "2026-03-28T01:00:00.000Z"],
    ["2026-11-29T00:00:00.000Z", "P2W", "2026-11-15T00:00:00.000Z"],
    ["2026-11-29T00:00:00.000Z", "P9999Y", "0001-01-01T00:00:00.000Z"],
    ["2026-11-29T00:00:00.000Z", "P9999M", "1193-08-29T00:00:00.000Z"],
  ])("%s %s is %s", (from, duration, to) => {
    expect(instantBefore(new Date(from), duration).toISOString()).toBe(to);
    expect(dayBefore(new Date(from), duration)).toBe(to.slice(0, 10));
  });

  it.each([
    ["P1D", "1 day"],
    ["PT12H", "12 hours"],
    ["P9999M", "9,999 months"],
  ])("%s reads %s", (duration, words) => expect(durationWords(duration)).toBe(words));
});

describe("freezing", () => {
  it.each<[string, Filter, Filter, string]>([
    [
      "older than",
      { field: "created_at", operator: "older_than", value: "P90D" },
      { field: "created_at", operator: "lt", value: "2026-08-31T14:02:07.123Z" },
      "created more than 90 days ago (before 2026-08-31 14:02:07.123 UTC)",
    ],
    [
      "in the last",
      { field: "updated_at", operator: "within_last", value: "P1M" },
      { field: "updated_at", operator: "gte", value: "2026-10-29T14:02:07.123Z" },
      "updated in the last 1 month (on or after 2026-10-29 14:02:07.123 UTC)",
    ],
    [
      "expired for longer than",
      { field: "expiration_date", operator: "older_than", value: "P1W" },
      { field: "expiration_date", operator: "lt", value: "2026-11-22" },
      "expires more than 1 week ago (before 2026-11-22)",
    ],
    [
      "expired in the last",
      { field: "expiration_date", operator: "within_last", value: "P1D" },
      { field: "expiration_date", operator: "between", value: ["2026-11-28", "2026-11-28"] },
      "expires in the last 1 day (between 2026-11-28 and 2026-11-28)",
    ],
    [
      "expired",
      { field: "expiration_date", operator: "expired" },
      { field: "expiration_date", operator: "lt", value: "2026-11-29" },
      "expires in the past (before 2026-11-29)",
    ],
    [
      "not expired",
      { field: "expiration_date", operator: "unexpired" },
      { not: { field: "expiration_date", operator: "lt", value: "2026-11-29" } },
      "expires not in the past (not before 2026-11-29)",
    ],
    [
      "not: not expired",
      { not: { field: "expiration_date", operator: "unexpired" } },
      { field: "expiration_date", operator: "lt", value: "2026-11-29" },
      "not (expires not in the past (not before 2026-11-29))",
    ],
    [
      "inactive for",
      { and: [{ field: "user_id", operator: "inactive_for", value: "PT36H" }] },
      { and: [{ field: "user_id", operator: "inactive_since", value: "2026-11-28T02:02:07.123Z" }] },
      "user inactive for 36 hours (since 2026-11-28 02:02:07.123 UTC)",
    ],
  ])("%s", (_what, asked, frozen, words) => {
    expect(isRelative(asked)).toBe(true);
    expect(freezeRelative(asked, at)).toEqual(frozen);
    expect(filterSchema.parse(frozen)).toEqual(frozen);
    expect(describeFilter(asked, at)).toBe(words);
  });

  it("leaves what is not relative as it is, and says it as before", () => {
    for (const condition of sampleConditions.filter((each) => !isRelative(each))) {
      expect(freezeRelative({ not: { not: condition } }, at)).toEqual({ not: { not: condition } });
      expect(describeFilter(condition, at)).toBe(describeFilter(condition));
    }
  });

  it("makes no filter too deep", () => {
    const deepest = Array.from({ length: filterDepthMax - 1 }).reduce<Filter>((inner) => ({ and: [inner] }), {
      field: "expiration_date",
      operator: "unexpired",
    });
    const frozen = freezeRelative(filterSchema.parse(deepest), at);
    expect(filterSchema.parse(frozen)).toEqual(frozen);
    expect(filterSchema.safeParse({ and: [deepest] }).success).toBe(false);
  });

  it.each(["P0D", "P90", "P1D2M", "PT5M", "P1.5D", "-P1D", "P10000D", "p1d", "PT1D", "P1H"])(
    "refuses %s",
    (value) => {
      expect(filterSchema.safeParse({ field: "created_at", operator: "older_than", value }).success).toBe(
        false,
      );
    },
  );

  it("refuses a period that ends before it begins", () => {
    const between = (value: string[]) =>
      filterSchema.safeParse({ field: "created_at", operator: "between", value }).success;
    expect(between(["2026-08-02", "2026-08-01"])).toBe(false);
    expect(between(["2026-08-01", "2026-08-01"])).toBe(true);
    expect(between(["2026-08-01T10:00:00Z", "2026-08-01"])).toBe(true);
    expect(between(["2026-08-01T10:00:00Z", "2026-08-01T11:00:00+02:00"])).toBe(false);
    expect(between(["2026-08-01"])).toBe(false);
  });
});
