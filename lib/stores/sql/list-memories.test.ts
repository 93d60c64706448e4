import { beforeAll, describe, expect, it } from "vitest";
import type { Filter } from "@/lib/filters/filter";
import type { Memory, MemorySort } from "@/lib/memories/types";
import type { MemoryPosition } from "@/lib/memories/memory-page";
import type { ListMemoriesInput } from "@/lib/stores/types";
import { useTestDatabase } from "@/testing/test-database";
import { listMemories } from "./list-memories";
import { insertMemories } from "@/testing/stores/test-memories";

const test = useTestDatabase();
const count = 137;
const start = Date.parse("2026-01-01T00:00:00Z");

beforeAll(async () => {
  await insertMemories(
    test.database(),
    Array.from({ length: count }, (_, number) => ({
      // Runs of equal times, across the ends of pages, so that the id has to decide.
      createdAt: new Date(start + Math.floor(number / 20) * 1000),
      updatedAt: new Date(start + (number % 3) * 1000),
      userId: number % 2 === 0 ? "maya" : null,
      categories: number % 10 === 0 ? ["rare"] : [],
    })),
  );
});

const list = (input: Partial<ListMemoriesInput>) =>
  listMemories(test.database(), {
    filter: null,
    sort: { field: "created_at", direction: "desc" },
    cursor: null,
    limit: 10,
    ...input,
  });
const positionOf = (memory: Memory | undefined, sort: MemorySort): MemoryPosition => {
  if (memory === undefined) throw new Error("There is no memory here.");
  return { at: sort.field === "created_at" ? memory.createdAt : memory.updatedAt, id: memory.id };
};

const sorts: MemorySort[] = (["created_at", "updated_at"] as const).flatMap((field) => [
  { field, direction: "asc" },
  { field, direction: "desc" },
]);
const filters: (Filter | null)[] = [
  null,
  { field: "user_id", operator: "absent" },
  { field: "categories", operator: "contains", value: "rare" },
];

describe("listMemories", () => {
  it.each(sorts.flatMap((sort) => filters.map((filter) => ({ sort, filter }))))(
    "walks through all of them and back: $sort.field $sort.direction, $filter",
    async ({ sort, filter }) => {
      const everything = (await list({ sort, filter, limit: 200 })).memories;
      expect(isOrdered(everything, sort)).toBe(true);

      const forward: Memory[] = [];
      let page = await list({ sort, filter });
      for (;;) {
        expect(page.hasPrevious).toBe(forward.length > 0);
        forward.push(...page.memories);
        expect(page.hasNext).toBe(forward.length < everything.length);
        if (!page.hasNext) break;
        page = await list({
          sort,
          filter,
          cursor: { direction: "after", position: positionOf(page.memories.at(-1), sort) },
        });
      }
      expect(forward).toEqual(everything);

      const backward = [...page.memories];
      while (page.hasPrevious) {
        page = await list({
          sort,
          filter,
          cursor: { direction: "before", position: positionOf(page.memories[0], sort) },
        });
        expect(page.hasNext).toBe(true);
        backward.unshift(...page.memories);
      }
      expect(backward).toEqual(everything);
    },
  );

  it("says what lies on either side of a place where nothing is", async () => {
    const id = "00000000-0000-4000-8000-000000000000" as MemoryPosition["id"];
    const old = await list({
      cursor: { direction: "after", position: { at: "2020-01-01T00:00:00.000Z", id } },
    });
    expect(old).toEqual({ memories: [], hasPrevious: true, hasNext: false });
    const far = await list({
      cursor: { direction: "before", position: { at: "2030-01-01T00:00:00.000Z", id } },
    });
    expect(far).toEqual({ memories: [], hasPrevious: false, hasNext: true });
  });

  it("is empty, and no error, when nothing matches", async () => {
    const page = await list({ filter: { field: "user_id", operator: "eq", value: "nobody" } });
    expect(page).toEqual({ memories: [], hasPrevious: false, hasNext: false });
  });
});

const isOrdered = (memories: Memory[], sort: MemorySort): boolean => {
  const keys = memories.map((memory) => Object.values(positionOf(memory, sort)).join(" "));
  const sorted = keys.toSorted();
  return JSON.stringify(keys) === JSON.stringify(sort.direction === "asc" ? sorted : sorted.toReversed());
};
