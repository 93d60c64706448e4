import { expect, it } from "vitest";
import { rulesOfMem0File } from "./mem0-file";
import { ruleTermsSchema } from "./schema";

const given = { timeZone: "UTC", keepsImmutable: true, answererId: "1f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34" };

it("makes a rule of each category with days, and none of what is kept for ever", () => {
  const text = JSON.stringify({ retention: { session_state: 90, decision: null, compact_summary: 1 } });
  const rules = rulesOfMem0File(text, given);
  expect(rules?.map(({ name }) => name)).toEqual([
    "session_state after 90 days",
    "compact_summary after 1 day",
  ]);
  for (const rule of rules ?? []) expect(ruleTermsSchema.parse(rule)).toEqual(rule);
  expect(rules?.[0]?.filter).toEqual({
    and: [
      { field: "metadata", key: "type", operator: "eq", value: "session_state" },
      { field: "created_at", operator: "older_than", value: "P90D" },
      { not: { field: "metadata", key: "pinned", operator: "eq", value: true } },
    ],
  });
});

it.each(["", "[]", "{}", '{"retention": {"a": "ninety"}}', '{"retention": {"a": 0}}'])(
  "is no such file: %s",
  (text) => {
    expect(rulesOfMem0File(text, given)).toBeNull();
  },
);
