import { sql } from "drizzle-orm";
import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { getStore } from "@/lib/stores/server/get-store";
import { storeIdSchema } from "../store-id-schema";
import { useTestDatabase } from "@/testing/test-database";
import { memoryVersions } from "@/drizzle/schema/memories";
import { builtinStore } from "./builtin-store";
import { insertMemories } from "@/testing/stores/test-memories";

const test = useTestDatabase();
const store = () => builtinStore(test.database());
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

describe("getStore", () => {
  it("refuses a store that is not there", async () => {
    await expect(getStore(test.context(), storeIdSchema.parse("elsewhere"))).rejects.toThrow(
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

  it("puts what is called just so before all that begin alike, however few its memories", async () => {
    const like = Array.from({ length: 12 }, (_, number) => `whimbrel-${number}`).flatMap((name) => [
      name,
      name,
    ]);
    for (const name of [...like, "Whimbrel", "Whimbrel", "Whimbrel", "whimbrel"])
      await test
        .database()
        .execute(sql`insert into memories (memory, run_id) values (${`of ${name}`}, ${name})`);
    const found = await store().listFacets({ field: "run_id", text: "whimbrel", limit: 3 });
    expect(found).toEqual([
      { value: "whimbrel", count: 1 },
      { value: "Whimbrel", count: 3 },
      { value: "whimbrel-0", count: 2 },
    ]);
    await test.database().execute(sql`delete from memories where run_id ilike 'whimbrel%'`);
  });
});
