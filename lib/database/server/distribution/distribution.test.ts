import { eq } from "drizzle-orm";
import pg from "pg";
import { describe, expect, inject, it } from "vitest";
import { openDatabase, type Database } from "@/lib/database/server/database";
import { requestClean } from "@/lib/cleaning/server/request-clean";
import { cleanNext } from "@/lib/cleaning/server/clean-next";
import { builtinStore } from "@/lib/stores/builtin/builtin-store";
import { getStore } from "@/lib/stores/server/get-store";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { countWords } from "@/lib/memories/count-words";
import { previewedInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { cleans } from "@/drizzle/schema/cleans";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import { upkeepDue } from "@/drizzle/schema/upkeep";
import { distributeTables, undistributeTables } from "./move-tables";
import { readDistribution } from "./read-distribution";

const test = useTestDatabase();
const isCluster = inject("postgresNodes").length > 1;

/** Connections of its own, which are gone when `work` is done: tables are moved while nobody is connected. */
const onClient = async <Result>(work: (client: pg.Client) => Promise<Result>): Promise<Result> => {
  const client = new pg.Client({ connectionString: test.url() });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
};
const onDatabase = async <Result>(work: (database: Database) => Promise<Result>): Promise<Result> => {
  const database = openDatabase(test.url());
  try {
    return await work(database);
  } finally {
    await database.$client.end();
  }
};

const triggersOff = async (client: pg.Client): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    "select tgname as name from pg_trigger where tgenabled = 'D' and not tgisinternal order by 1",
  );
  return rows.map(({ name }) => name);
};

it("says what is missing on a database that is no cluster", { skip: isCluster }, async () => {
  await onClient(async (client) => {
    expect(await readDistribution(client)).toBeNull();
    await expect(distributeTables(client)).rejects.toThrow(/lacks the extension Citus: install it/);
    expect(await undistributeTables(client)).toBe(false);
    expect(await triggersOff(client)).toEqual(["deletions_note_upkeep"]);
  });
});

describe.skipIf(!isCluster)("on a cluster, which LETHE_TEST_CITUS_URL names", () => {
  it("the tables go back and out again with all that is in them", async () => {
    expect(await onClient(undistributeTables)).toBe(true);
    expect(await onClient(undistributeTables)).toBe(false);
    expect(await onClient(triggersOff)).toEqual(["deletions_note_upkeep"]);
    const ids = await onDatabase(async (database) => {
      const stored = await storeMemories(database, 500);
      await database
        .insert(memoryVersions)
        .values(
          stored.slice(0, 100).map((memoryId) => ({ memoryId, oldMemory: "before", newMemory: "after" })),
        );
      return stored;
    });

    await onDatabase(async (database) => {
      await database.execute("select 1");
      await expect(onClient(distributeTables)).rejects.toThrow(
        /Others are connected to the database: lethe \(/,
      );
    });
    expect(await onClient(distributeTables)).toBe(true);
    expect(await onClient(distributeTables)).toBe(false);
    await onClient(async (client) => {
      expect(await readDistribution(client)).toMatchObject({
        nodes: [expect.any(String), expect.any(String)],
      });
      expect(await triggersOff(client)).toContain("memories_heed_holds");
      // Nothing of the texts stays in the files of the coordinator's own tables.
      const { rows } = await client.query<{ bytes: string }>(
        "select pg_relation_size('memories') + pg_relation_size('memory_versions') as bytes",
      );
      expect(rows).toEqual([{ bytes: "0" }]);
    });
    await onDatabase(async (database) => {
      expect(await database.$count(memories)).toBe(ids.length);
      expect(await database.$count(memoryVersions)).toBe(100);
      await database.delete(memories);
      await database.delete(memoryVersions);
    });
  });

  it("a deletion by filter goes from the preview to its verification and upkeep, beside what stays", async () => {
    await onDatabase(async (database) => {
      const ctx = { ...test.context(), database };
      const gone = await storeMemories(database, 2_500);
      await storeMemories(database, 300, { userId: "ben", word: "begonia" });
      await database
        .insert(memoryVersions)
        .values(
          gone.slice(0, 700).map((memoryId) => ({ memoryId, oldMemory: "before", newMemory: "after" })),
        );

      const store = await getStore(ctx, builtinStoreId);
      expect(store.capabilities.isOnNodes).toBe(true);
      const count = await store.count(null);
      expect(countWords(count)).toBe("about 2,800 memories");
      const page = await store.list({
        filter: { field: "user_id", operator: "eq", value: "ben" },
        sort: { field: "created_at", direction: "desc" },
        cursor: null,
        limit: 50,
      });
      expect(page.memories).toHaveLength(50);

      const filter = { field: "user_id" as const, operator: "eq" as const, value: "caroline" };
      const input = await previewedInput(ctx, { kind: "matching", filter, excludedIds: [] });
      const { id } = await requested(ctx, input);
      const done = await runToEnd(ctx, id, { database });
      expect(done).toMatchObject({
        status: "completed",
        deletedCount: 2_500,
        absentCount: 0,
        failedCount: 0,
      });
      expect(done.verification?.checks.map(({ check, outcome }) => [check, outcome])).toEqual([
        ["ids", "verified_absent"],
        ["selection", "verified_absent"],
        ["versions", "verified_absent"],
        ["text", "verified_absent"],
      ]);
      expect(await database.$count(memories)).toBe(300);
      expect(await database.$count(memoryVersions)).toBe(0);

      expect(await database.$count(upkeepDue)).toBeGreaterThan(0);
      expect(await builtinStore(database).settle(database)).toBe(true);
      expect(await database.$count(upkeepDue)).toBe(0);

      await requestClean(ctx);
      await cleanNext({
        database,
        now: () => new Date(),
        embeddedPath: null,
        signal: new AbortController().signal,
      });
      expect(await database.select({ code: cleans.errorCode }).from(cleans)).toEqual([
        { code: "distributed" },
      ]);
    });
  });

  it("is left as it was while a deletion has not ended", async () => {
    await onDatabase(async (database) => {
      const ctx = { ...test.context(), database };
      const ids = await storeMemories(database, 3, { userId: "dora" });
      const input = await previewedInput(ctx, { kind: "listed", ids });
      await requested(ctx, input);
    });
    await expect(onClient(undistributeTables)).rejects.toThrow(/deletion has not ended/);
    await onDatabase(async (database) => {
      expect(await database.$count(memories, eq(memories.userId, "dora"))).toBe(3);
    });
  });
});
