import { beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "@/lib/database/server/database";
import { entityPositionOf } from "@/lib/browse/entity-search";
import { listEntities as listEntitiesOfStore } from "@/lib/browse/server/list-entities";
import { entitySortFields, type Entity, type EntityPage, type EntitySort } from "@/lib/memories/entity";
import { builtinStoreId } from "@/lib/stores/store-ids";
import type { ListEntitiesInput } from "@/lib/stores/types";
import { useTestDatabase } from "@/testing/test-database";
import { listEntities } from "./list-entities";
import { insertMemories } from "@/testing/stores/test-memories";

const test = useTestDatabase();
const day = (number: number) => new Date(Date.UTC(2026, 0, number));
const agentCount = 137;

beforeAll(async () => {
  await insertMemories(test.database(), [
    { userId: "maya", createdAt: day(3), updatedAt: day(4) },
    { userId: "maya", createdAt: day(1), updatedAt: day(9), expirationDate: "2020-01-01" },
    { userId: "maya", runId: "monday", createdAt: day(2), updatedAt: day(2) },
    { userId: "Ömer 100%", createdAt: day(5), updatedAt: day(5) },
    { userId: "under_score", createdAt: day(6), updatedAt: day(6) },
    { userId: "back\\slash~tilde", createdAt: day(7), updatedAt: day(7) },
    { userId: null, runId: "monday" },
    // Runs of equal counts and times, across the ends of pages, so that the value has to decide.
    ...Array.from({ length: agentCount }, (_, number) =>
      Array.from({ length: (number % 3) + 1 }, () => ({
        userId: null,
        agentId: `agent-${(number * 7919) % 1000}`,
        updatedAt: day(10 + (number % 4)),
      })),
    ).flat(),
  ]);
});

const input = (part: Partial<ListEntitiesInput>): ListEntitiesInput => ({
  kind: "user",
  text: "",
  sort: { field: "count", direction: "desc" },
  cursor: null,
  limit: 10,
  ...part,
});
const list = (part: Partial<ListEntitiesInput>) => listEntities(test.database(), input(part));
const valuesOf = ({ entities }: EntityPage) => entities.map(({ value }) => value);

const sorts: EntitySort[] = entitySortFields.flatMap((field) => [
  { field, direction: "asc" },
  { field, direction: "desc" },
]);

describe("listEntities", () => {
  it("counts memories by entity, expired ones too, and says since when and until when; no value is no entity", async () => {
    const page = await list({});
    expect(page.entities[0]).toEqual({
      kind: "user",
      value: "maya",
      count: 3,
      firstActivityAt: day(1).toISOString(),
      lastActivityAt: day(9).toISOString(),
    });
    expect(page).toMatchObject({ total: 4, hasPrevious: false, hasNext: false });
    expect((await list({ kind: "run" })).entities).toMatchObject([
      { kind: "run", value: "monday", count: 2 },
    ]);
    expect(await list({ kind: "app" })).toEqual({
      entities: [],
      total: 0,
      hasPrevious: false,
      hasNext: false,
    });
  });

  it.each([
    ["MAY", ["maya"]],
    ["öm", ["Ömer 100%"]],
    ["0%", ["Ömer 100%"]],
    ["%", ["Ömer 100%"]],
    ["_", ["under_score"]],
    ["\\", ["back\\slash~tilde"]],
    ["nobody", []],
  ])("finds %j as part of the value, in any case and literally", async (text, values) => {
    const page = await list({ text });
    expect(valuesOf(page)).toEqual(values);
    expect(page.total).toBe(values.length);
  });

  it.each(sorts.map((sort) => ({ sort })))(
    "walks through all of them and back: $sort.field $sort.direction",
    async ({ sort }) => {
      const everything = (await list({ kind: "agent", sort, limit: 200 })).entities;
      expect(everything).toHaveLength(agentCount);
      expect(everything).toEqual([...everything].sort(comparing(sort)));

      const forward: Entity[] = [];
      let page = await list({ kind: "agent", sort });
      for (;;) {
        expect(page).toMatchObject({ total: agentCount, hasPrevious: forward.length > 0 });
        forward.push(...page.entities);
        const last = page.entities.at(-1);
        if (!page.hasNext || last === undefined) break;
        const position = entityPositionOf(last, sort.field);
        page = await list({ kind: "agent", sort, cursor: { direction: "after", position } });
      }
      expect(forward).toEqual(everything);

      const backward = [...page.entities];
      for (;;) {
        const first = page.entities[0];
        if (!page.hasPrevious || first === undefined) break;
        const position = entityPositionOf(first, sort.field);
        page = await list({ kind: "agent", sort, cursor: { direction: "before", position } });
        expect(page.hasNext).toBe(true);
        backward.unshift(...page.entities);
      }
      expect(backward).toEqual(everything);
    },
  );

  it("sorts by name without regard to capital letters", async () => {
    await insertMemories(test.database(), [{ appId: "beta" }, { appId: "Alpha" }, { appId: "alpha" }]);
    const page = await list({ kind: "app", sort: { field: "name", direction: "asc" } });
    expect(valuesOf(page).map((value) => value.toLowerCase())).toEqual(["alpha", "alpha", "beta"]);
  });

  it("says that a page past the end is empty, and how many there are before it", async () => {
    const sort: EntitySort = { field: "count", direction: "asc" };
    const position = { field: "count", count: 1000, value: "maya" } as const;
    expect(await list({ sort, cursor: { direction: "after", position } })).toEqual({
      entities: [],
      total: 4,
      hasPrevious: true,
      hasNext: false,
    });
  });

  it("answers a statement time-out in words", async () => {
    const database = openDatabase(test.url(), { statementTimeoutMs: 100 });
    // A lock makes the reading wait for as long as the test wants.
    const locker = await test.database().$client.connect();
    await locker.query("begin; lock table memories in access exclusive mode");
    try {
      const ctx = { ...test.context(), database };
      await expect(
        listEntitiesOfStore(ctx, { storeId: builtinStoreId, search: input({ kind: "run" }) }),
      ).rejects.toMatchObject({
        code: "timed_out",
        message: expect.stringMatching(/^Counting the memories of every run took too long/) as string,
      });
    } finally {
      await locker.query("rollback");
      locker.release();
      await database.$client.end();
    }
  });
});

/** The order in JavaScript; the values compared here are ASCII of one case, on which every collation agrees. */
const comparing = ({ field, direction }: EntitySort) => {
  const sign = direction === "asc" ? 1 : -1;
  const byValue = (a: Entity, b: Entity) => (a.value < b.value ? -1 : a.value > b.value ? 1 : 0);
  return (a: Entity, b: Entity): number => {
    switch (field) {
      case "name":
        return sign * byValue(a, b);
      case "count":
        return sign * (a.count - b.count) || byValue(a, b);
      case "last_activity":
        return sign * (Date.parse(a.lastActivityAt) - Date.parse(b.lastActivityAt)) || byValue(a, b);
    }
  };
};
