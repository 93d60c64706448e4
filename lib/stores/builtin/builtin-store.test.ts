import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { StoreSelection } from "@/lib/deletions/types";
import { memoryIdSchema, type MemoryId } from "@/lib/memories/types";
import { getStore } from "@/lib/stores/server/get-store";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { storeIdSchema } from "@/lib/stores/types";
import { useTestDatabase } from "@/lib/testing/test-database";
import { memoryVersions } from "@/drizzle/schema/memories";
import { insertMemories } from "./test-memories";

const test = useTestDatabase();
const store = () => getStore(test.context(), builtinStoreId);
let ids: MemoryId[] = [];

beforeAll(async () => {
  ids = await insertMemories(
    test.database(),
    Array.from({ length: 60 }, (_, number) => ({
      memory: `Number ${number}`,
      // user-0 has the most; a tenth has none.
      userId: number % 10 === 9 ? null : `user-${Math.floor(Math.sqrt(number * 12))}`,
      agentId: number < 30 ? "Triage" : "billing",
      categories: number % 2 === 0 ? ["even", "All"] : ["all 100%"],
      immutable: number % 20 === 0,
      expirationDate: number % 6 === 0 ? "2020-01-01" : number % 6 === 1 ? "2999-01-01" : null,
      createdAt: new Date(Date.parse("2026-01-01T00:00:00Z") + number * 1000),
    })),
  );
});

const everything: StoreSelection = { kind: "matching", filter: null, excludedIds: [] };

describe("getStore", () => {
  it("refuses a store that is not there", () => {
    expect(() => getStore(test.context(), storeIdSchema.parse("elsewhere"))).toThrow(
      "There is no such store.",
    );
  });
});

describe("find", () => {
  it("answers a memory as it crosses the wire, or null", async () => {
    const [first] = ids;
    if (first === undefined) throw new Error("Nothing was stored.");
    expect(await store().find(first)).toMatchObject({
      id: first,
      memory: "Number 0",
      expirationDate: "2020-01-01",
      createdAt: "2026-01-01T00:00:00.000Z",
      supersededBy: null,
    });
    expect(await store().find(memoryIdSchema.parse(randomUUID()))).toBeNull();
  });
});

describe("listVersions", () => {
  it("tells a changed memory from its first text on, oldest first", async () => {
    const [id] = await insertMemories(test.database(), [
      { memory: "third", userId: "versions", createdAt: new Date("2025-01-01T00:00:00Z") },
    ]);
    if (id === undefined) throw new Error("Nothing was stored.");
    await test
      .database()
      .insert(memoryVersions)
      .values([
        {
          memoryId: id,
          oldMemory: "first",
          newMemory: "second",
          changedAt: new Date("2025-01-02T00:00:00Z"),
        },
        {
          memoryId: id,
          oldMemory: "second",
          newMemory: "third",
          changedAt: new Date("2025-01-03T00:00:00Z"),
        },
      ]);
    expect(await store().listVersions(id)).toEqual([
      { event: "ADD", oldMemory: null, newMemory: "first", changedAt: "2025-01-01T00:00:00.000Z" },
      { event: "UPDATE", oldMemory: "first", newMemory: "second", changedAt: "2025-01-02T00:00:00.000Z" },
      { event: "UPDATE", oldMemory: "second", newMemory: "third", changedAt: "2025-01-03T00:00:00.000Z" },
    ]);
  });

  it("tells an unchanged memory as added, and an absent one not at all", async () => {
    const [first] = ids;
    if (first === undefined) throw new Error("Nothing was stored.");
    expect(await store().listVersions(first)).toEqual([
      { event: "ADD", oldMemory: null, newMemory: "Number 0", changedAt: "2026-01-01T00:00:00.000Z" },
    ]);
    expect(await store().listVersions(memoryIdSchema.parse(randomUUID()))).toEqual([]);
  });
});

describe("listFacets", () => {
  it("counts the values of an entity, the most frequent first, without the missing ones", async () => {
    const facets = await store().listFacets({ field: "agent_id", text: "", limit: 10 });
    expect(facets.slice(0, 2)).toEqual([
      { value: "Triage", count: 30 },
      { value: "billing", count: 30 },
    ]);
    const users = await store().listFacets({ field: "user_id", text: "", limit: 3 });
    expect(users).toHaveLength(3);
    expect(users.map((user) => user.count)).toEqual(
      users.map((user) => user.count).toSorted((a, b) => b - a),
    );
  });

  it("finds values by a part of them, in any case and literally", async () => {
    expect(await store().listFacets({ field: "agent_id", text: "TRI", limit: 10 })).toEqual([
      { value: "Triage", count: 30 },
    ]);
    expect(await store().listFacets({ field: "categories", text: "100%", limit: 10 })).toEqual([
      { value: "all 100%", count: 30 },
    ]);
    expect(await store().listFacets({ field: "categories", text: "0_%", limit: 10 })).toEqual([]);
    expect(await store().listFacets({ field: "categories", text: "al", limit: 10 })).toEqual([
      { value: "All", count: 30 },
      { value: "all 100%", count: 30 },
    ]);
  });
});

describe("preview", () => {
  const ofTriage: StoreSelection = {
    kind: "matching",
    filter: { field: "agent_id", operator: "eq", value: "Triage" },
    excludedIds: [],
  };

  it("counts, breaks down and samples what matches, newest first", async () => {
    const preview = await store().preview(ofTriage);
    expect(preview).toMatchObject({
      count: 30,
      absentCount: 0,
      expiredCount: 5,
      immutableCount: 2,
      byAgent: [{ value: "Triage", count: 30 }],
    });
    expect(preview.sample.map((memory) => memory.memory)).toEqual([
      "Number 29",
      "Number 28",
      "Number 27",
      "Number 26",
      "Number 25",
    ]);
    expect(preview.byUser.at(-1)).toEqual({ value: null, count: 3 });
    expect(preview.byUser.reduce((sum, row) => sum + row.count, 0)).toBe(30);
  });

  it("leaves out the excluded", async () => {
    const preview = await store().preview({ ...ofTriage, excludedIds: ids.slice(28, 40) });
    expect(preview.count).toBe(28);
    expect(preview.sample[0]?.memory).toBe("Number 27");
  });

  it("names twenty users at most, and the memories without one besides", async () => {
    const preview = await store().preview(everything);
    expect(preview.byUser).toHaveLength(21);
    expect(preview.byUser.filter((row) => row.value === null)).toHaveLength(1);
  });

  it("counts listed ids once, and those that are not there", async () => {
    const listed = [...ids.slice(0, 3), ...ids.slice(0, 3), memoryIdSchema.parse(randomUUID())];
    const preview = await store().preview({ kind: "listed", ids: listed });
    expect(preview).toMatchObject({ count: 3, absentCount: 1 });
    expect(preview.sample.map((memory) => memory.memory)).toEqual(["Number 2", "Number 1", "Number 0"]);
  });

  it("is empty for what matches nothing", async () => {
    const preview = await store().preview({
      kind: "matching",
      filter: { field: "user_id", operator: "eq", value: "nobody" },
      excludedIds: [],
    });
    expect(preview).toMatchObject({ count: 0, byUser: [], byAgent: [], sample: [], expiredCount: 0 });
  });

  it("has a cutoff before which everything counted was stored, so that freezing finds the same", async () => {
    const [id] = await insertMemories(test.database(), [{ userId: "fresh" }]);
    const filter = { field: "user_id", operator: "eq", value: "fresh" } as const;
    const preview = await store().preview({ kind: "matching", filter, excludedIds: [] });
    expect(preview.sample.map((memory) => memory.id)).toEqual([id]);
    const cutoffAt = new Date(preview.cutoffAt);
    await insertMemories(test.database(), [{ userId: "fresh", storedAt: new Date(cutoffAt.getTime() + 1) }]);
    expect(
      await store().countSelection({ selection: { kind: "matching", filter, excludedIds: [] }, cutoffAt }),
    ).toBe(1);
  });
});
