import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, it } from "vitest";
import { openDatabase } from "@/lib/database/server/database";
import { useTestDatabase } from "@/testing/test-database";
import { countMemories } from "./count-memories";
import { insertMemories } from "@/testing/stores/test-memories";

const test = useTestDatabase();
beforeAll(async () => {
  await insertMemories(test.database(), [{}, {}, { userId: null }]);
});

/** Queries on memories that the server is busy with. */
const countBusy = async (): Promise<number> => {
  const { rows } = await test.database().execute<{ count: number }>(sql`
    select count(*)::integer as count from pg_stat_activity
    where datname = current_database() and state = 'active' and query like 'select count(*) as count from %' and pid <> pg_backend_pid()`);
  return rows[0]?.count ?? -1;
};
const until = async (wanted: number): Promise<void> => {
  while ((await countBusy()) !== wanted) await delay(5);
};

describe("countMemories", () => {
  it("counts what matches", async () => {
    expect(await countMemories(test.database(), null)).toEqual({ value: 3, isExact: true });
    expect(await countMemories(test.database(), { field: "user_id", operator: "absent" })).toEqual({
      value: 1,
      isExact: true,
    });
  });

  it("stops the server's work when it is aborted, even with every connection busy, and hands back none that is dirty", async () => {
    const database = openDatabase(test.url(), { connectionsMax: 1 });
    // A lock makes the count wait for as long as the test wants.
    const locker = await test.database().$client.connect();
    await locker.query("begin; lock table memories in access exclusive mode");
    try {
      const controller = new AbortController();
      const counting = countMemories(database, null, controller.signal);
      await until(1);
      controller.abort(new Error("no longer wanted"));
      await expect(counting).rejects.toThrow("no longer wanted");
      await until(0);
      expect(database.$client.totalCount).toBe(0);
    } finally {
      await locker.query("rollback");
      locker.release();
    }
    expect((await countMemories(database, null)).value).toBe(3);
    await database.$client.end();
  });

  it("does not begin when it is aborted already", async () => {
    await expect(
      countMemories(test.database(), null, AbortSignal.abort(new Error("too late"))),
    ).rejects.toThrow("too late");
  });

  it("leaves no listener and keeps its connection after a count that nobody stopped", async () => {
    const controller = new AbortController();
    await countMemories(test.database(), null, controller.signal);
    const before = test.database().$client.totalCount;
    controller.abort();
    await countMemories(test.database(), null);
    expect(test.database().$client.totalCount).toBe(before);
  });
});
