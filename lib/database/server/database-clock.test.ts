import { sql } from "drizzle-orm";
import { afterEach, expect, it, vi } from "vitest";
import { previewSelection } from "@/lib/deletions/server/preview/preview-selection";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { openDatabase, type Database } from "./database";
import { databaseNow, noteClock } from "./database-clock";

const test = useTestDatabase();
let database: Database | undefined;
afterEach(async () => {
  await database?.$client.end();
  vi.useRealTimers();
  noteClock({ aheadMs: 0, tookMs: -1 });
});

it("times of one kind are the database's, whatever this machine's clock says", async ({ onTestFinished }) => {
  const ahead = Date.now() + 3_600_000;
  vi.useFakeTimers({ toFake: ["Date"], now: ahead });
  // Its hands move all the same.
  const startedAt = performance.now();
  const moving = setInterval(() => vi.setSystemTime(ahead + performance.now() - startedAt), 1);
  onTestFinished(() => clearInterval(moving));
  database = openDatabase(test.url());
  await storeMemories(database, 3, { userId: "maya", word: "clock" });
  expect(Math.abs(databaseNow().getTime() - (await databaseTime()))).toBeLessThan(500);

  const ctx = { ...test.context(), database, now: databaseNow };
  const selection = deletionInput({ userId: "maya", expectedCount: 3 });
  const preview = await previewSelection(ctx, { storeId: selection.storeId, selection: selection.selection });
  const { id } = await requested(ctx, { ...selection, cutoffAt: new Date(preview.cutoffAt) });
  const done = await runToEnd(ctx, id, { database, now: databaseNow });
  const times = [done.cutoffAt, done.createdAt, done.startedAt, done.finishedAt].map((at) =>
    Date.parse(at ?? ""),
  );
  expect(times.toSorted((a, b) => a - b)).toEqual(times);
  expect(Math.abs((times.at(-1) ?? 0) - (await databaseTime()))).toBeLessThan(10_000);
  const { rows } = await database.execute<{ is_future: boolean }>(
    sql`select bool_or(recorded_at > clock_timestamp() + interval '1 second') as is_future from ledger_events`,
  );
  expect(rows).toEqual([{ is_future: false }]);
});

const databaseTime = async (): Promise<number> => {
  const { rows } = await test
    .database()
    .execute<{ now: number }>(
      sql`select extract(epoch from clock_timestamp())::double precision * 1000 as now`,
    );
  return rows[0]?.now ?? 0;
};
