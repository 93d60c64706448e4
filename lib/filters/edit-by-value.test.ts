import { describe, expect, it } from "vitest";
import { excludeValue, includeValue } from "./edit-by-value";
import { filterSchema, type Condition, type Filter } from "./filter";

const maya: Condition = { field: "user_id", operator: "eq", value: "maya" };
const notMaya: Condition = { field: "user_id", operator: "ne", value: "maya" };
const other: Condition = { field: "agent_id", operator: "present" };

describe("includeValue and excludeValue", () => {
  it("add a condition beside the others", () => {
    expect(includeValue(null, maya)).toEqual(maya);
    expect(includeValue(other, maya)).toEqual({ and: [other, maya] });
    expect(excludeValue(other, maya)).toEqual({ and: [other, notMaya] });
  });

  it("add it once, and take out its opposite", () => {
    const included = includeValue(other, maya);
    expect(includeValue(included, maya)).toEqual(included);
    expect(excludeValue(included, maya)).toEqual({ and: [other, notMaya] });
    expect(includeValue(excludeValue(null, maya), maya)).toEqual(maya);
  });

  it("keep an or whole", () => {
    const or: Filter = { or: [maya, other] };
    expect(excludeValue(or, maya)).toEqual({ and: [or, notMaya] });
  });

  it.each<[Condition, Filter]>([
    [
      { field: "run_id", operator: "absent" },
      { field: "run_id", operator: "present" },
    ],
    [
      { field: "expiration_date", operator: "absent" },
      { field: "expiration_date", operator: "present" },
    ],
    [
      { field: "immutable", operator: "eq", value: true },
      { field: "immutable", operator: "eq", value: false },
    ],
    [
      { field: "categories", operator: "contains", value: "food" },
      { not: { field: "categories", operator: "contains", value: "food" } },
    ],
  ])("say the opposite of %j", (condition, expected) => {
    expect(excludeValue(null, condition)).toEqual(expected);
    expect(filterSchema.safeParse(expected).success).toBe(true);
  });
});
