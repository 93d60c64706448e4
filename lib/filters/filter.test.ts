import { describe, expect, it } from "vitest";
import { filterSchema } from "./filter-schema";
import { sampleConditions } from "@/testing/filters/sample-conditions";

const canBeRead = (filter: unknown): boolean => filterSchema.safeParse(filter).success;

describe("filterSchema", () => {
  it("refuses a condition with a part that it does not have", () => {
    for (const condition of sampleConditions) {
      expect(canBeRead(condition), JSON.stringify(condition)).toBe(true);
      for (const stray of [{ not: true }, { case: "exact" }, { and: [condition] }]) {
        const filter = { ...condition, ...stray };
        expect(canBeRead(filter), JSON.stringify(filter)).toBe(false);
        expect(canBeRead({ not: filter })).toBe(false);
      }
    }
    // It would be "any user".
    expect(canBeRead({ field: "user_id", operator: "present", value: "ann" })).toBe(false);
  });

  it("refuses a group with a part that it does not have", () => {
    const [first, second] = sampleConditions;
    expect(canBeRead({ and: [first], or: [second] })).toBe(false);
    expect(canBeRead({ or: [first], not: second })).toBe(false);
    expect(canBeRead({ not: second, negate: false })).toBe(false);
  });

  it("refuses to look for what cannot be seen, which would be part of every value", () => {
    for (const value of ["\u200b\u200b\u200b", "\u00ad", "a\u200b\u2060\u200b", "\ufeff \u200d \u2028"]) {
      expect(canBeRead({ field: "text", operator: "icontains", value }), JSON.stringify(value)).toBe(false);
    }
    expect(canBeRead({ field: "categories", operator: "icontains", value: "\u200b" })).toBe(false);
    expect(canBeRead({ field: "metadata", key: "k", operator: "contains", value: "\u200b" })).toBe(false);
    expect(canBeRead({ field: "text", operator: "icontains", value: "te\u00ada" })).toBe(true);
    // An id is taken as it is.
    expect(canBeRead({ field: "user_id", operator: "eq", value: "\u200b" })).toBe(true);
  });
});
