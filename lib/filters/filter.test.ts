import { describe, expect, it } from "vitest";
import { filterSchema } from "./filter";
import { sampleConditions } from "./testing/sample-conditions";

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
});
