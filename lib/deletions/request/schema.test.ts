import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { requestDeletionSchema } from "./schema";
import { excludedCountMax, listedCountMax } from "./limits";

const input = (selection: unknown, others = {}) => ({
  storeId: "builtin",
  selection,
  expectedCount: 1,
  cutoffAt: "2026-08-01T10:00:00.000Z",
  idempotencyKey: randomUUID(),
  ...others,
});
const listed = (ids: unknown) => input({ kind: "listed", ids });

const problemOf = (value: unknown): string => {
  const parsed = requestDeletionSchema.safeParse(value);
  expect(parsed.success).toBe(false);
  return parsed.error?.issues.map((issue) => issue.message).join(" ") ?? "";
};

describe("requestDeletionSchema", () => {
  it("refuses no ids and says so", () => {
    expect(problemOf(listed([]))).toBe("No memory IDs: list at least one.");
  });

  it("names a malformed id, and only the first of many", () => {
    const problem = problemOf(listed([randomUUID(), "caroline", "maya"]));
    expect(problem).toContain('"caroline" is not a memory ID');
    expect(problem).not.toContain("maya");
    expect(problemOf(listed(["x".repeat(5_000)])).length).toBeLessThan(250);
  });

  it("keeps each id once, in lower case and in order", () => {
    const [a, b] = [randomUUID(), randomUUID()];
    const parsed = requestDeletionSchema.parse(listed([b, a, b.toUpperCase(), a]));
    expect(parsed.selection).toEqual({ kind: "listed", ids: [b, a] });
  });

  it("takes 100,000 ids, and no more", () => {
    const ids = Array.from({ length: listedCountMax }, () => randomUUID());
    expect(requestDeletionSchema.safeParse(listed(ids)).success).toBe(true);
    expect(problemOf(listed([...ids, randomUUID()]))).toContain("At most 100,000");
  });

  it("bounds exclusions, reason and ticket, and drops blank ones", () => {
    const matching = { kind: "matching", filter: { field: "user_id", operator: "eq", value: "a" } };
    const excludedIds = Array.from({ length: excludedCountMax + 1 }, () => randomUUID());
    expect(problemOf(input({ ...matching, excludedIds }))).toContain("At most 10,000");
    expect(problemOf(input(matching, { reason: "x".repeat(2_001) }))).toContain("The reason");
    expect(problemOf(input(matching, { ticket: "x".repeat(201) }))).toContain("The ticket");
    const parsed = requestDeletionSchema.parse(input(matching, { reason: "  ", ticket: " T-1 " }));
    expect(parsed).toMatchObject({ reason: null, ticket: "T-1", selection: { excludedIds: [] } });
  });

  it("refuses a deletion of nothing, and other nonsense", () => {
    expect(problemOf(listed([randomUUID()]).selection)).not.toBe("");
    expect(problemOf({ ...listed([randomUUID()]), expectedCount: 0 })).toContain("Nothing is selected");
    expect(problemOf({ ...listed([randomUUID()]), cutoffAt: "yesterday" })).not.toBe("");
    expect(problemOf({ ...listed([randomUUID()]), idempotencyKey: "1" })).not.toBe("");
  });
});
