import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { isConfirmed, requiredConfirmation } from "./confirmation";
import type { Effect } from "./effect";
import { emptyScope, type Scope } from "../scope/scope";
import type { Selection } from "../types";

const thresholds = { buttonCountMax: 10, selectedButtonCountMax: 1000, mustSupportNameTicket: false };
const left = { excludedIds: [], keepsImmutable: false };
const ofScope = (part: Partial<Scope>): Selection => ({
  kind: "scope",
  scope: { ...emptyScope, ...part },
  ...left,
});
const byFilter: Selection = {
  kind: "matching",
  filter: { field: "text", operator: "icontains", value: "tea" },
  ...left,
};
const user = ofScope({ user_id: "caroline" });
const number = (mustHaveReadSentence = false) => ({ kind: "number", mustHaveReadSentence });

const some: Effect = { kind: "some" };
const everything: Effect = { kind: "everything" };
const allWith = (isWildcard = false): Effect => ({ kind: "all_with", fields: ["user_id"], isWildcard });
const ids = Array.from({ length: 3 }, () => memoryIdSchema.parse(randomUUID()));

it.each<[string, Selection, number, Effect, object]>([
  ["a user's few", user, 10, some, { kind: "button" }],
  ["a user's many", user, 11, some, number()],
  ["an entity's many", { kind: "entity", entity: { kind: "run", value: "r" } }, 11, some, number()],
  ["a filter, in the form and in the table", byFilter, 1000, some, { kind: "button" }],
  ["a filter with many", byFilter, 1001, some, number()],
  ["listed ones", { kind: "listed", ids }, 1000, some, { kind: "button" }],
  ["many listed ones", { kind: "listed", ids }, 1001, some, number()],
  ["a wildcard, one memory", ofScope({ user_id: "*" }), 1, allWith(true), number(true)],
  ["a filter that takes all that have any user", byFilter, 1, allWith(), number(true)],
  ["a filter that takes everything", byFilter, 1, everything, { kind: "store_name" }],
  [
    "a wipe of one memory",
    ofScope({ user_id: "*", agent_id: "*", app_id: "*", run_id: "*" }),
    1,
    everything,
    { kind: "store_name" },
  ],
])("asks in proportion: %s", (_, selection, count, effect, required) => {
  expect(requiredConfirmation({ selection, count, effect }, thresholds)).toEqual(required);
});

describe("what was typed", () => {
  const of = { count: 12_345, storeName: "Built-in store" };

  it("is the number, as people write numbers", () => {
    for (const typed of ["12345", "12,345", " 12 345 ", "12.345", "12’345"]) {
      expect(
        isConfirmed({ kind: "number", mustHaveReadSentence: false }, { typed, hasReadSentence: false }, of),
      ).toBe(true);
    }
    for (const typed of ["", "1234", "123456", "12345a", "-12345"]) {
      expect(
        isConfirmed({ kind: "number", mustHaveReadSentence: false }, { typed, hasReadSentence: true }, of),
      ).toBe(false);
    }
  });

  it("needs the tick beside it for a wildcard", () => {
    const required = { kind: "number" as const, mustHaveReadSentence: true };
    expect(isConfirmed(required, { typed: "12345", hasReadSentence: false }, of)).toBe(false);
    expect(isConfirmed(required, { typed: "12345", hasReadSentence: true }, of)).toBe(true);
  });

  it("is the store's name for a wipe", () => {
    const required = { kind: "store_name" as const };
    expect(isConfirmed(required, { typed: "Built-in store", hasReadSentence: false }, of)).toBe(true);
    for (const typed of ["built-in store", "12345", ""]) {
      expect(isConfirmed(required, { typed, hasReadSentence: true }, of)).toBe(false);
    }
  });
});
