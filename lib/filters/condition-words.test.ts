import { describe, expect, it } from "vitest";
import { memoryFields } from "./memory-fields";
import { chipWords } from "./condition-words";
import type { Filter } from "./filter";
import { sampleConditions } from "@/testing/filters/sample-conditions";

const user = { field: "user_id", operator: "eq", value: "caroline" } as const;
const app = { field: "app_id", operator: "absent" } as const;
const city = (value: string | number | boolean | null) =>
  ({ field: "metadata", key: "city", operator: "eq", value }) as const;

describe("a filter in words", () => {
  it.each<[string, Filter]>([
    ["User is caroline", user],
    ["App has no value", app],
    ["User is “ a”", { ...user, value: " a" }],
    [
      "User is any of a, b, c and 2 more",
      { field: "user_id", operator: "in", value: ["a", "b", "c", "d", "e"] },
    ],
    ["Created on or after 2026-08-01", { field: "created_at", operator: "gte", value: "2026-08-01" }],
    [
      "Created before 2026-08-01 08:00 UTC",
      { field: "created_at", operator: "lt", value: "2026-08-01T10:00:00+02:00" },
    ],
    [
      "Created before 2026-08-01 10:00:07 UTC",
      { field: "created_at", operator: "lt", value: "2026-08-01T10:00:07Z" },
    ],
    ["Expires in the past", { field: "expiration_date", operator: "expired" }],
    ["Metadata city is Berlin", city("Berlin")],
    ["Metadata city is 5", city(5)],
    ["Metadata city is “5”", city("5")],
    ["Metadata city is “true”", city("true")],
    ["Metadata city is true", city(true)],
    ["Metadata city is null", city(null)],
    ["Metadata city is “”", city("")],
    ["Immutable is no", { field: "immutable", operator: "eq", value: false }],
    ["All of: User is caroline and App has no value", { and: [user, app] }],
    [
      "Any of: User is caroline or (App has no value and Metadata city is 5)",
      { or: [user, { and: [app, city(5)] }] },
    ],
    ["None of: User is caroline or App has no value", { not: { or: [user, app] } }],
    ["Not: User is caroline", { not: user }],
    ["Any of: not (User is caroline) or App has no value", { or: [{ not: user }, app] }],
    ["Not: not (User is caroline)", { not: { not: user } }],
  ])("%s", (words, filter) => {
    expect(chipWords(filter, memoryFields)).toBe(words);
  });

  it("tells every two conditions apart", () => {
    const said = sampleConditions.map((condition) => chipWords(condition, memoryFields));
    expect(said.filter((words, at) => said.indexOf(words) !== at)).toEqual([]);
  });
});
