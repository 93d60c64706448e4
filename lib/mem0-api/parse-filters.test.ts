import { importIdSchema } from "@/lib/memories/import-id-schema";
import { describe, expect, it } from "vitest";
import type { Filter } from "@/lib/filters/filter";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { FilterProblem, isScoped, parseFilters } from "./parse-filters";

const id = memoryIdSchema.parse("3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34");
const alice: Filter = { field: "user_id", operator: "eq", value: "alice" };

describe("parseFilters", () => {
  const on = (field: "created_at" | "updated_at", value: string): Filter => ({
    and: [
      { field, operator: "gte", value },
      { field, operator: "lte", value },
    ],
  });
  const read: [input: unknown, filter: Filter][] = [
    // Entities.
    [{ user_id: "alice" }, alice],
    [{ user_id: { eq: "alice" } }, alice],
    [{ user_id: "*" }, { field: "user_id", operator: "present" }],
    [{ run_id: { eq: "*" } }, { field: "run_id", operator: "present" }],
    [{ agent_id: { ne: "bot" } }, { field: "agent_id", operator: "ne", value: "bot" }],
    [{ app_id: { in: ["a", "b"] } }, { field: "app_id", operator: "in", value: ["a", "b"] }],
    // Times.
    [{ created_at: "2026-01-31" }, on("created_at", "2026-01-31")],
    [{ updated_at: "2026-01-31T10:00:00Z" }, on("updated_at", "2026-01-31T10:00:00Z")],
    [
      { created_at: { gte: "2026-01-01", lt: "2026-02-01T00:00:00+02:00" } },
      {
        and: [
          { field: "created_at", operator: "gte", value: "2026-01-01" },
          { field: "created_at", operator: "lt", value: "2026-02-01T00:00:00+02:00" },
        ],
      },
    ],
    [
      { timestamp: { gt: "2026-01-01T08:00:00" } },
      { field: "created_at", operator: "gt", value: "2026-01-01T08:00:00Z" },
    ],
    // Lethe's own.
    [{ user_id: { inactive_for: "P90D" } }, { field: "user_id", operator: "inactive_for", value: "P90D" }],
    [
      { agent_id: { inactive_since: "2026-01-31" } },
      { field: "agent_id", operator: "inactive_since", value: "2026-01-31" },
    ],
    [{ created_at: { older_than: "P3M" } }, { field: "created_at", operator: "older_than", value: "P3M" }],
    [
      { updated_at: { within_last: "PT12H" } },
      { field: "updated_at", operator: "within_last", value: "PT12H" },
    ],
    [
      { created_at: { between: ["2026-01-01", "2026-02-01T08:00:00"] } },
      { field: "created_at", operator: "between", value: ["2026-01-01", "2026-02-01T08:00:00Z"] },
    ],
    [
      { expiration_date: { older_than: "P1Y", between: ["2026-01-01", "2026-02-01"] } },
      {
        and: [
          { field: "expiration_date", operator: "older_than", value: "P1Y" },
          { field: "expiration_date", operator: "between", value: ["2026-01-01", "2026-02-01"] },
        ],
      },
    ],
    [{ text_length: { gt: 2000 } }, { field: "text_length", operator: "gt", value: 2000 }],
    [{ duplicate: "all_but_newest" }, { field: "duplicate", operator: "eq", value: "all_but_newest" }],
    [
      { import: "0192f3a0-0000-7000-8000-00000000000a" },
      {
        field: "import",
        operator: "eq",
        value: importIdSchema.parse("0192f3a0-0000-7000-8000-00000000000a"),
      },
    ],
    [
      { "metadata.city": { in: ["Paris", "Rome"] } },
      { field: "metadata", key: "city", operator: "in", value: ["Paris", "Rome"] },
    ],
    [{ held: false }, { field: "held", operator: "eq", value: false }],
    // In every form that imports take, to the microsecond where it is written.
    [{ created_at: "2026/01/31" }, on("created_at", "2026-01-31")],
    [
      { created_at: { gte: 1_767_607_200, lt: "2026-01-05 10:00:00.5+0000" } },
      {
        and: [
          { field: "created_at", operator: "gte", value: "2026-01-05T10:00:00.000Z" },
          { field: "created_at", operator: "lt", value: "2026-01-05T10:00:00.500Z" },
        ],
      },
    ],
    [
      { created_at: { gt: "2026-01-05T10:00:00.123456Z" } },
      { field: "created_at", operator: "gt", value: "2026-01-05T10:00:00.123456Z" },
    ],
    [
      { created_at: { gt: "Mon, 05 Jan 2026 10:00:00 GMT" } },
      { field: "created_at", operator: "gt", value: "2026-01-05T10:00:00.000Z" },
    ],
    [
      { expiration_date: { in: ["2026-01-31T23:00:00-07:00", 1_767_607_200, "2026/02/01"] } },
      { field: "expiration_date", operator: "in", value: ["2026-01-31", "2026-01-05", "2026-02-01"] },
    ],
    [
      { updated_at: { in: ["2026-01-01", "2026-01-02"] } },
      { or: [on("updated_at", "2026-01-01"), on("updated_at", "2026-01-02")] },
    ],
    [{ updated_at: { ne: "2026-01-01" } }, { field: "updated_at", operator: "ne", value: "2026-01-01" }],
    [{ expiration_date: "2026-12-31" }, { field: "expiration_date", operator: "in", value: ["2026-12-31"] }],
    [
      { expiration_date: { lte: "2026-12-31" } },
      { field: "expiration_date", operator: "lte", value: "2026-12-31" },
    ],
    // Content.
    [{ categories: { in: ["health"] } }, { field: "categories", operator: "in", value: ["health"] }],
    [{ categories: { contains: "heal" } }, { field: "categories", operator: "icontains", value: "heal" }],
    [{ keywords: { contains: "Budget" } }, { field: "text", operator: "contains", value: "Budget" }],
    [{ keywords: { icontains: "budget" } }, { field: "text", operator: "icontains", value: "budget" }],
    [{ text: "budget" }, { field: "text", operator: "icontains", value: "budget" }],
    [{ keywords_search: "budget" }, { field: "text", operator: "icontains", value: "budget" }],
    [{ memory_ids: [id] }, { field: "memory_ids", operator: "in", value: [id] }],
    [{ memory_ids: { in: [id.toUpperCase()] } }, { field: "memory_ids", operator: "in", value: [id] }],
    // Metadata: bare, per key, per operator.
    [{ metadata: { source: "email" } }, { field: "metadata", key: "source", operator: "eq", value: "email" }],
    [
      { metadata: { n: 1, done: false, gone: null } },
      {
        and: [
          { field: "metadata", key: "n", operator: "eq", value: 1 },
          { field: "metadata", key: "done", operator: "eq", value: false },
          { field: "metadata", key: "gone", operator: "eq", value: null },
        ],
      },
    ],
    [{ "metadata.source": "email" }, { field: "metadata", key: "source", operator: "eq", value: "email" }],
    [{ "metadata.source": { ne: "x" } }, { field: "metadata", key: "source", operator: "ne", value: "x" }],
    [{ "metadata.a": { contains: "x" } }, { field: "metadata", key: "a", operator: "contains", value: "x" }],
    // Its key is "in", and the one below has a dot in it: neither is an operator or a path.
    [{ "metadata.in": "x" }, { field: "metadata", key: "in", operator: "eq", value: "x" }],
    [{ metadata: { "a.b": "x" } }, { field: "metadata", key: "a.b", operator: "eq", value: "x" }],
    [{ metadata: { a: { ne: "x" } } }, { field: "metadata", key: "a", operator: "ne", value: "x" }],
    [{ metadata: { ne: { a: "x" } } }, { field: "metadata", key: "a", operator: "ne", value: "x" }],
    [
      { metadata: { contains: { a: "x" } } },
      { field: "metadata", key: "a", operator: "contains", value: "x" },
    ],
    [{ metadata: { eq: { in: "x" } } }, { field: "metadata", key: "in", operator: "eq", value: "x" }],
    // Joined.
    [
      { user_id: "alice", categories: { in: ["a"] } },
      { and: [alice, { field: "categories", operator: "in", value: ["a"] }] },
    ],
    [{ AND: [{ user_id: "alice" }] }, alice],
    [
      { OR: [{ user_id: "alice" }, { run_id: "*" }] },
      { or: [alice, { field: "run_id", operator: "present" }] },
    ],
    [{ NOT: { user_id: "alice" } }, { not: alice }],
    // Neither the one nor the other.
    [
      { NOT: [{ user_id: "alice" }, { user_id: "bob" }] },
      { not: { or: [alice, { field: "user_id", operator: "eq", value: "bob" }] } },
    ],
    [
      { OR: [{ user_id: "alice" }], run_id: "r" },
      { and: [alice, { field: "run_id", operator: "eq", value: "r" }] },
    ],
    [
      { AND: [{ user_id: "alice" }, { OR: [{ run_id: "r" }, { app_id: "a" }] }] },
      {
        and: [
          alice,
          {
            or: [
              { field: "run_id", operator: "eq", value: "r" },
              { field: "app_id", operator: "eq", value: "a" },
            ],
          },
        ],
      },
    ],
  ];
  it.each(read)("reads %j", (input, filter) => {
    expect(parseFilters(input)).toEqual(filter);
  });

  const unknownKey =
    "Top-level key must be a logical operator or an allowed field: ['AND', 'OR', 'NOT', 'user_id', 'agent_id', 'app_id', 'run_id', 'created_at', 'updated_at', 'timestamp', 'expiration_date', 'text', 'categories', 'metadata', 'keywords_search', 'memory_ids', 'keywords', 'text_length', 'duplicate', 'import', 'held']";
  const refused: [input: unknown, problem: string | RegExp][] = [
    [{ bogus: "z" }, unknownKey],
    [{ user: "alice" }, unknownKey],
    [{ userID: "alice" }, 'There is no field "userID": it is written "user_id".'],
    [{ AND: [{ "agent-id": "bot" }] }, 'There is no field "agent-id": it is written "agent_id".'],
    [{ AND: [{ user_id: "alice" }, { bogus: 1 }] }, unknownKey],
    [{ toString: "x" }, unknownKey],
    [{ created_at: { older_than: "90 days" } }, /Write a time such as P90D, P3M or PT12H/],
    [{ expiration_date: { older_than: "PT12H" } }, /Write a time such as P90D or P3M/],
    [{ created_at: { between: ["2026-02-01", "2026-01-01"] } }, "The first must not be after the second."],
    [{ created_at: { between: ["2026-02-01"] } }, /created_at.between/],
    [{ duplicate: "some" }, /duplicate/],
    [{ import: "the last one" }, /import/],
    [{ held: "yes" }, /held/],
    [
      { AND: [{ user_id: "a" }], OR: [{ run_id: "r" }] },
      /^AND and OR are in the same object.*inside the AND/,
    ],
    [{ NOT: { AND: [{ user_id: "a" }], OR: [{ run_id: "r" }] } }, /^AND and OR are in the same object/],
    [{}, "A filter needs at least one condition."],
    [null, /^A filter is an object/],
    ["alice", /^A filter is an object/],
    [[], /^A filter is an object/],
    [{ AND: [] }, "AND takes a list of at least one condition."],
    [{ OR: { user_id: "a" } }, "OR takes a list of at least one condition."],
    [{ NOT: [] }, "NOT takes a list of at least one condition."],
    [{ AND: ["alice"] }, /^A filter is an object/],
    // Entities.
    [{ user_id: null }, /^user_id: .*expected string/],
    [{ user_id: "" }, /^user_id: /],
    [{ user_id: ["a", "b"] }, "user_id takes an operator: eq, ne, in, inactive_for, inactive_since."],
    [{ user_id: {} }, "user_id needs a value or an operator."],
    [{ user_id: { nin: ["a"] } }, /^There is no operator "nin": wrap an "in" in NOT/],
    [
      { user_id: { "!=": "a" } },
      'Use the keyword "ne" for "!=": user_id takes eq, ne, in, inactive_for, inactive_since.',
    ],
    [{ user_id: { ne: "*" } }, /^user_id.ne: "\*" means any value/],
    [{ user_id: { in: ["a", "*"] } }, /^user_id.in: "\*" means any value/],
    [{ user_id: { in: [] } }, /^user_id.in: /],
    [{ user_id: { contains: "a" } }, /^Operator "contains" is not supported for user_id/],
    [{ user_id: "a\u0000" }, "user_id: A value cannot contain the null character."],
    // Times.
    [{ created_at: { eq: "2026-01-01" } }, /^Operator "eq" is not supported for created_at: pass the value/],
    [{ created_at: { ">=": "2026-01-01" } }, /^Use the keyword "gte" for ">="/],
    [
      { user_id: "x".repeat(8193) },
      /^user_id: An ID to look for can have at most 8,192 characters\. Memories with/,
    ],
    [{ created_at: { gte: "yesterday" } }, /^created_at.gte is not a time such as/],
    [{ created_at: { gte: "2026-02-30" } }, /^created_at.gte is a time that does not exist/],
    [{ created_at: { gte: "" } }, /^created_at.gte is empty/],
    [{ created_at: { gte: null } }, /^created_at.gte is empty/],
    [{ created_at: { gte: 20260105 } }, /^created_at.gte can be read as a day or as seconds/],
    [{ created_at: { gte: "01/05/2026" } }, /^created_at.gte can be read as day and month/],
    [{ expiration_date: { eq: "2026-01-01" } }, /^Operator "eq" is not supported for expiration_date/],
    [{ expiration_date: "soon" }, /^expiration_date is not a day such as/],
    [{ expiration_date: { lt: "" } }, /^expiration_date.lt is empty/],
    [{ expiration_date: null }, /^expiration_date is empty/],
    // Content.
    [{ categories: "health" }, "categories takes an operator: in, contains."],
    [{ categories: ["health"] }, "categories takes an operator: in, contains."],
    [{ categories: { eq: "health" } }, /^Operator "eq" is not supported for categories/],
    [{ categories: { ne: "health" } }, /^Operator "ne" is not supported for categories/],
    [{ categories: { in: "health" } }, /^categories.in: /],
    [{ keywords: { icontains: "ab" } }, /^keywords.icontains: A text to find has at least 3 characters/],
    [{ keywords: { eq: "abc" } }, /^Operator "eq" is not supported for keywords/],
    [{ memory_ids: ["x"] }, /^memory_ids: A memory ID is a UUID/],
    [{ memory_ids: id }, /^memory_ids: /],
    [{ memory_ids: { ne: [id] } }, /^Operator "ne" is not supported for memory_ids/],
    // Metadata.
    [{ metadata: "x" }, /^metadata takes an object/],
    [{ metadata: {} }, /^metadata takes an object/],
    [
      { "metadata.a.b": "x" },
      /^metadata can be filtered by top-level keys only: .*\{"metadata": \{"a.b": "value"\}\}/,
    ],
    [{ "metadata.": "x" }, /^metadata can be filtered by top-level keys only/],
    [{ "metadata.n": { gt: 1 } }, /^Operator "gt" is not supported for metadata/],
    [{ "metadata.n": {} }, /^metadata can be filtered by top-level keys only/],
    [{ "metadata.n": ["a"] }, /^metadata: A metadata value is text/],
    [{ "metadata.__proto__": "x" }, /^metadata cannot have the key "__proto__"/],
    [{ "Metadata.n": "x" }, /^Top-level key must be/],
    // Mem0's client in JavaScript sends filters on as they are, and Mem0 refuses these, too.
    [{ userId: "alice" }, 'There is no field "userId": it is written "user_id".'],
    [{ OR: [{ "user-id": "alice" }] }, 'There is no field "user-id": it is written "user_id".'],
    [
      { user_id: "alice", NOT: { AGENT_ID: "bot" } },
      'There is no field "AGENT_ID": it is written "agent_id".',
    ],
    [{ metadata: { n: { gt: 1 } } }, /^Operator "gt" is not supported for metadata/],
    [{ metadata: { n: { gt: 1 } } }, /^Operator "gt" is not supported for metadata/],
    [{ metadata: { gt: 1 } }, /^Operator "gt" is not supported for metadata/],
    [{ metadata: { eq: "x" } }, /^metadata.eq: /],
    [{ metadata: { address: { city: "x" } } }, /^Operator "city" is not supported for metadata/],
    [{ metadata: { tags: ["a"] } }, /^metadata: A metadata value is text/],
    [JSON.parse('{"metadata": {"__proto__": "x", "a": 1}}'), /^metadata cannot have the key "__proto__"/],
    [JSON.parse('{"metadata": {"eq": {"__proto__": "x", "a": 1}}}'), /^metadata.eq cannot have the key/],
    [JSON.parse('{"__proto__": {"user_id": "x"}}'), unknownKey],
    [{ metadata: { tags: {} } }, "metadata can be filtered by top-level keys only."],
  ];
  it.each(refused)("refuses %j", (input, problem) => {
    const parsing = () => parseFilters(input);
    expect(parsing).toThrow(FilterProblem);
    expect(parsing).toThrow(problem);
  });

  it("refuses what is nested too deep without following it down", () => {
    let deep: unknown = { user_id: "alice" };
    for (let level = 0; level < 50_000; level++) deep = { NOT: deep };
    expect(() => parseFilters(deep)).toThrow("A filter can nest at most 8 levels deep.");
  });

  it("refuses too many conditions", () => {
    const parts = Array.from({ length: 101 }, (_, number) => ({ user_id: `user-${number}` }));
    expect(() => parseFilters({ OR: parts })).toThrow("A filter can have at most 100 conditions.");
  });

  it("quotes no value", () => {
    const secret = "the patient said so";
    for (const input of [
      { user_id: { ">=": secret } },
      { created_at: secret },
      { metadata: { a: [secret] } },
      { categories: secret },
    ]) {
      const problem = (() => {
        try {
          return parseFilters(input);
        } catch (error) {
          return error;
        }
      })();
      expect(problem).toBeInstanceOf(FilterProblem);
      expect(String(problem)).not.toContain(secret);
    }
  });
});

describe("isScoped", () => {
  it.each([
    [{ user_id: "alice" }, true],
    [{ user_id: "*" }, true],
    [{ user_id: { in: ["a"] } }, true],
    [{ user_id: { ne: "a" } }, false],
    [{ categories: { in: ["a"] } }, false],
    [{ NOT: { user_id: "a" } }, false],
    [{ AND: [{ categories: { in: ["a"] } }, { run_id: "r" }] }, true],
    [{ OR: [{ user_id: "*" }, { agent_id: "*" }, { app_id: "*" }, { run_id: "*" }] }, true],
    // Without a scope on one side, the whole is without one.
    [{ OR: [{ user_id: "a" }, { categories: { in: ["a"] } }] }, false],
  ])("%j: %s", (input, isIt) => {
    expect(isScoped(parseFilters(input))).toBe(isIt);
  });
});
