import { expect, it } from "vitest";
import { describeFilter } from "./describe-filter";
import { filterSchema } from "./filter-schema";

const user = (value: string) => ({ field: "user_id", operator: "eq", value });
const created = { field: "created_at", operator: "gte", value: "2026-01-01" };

const cases: [string, unknown][] = [
  ["user is caroline", user("caroline")],
  ["user is caroline and created on or after 2026-01-01", { and: [user("caroline"), created] }],
  [
    "user is caroline or (agent has no value and created on or after 2026-01-01)",
    {
      or: [user("caroline"), { and: [{ field: "agent_id", operator: "absent" }, created] }],
    },
  ],
  ["not (user is caroline or user is maya)", { not: { or: [user("caroline"), user("maya")] } }],
  // What would read on as more of the sentence is quoted.
  ["user is “caroline and app is web”", user("caroline and app is web")],
  ["metadata plan is “5”", { field: "metadata", key: "plan", operator: "eq", value: "5" }],
  ["metadata plan is 0.5", { field: "metadata", key: "plan", operator: "eq", value: 0.5 }],
  ["immutable is yes", { field: "immutable", operator: "eq", value: true }],
  ["text contains “two words”", { field: "text", operator: "icontains", value: "two words" }],
  ["expires in the past", { field: "expiration_date", operator: "expired" }],
];

it.each(cases)("%s", (sentence, filter) => {
  expect(describeFilter(filterSchema.parse(filter))).toBe(sentence);
});
