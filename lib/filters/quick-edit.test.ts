import { expect, it } from "vitest";
import { sampleConditions } from "@/testing/filters/sample-conditions";
import type { Condition, Filter } from "./filter";
import { filterSchema } from "./filter-schema";
import { excludeValue, includeValue } from "./quick-edit";

const user = (value: string): Condition => ({ field: "user_id", operator: "eq", value });
const notUser = (value: string): Condition => ({ field: "user_id", operator: "ne", value });
const onDay = (day: string): Condition => ({ field: "created_at", operator: "between", value: [day, day] });
const food: Condition = { field: "categories", operator: "contains", value: "food" };
const work: Condition = { field: "categories", operator: "contains", value: "work" };

it.each<[string, Filter, Filter]>([
  ["begins a filter", includeValue(null, user("a")), user("a")],
  ["asks for both", includeValue(food, user("a")), { and: [food, user("a")] }],
  [
    "asks for the other instead",
    includeValue({ and: [food, user("a")] }, user("b")),
    { and: [food, user("b")] },
  ],
  ["asks once", includeValue(user("a"), user("a")), user("a")],
  ["makes way", includeValue(notUser("a"), user("a")), user("a")],
  ["asks for both categories", includeValue(food, work), { and: [food, work] }],
  ["leaves out", excludeValue(null, user("a")), notUser("a")],
  ["leaves out several", excludeValue(notUser("a"), user("b")), { and: [notUser("a"), notUser("b")] }],
  [
    "leaves out what was asked for",
    excludeValue({ and: [food, user("a")] }, user("a")),
    { and: [food, notUser("a")] },
  ],
  ["leaves out once", excludeValue(notUser("a"), user("a")), notUser("a")],
  ["leaves out a category", excludeValue(null, food), { not: food }],
  [
    "asks for what was left out",
    includeValue({ and: [user("a"), { not: food }] }, food),
    { and: [user("a"), food] },
  ],
  [
    "asks for the other day instead",
    includeValue(onDay("2026-03-04"), onDay("2026-03-05")),
    onDay("2026-03-05"),
  ],
])("%s", (_what, made, expected) => {
  expect(made).toEqual(expected);
});

it("makes a sound filter of every condition", () => {
  for (const condition of sampleConditions)
    for (const made of [includeValue(food, condition), excludeValue(food, condition)])
      expect(filterSchema.parse(made)).toEqual(made);
});
