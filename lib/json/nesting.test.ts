import { describe, expect, it } from "vitest";
import { filterSchema } from "@/lib/filters/filter-schema";
import { bytesNestDeeperThan, nestsDeeperThan } from "./nesting";

const lists = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("how deep JSON nests", () => {
  it("is told of a value, however deep it is", () => {
    expect(nestsDeeperThan(JSON.parse(lists(64)), 64)).toBe(false);
    expect(nestsDeeperThan(JSON.parse(lists(65)), 64)).toBe(true);
    expect(nestsDeeperThan(JSON.parse(lists(200_000)), 64)).toBe(true);
    expect(nestsDeeperThan({ a: [{ b: 1 }] }, 3)).toBe(false);
    expect(nestsDeeperThan({ a: [{ b: 1 }] }, 2)).toBe(true);
    expect(nestsDeeperThan("text", 0)).toBe(false);
  });

  it("is told of bytes, where brackets within texts do not count", () => {
    expect(bytesNestDeeperThan(bytes(lists(64)), 64)).toBe(false);
    expect(bytesNestDeeperThan(bytes(lists(65)), 64)).toBe(true);
    expect(bytesNestDeeperThan(bytes(JSON.stringify({ text: `"\\${"[".repeat(1000)}` })), 64)).toBe(false);
  });
});

describe("a filter that nests deeply", () => {
  it.each([9, 2_000, 20_000])("is refused in a sentence at %i levels", (depth) => {
    let filter: unknown = { and: [{ field: "immutable", operator: "eq", value: true }] };
    for (let level = 2; level < depth; level += 1) filter = { not: filter };
    const { error } = filterSchema.safeParse(filter);
    expect(error?.issues[0]?.message).toBe("A filter can nest at most 8 levels deep.");
  });

  it("is taken at eight levels, in whatever way it nests", () => {
    let filter: unknown = { field: "user_id", operator: "in", value: ["ann"] };
    for (let level = 1; level < 8; level += 1) filter = { and: [filter] };
    expect(filterSchema.safeParse(filter).success).toBe(true);
  });
});
