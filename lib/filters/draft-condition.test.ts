import { describe, expect, it } from "vitest";
import { memoryFields } from "./memory-fields";
import { newCondition } from "./draft";
import { type DraftCondition } from "./draft-types";
import { conditionFrom } from "./draft-condition";
import type { FilterField } from "./filter";

const problemsOf = (field: FilterField, draft: Partial<DraftCondition>) => {
  const result = conditionFrom({ ...newCondition(memoryFields, field), ...draft }, memoryFields[field]);
  return result.ok ? null : result.problems;
};
const conditionOf = (field: FilterField, draft: Partial<DraftCondition>) => {
  const result = conditionFrom({ ...newCondition(memoryFields, field), ...draft }, memoryFields[field]);
  return result.ok ? result.condition : null;
};

describe("what is wrong with a condition", () => {
  it.each<[string, FilterField, Partial<DraftCondition>, object]>([
    ["nothing typed", "user_id", {}, { value: "Enter a value." }],
    ["too long", "user_id", { values: ["x".repeat(8193)] }, { value: "At most 8,192 characters." }],
    [
      "a null character",
      "user_id",
      { values: ["a\u0000"] },
      { value: "A value cannot contain the null character." },
    ],
    ["no values", "user_id", { operator: "in" }, { value: "Add at least one value." }],
    [
      "too many values",
      "categories",
      { operator: "in", values: Array.from({ length: 101 }, (_, at) => `c${at}`) },
      { value: "At most 100 values." },
    ],
    [
      "one value of several too long",
      "categories",
      { operator: "in", values: ["a", "x".repeat(257)] },
      { value: `Not possible: “${"x".repeat(39)}…”. At most 256 characters.` },
    ],
    [
      "a text too short to search",
      "text",
      { values: ["ab"] },
      { value: "Search needs at least 3 characters (2 in Chinese, Japanese or Korean)." },
    ],
    ["half a date", "created_at", { values: [""] }, { value: "Enter a complete date." }],
    ["no days", "expiration_date", { operator: "in" }, { value: "Add at least one day." }],
    ["no key", "metadata", { values: ["x"] }, { key: "Enter a key." }],
    ["no key and no value", "metadata", {}, { key: "Enter a key.", value: "Enter a value." }],
    [
      "a key too long",
      "metadata",
      { key: "k".repeat(257), values: ["x"] },
      { key: "At most 256 characters." },
    ],
    [
      "not a number",
      "metadata",
      { key: "n", values: ["4o"], valueType: "number" },
      { value: "“4o” is not a number. Write it like 42 or -0.5." },
    ],
    ["no number", "metadata", { key: "n", values: [" "], valueType: "number" }, { value: "Enter a number." }],
    [
      "a number without end",
      "metadata",
      { key: "n", values: ["1e1001"], valueType: "number" },
      { value: "A number can have at most 1,000 digits." },
    ],
    ["no ids", "memory_ids", { values: ["", " "] }, { value: "Enter at least one value." }],
  ])("%s", (_, field, draft, problems) => {
    expect(problemsOf(field, draft)).toEqual(problems);
  });

  it.each([
    ["12345678901234567890", { number: "12345678901234567890" }],
    ["+0.12345678901234567890", { number: "0.12345678901234567890" }],
    ["1e400", { number: "1e400" }],
    [" 007 ", 7],
    [".5", 0.5],
    ["5.", 5],
    ["-1E2", -100],
  ])("the number %s is taken as it is", (typed, value) => {
    const condition = { key: "n", values: [typed], valueType: "number" as const };
    expect(conditionOf("metadata", condition)).toMatchObject({ value });
  });

  it("names malformed ids, the first three of them", () => {
    // Elsewhere than in the built-in store an id is any text that Postgres can hold.
    const malformed = ["one", "two", "three", "four"].map((text) => `${text}\u0000`);
    const values = ["3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34", "mem_abc", ...malformed];
    expect(problemsOf("memory_ids", { values })?.value).toBe(
      "Not understood: “one\u0000”, “two\u0000”, “three\u0000” and 1 more. " +
        "A memory ID cannot contain a null or invalid character.",
    );
  });
});

describe("what becomes of what was typed", () => {
  it("takes what is still being typed as one of several values, and each once", () => {
    expect(conditionOf("user_id", { operator: "in", values: ["a", "b"], pending: "a" })).toMatchObject({
      value: ["a", "b"],
    });
    expect(conditionOf("user_id", { operator: "in", values: ["a"], pending: "c" })).toMatchObject({
      value: ["a", "c"],
    });
    expect(conditionOf("user_id", { operator: "in", values: ["a"], pending: "  " })).toMatchObject({
      value: ["a"],
    });
  });

  it("keeps the other values out of an operator that takes one", () => {
    expect(conditionOf("user_id", { operator: "eq", values: ["a", "b"] })).toMatchObject({ value: "a" });
    expect(conditionOf("user_id", { operator: "present", values: ["a"] })).toEqual({
      field: "user_id",
      operator: "present",
    });
  });

  it("reads ids line by line, without blanks, each once", () => {
    const id = "3F0C2B8E-5d1a-4c7e-9b52-8f6a1d0e7c34";
    expect(conditionOf("memory_ids", { values: [` ${id} `, "", id] })).toMatchObject({
      // As it was typed: a store elsewhere compares byte for byte.
      value: [id],
    });
  });
});
