import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { filterSchema } from "@/lib/filters/filter-schema";
import { anyFilter } from "@/testing/filters/any-filter";
import { sampleConditions } from "@/testing/filters/sample-conditions";
import { matchesFilter, needsOthers } from "@/lib/filters/matches-filter";
import { compileFilter } from "@/testing/platform-simulator/compile-filter";
import { listedMemory } from "@/testing/platform-simulator/memory-shapes";
import type { StoredMemory } from "@/testing/platform-simulator/types";
import { readMemory } from "./read-memory";
import { everything, platformQuery } from "./platform-filter";

const today = "2026-08-01";
const now = new Date(`${today}T09:30:00Z`);
const query = (filter: unknown) => platformQuery(filterSchema.parse(filter), now);
const user = { field: "user_id", operator: "eq", value: "caroline" };
const userFilter = { user_id: "caroline" };
const within = (...filters: unknown[]) => ({ AND: [everything, ...filters] });

describe("what the Platform is asked", () => {
  it.each([
    ["one entity", user, userFilter],
    ["several", { field: "run_id", operator: "in", value: ["a", "b"] }, { run_id: { in: ["a", "b"] } }],
    ["any value", { field: "app_id", operator: "present" }, { app_id: "*" }],
    ["not none", { not: { field: "app_id", operator: "absent" } }, { app_id: "*" }],
    ["not other than", { not: { field: "user_id", operator: "ne", value: "caroline" } }, userFilter],
    [
      "a day",
      { field: "created_at", operator: "lte", value: "2026-01-31" },
      within({ created_at: { lt: "2026-02-01T00:00:00.000Z" } }),
    ],
    [
      "after a millisecond",
      { field: "updated_at", operator: "gt", value: "2026-01-31T12:00:00.001+01:00" },
      within({ updated_at: { gte: "2026-01-31T11:00:00.002Z" } }),
    ],
    [
      "from within a millisecond",
      { field: "created_at", operator: "gte", value: "2026-01-31T12:00:00.0015Z" },
      within({ created_at: { gte: "2026-01-31T12:00:00.002Z" } }),
    ],
    [
      "not before",
      { not: { field: "created_at", operator: "lt", value: "2026-01-31" } },
      within({ created_at: { gte: "2026-01-31T00:00:00.000Z" } }),
    ],
    [
      "another day",
      { field: "created_at", operator: "ne", value: "2026-01-31" },
      within({
        OR: [
          { created_at: { lt: "2026-01-31T00:00:00.000Z" } },
          { created_at: { gte: "2026-02-01T00:00:00.000Z" } },
        ],
      }),
    ],
    [
      "that very day, which has no eq",
      { not: { field: "created_at", operator: "ne", value: "2026-01-31" } },
      within({ created_at: { gte: "2026-01-31T00:00:00.000Z", lt: "2026-02-01T00:00:00.000Z" } }),
    ],
    [
      "expired",
      { field: "expiration_date", operator: "expired" },
      within({ expiration_date: { lt: today } }),
    ],
    [
      "a category",
      { field: "categories", operator: "contains", value: "food" },
      within({ categories: { in: ["food"] } }),
    ],
    [
      "both, without an OR beside an AND",
      { and: [user, { or: [user, { field: "run_id", operator: "eq", value: "r" }] }] },
      { AND: [userFilter, { OR: [userFilter, { run_id: "r" }] }] },
    ],
    [
      "neither, carried down",
      { not: { or: [{ not: user }, { field: "created_at", operator: "lt", value: "2026-01-31" }] } },
      { AND: [userFilter, { created_at: { gte: "2026-01-31T00:00:00.000Z" } }] },
    ],
    [
      "an entity in one branch only",
      { or: [user, { field: "created_at", operator: "lt", value: "2026-01-31" }] },
      within({ OR: [userFilter, { created_at: { lt: "2026-01-31T00:00:00.000Z" } }] }),
    ],
  ])("%s, exactly", (_name, filter, filters) => {
    expect(query(filter)).toEqual({ filters, isExact: true });
  });

  it.each([
    ["a wildcard for a value of *", { field: "user_id", operator: "eq", value: "*" }, { user_id: "*" }],
    [
      "a wildcard for one among others",
      { field: "user_id", operator: "in", value: ["a", "*"] },
      { user_id: "*" },
    ],
    ["all for what is missing", { field: "user_id", operator: "absent" }, everything],
    ["all for another user", { field: "user_id", operator: "ne", value: "a" }, everything],
    ["all without a user", { not: user }, everything],
    ["all for words", { field: "text", operator: "icontains", value: "coffee" }, everything],
    [
      "the rest of what it cannot say",
      { and: [user, { field: "text", operator: "icontains", value: "coffee" }] },
      userFilter,
    ],
    [
      "all for one of either",
      { or: [user, { field: "superseded", operator: "eq", value: true }] },
      everything,
    ],
    [
      "a value in metadata",
      { field: "metadata", key: "source", operator: "eq", value: "chat" },
      within({ metadata: { source: "chat" } }),
    ],
    ["all for a path", { field: "metadata", key: "a.b", operator: "eq", value: "chat" }, everything],
    ["all for null", { field: "metadata", key: "a", operator: "eq", value: null }, everything],
    ["all but a day", { field: "expiration_date", operator: "ne", value: "2026-01-31" }, everything],
    ["all for years beyond", { field: "created_at", operator: "lte", value: "9999-12-31" }, everything],
  ])("%s, which is too much", (_name, filter, filters) => {
    expect(query(filter)).toEqual({ filters, isExact: false });
  });

  it("everything, by four wildcards", () => {
    expect(platformQuery(null, now)).toEqual({ filters: everything, isExact: true });
    expect(query({ field: "sample", operator: "eq", value: false })).toEqual({
      filters: everything,
      isExact: true,
    });
  });
});

it("never leaves out what matches, and is exact where it says so, for thousands of filters", () => {
  const ids = fc.constantFrom(null, "caroline", "a", "b", "*", " ");
  const instants = ["2026-07-31T23:59:59.999999Z", "2026-08-01T00:00:00Z", "2026-08-01T08:00:00.123457Z"];
  const micros = fc
    .constantFrom(...instants)
    .map((text) => Date.parse(text) * 1000 + Number(/\.\d{3}(\d{3})Z/.exec(text)?.[1] ?? 0));
  const memories = fc.record({
    id: fc.uuid({ version: 4 }),
    text: fc.constantFrom("likes tea and coffee", "茶道", "Berlin"),
    entities: fc
      .record({ user_id: ids, agent_id: ids, app_id: ids, run_id: ids })
      // One of the four at least, as on the Platform.
      .map((entities) => ({
        ...entities,
        agent_id: entities.user_id === null ? "agent" : entities.agent_id,
      })),
    metadata: fc.constantFrom(
      null,
      { city: "Berlin" },
      { city: 5 },
      { city: true, tags: ["x"] },
      { city: ["Berlin"] },
    ),
    categories: fc.constantFrom(null, ["health"], ["food", "work"]),
    createdAt: micros,
    updatedAt: micros,
    expirationDate: fc.constantFrom(null, "2026-01-01", "2026-02-28", today, "2027-01-01"),
    replacedBy: fc.constantFrom("00000000-0000-4000-8000-000000000001", null, null, null, null),
    isMerged: fc.constant(false),
    isSynthesized: fc.constant(false),
    isImmutable: fc.constant(false),
  });
  const stored: StoredMemory[] = fc.sample(memories, { numRuns: 300, seed: 5 });
  const read = stored.map((each) => readMemory(listedMemory(each)).memory);
  const conditions = fc.constantFrom(...sampleConditions.filter((each) => !needsOthers(each)));
  const filters = fc.oneof(
    { weight: 2, arbitrary: conditions },
    { weight: 1, arbitrary: anyFilter(conditions, 2) },
    { weight: 1, arbitrary: anyFilter(conditions, 3) },
  );
  let exactCount = 0;
  fc.assert(
    fc.property(filters, (filter) => {
      const { filters: asked, isExact } = platformQuery(filter, now);
      const holds = compileFilter(asked);
      if (isExact) exactCount++;
      stored.forEach((each, index) => {
        const memory = read[index];
        if (memory == null) throw new Error("Every memory was read.");
        const isAsked = holds(each);
        const isMatching = matchesFilter(filter, memory, now);
        if (isMatching ? !isAsked : isExact && isAsked)
          expect.fail(
            `${JSON.stringify(filter)} asked ${JSON.stringify(asked)} of ${JSON.stringify(memory)}`,
          );
      });
    }),
    { numRuns: 4_000, seed: 5 },
  );
  expect(exactCount).toBeGreaterThan(500);
});
