import { spawn, type ChildProcess } from "node:child_process";
import { randomUUID } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { useTestDatabase } from "@/lib/testing/test-database";
import { deletionItems } from "@/drizzle/schema/deletions";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories } from "@/drizzle/schema/memories";
import { deletionInput, requested, storeMemories, testRunner, untilDeletion } from "./deletion-fixtures";

const { database, url, context } = useTestDatabase();
const killCount = 3;
const memoryCount = 10_000;

it("goes on at the cursor when its process is killed, again and again: nothing twice, nothing without an item", async () => {
  const userId = randomUUID();
  const ids = await storeMemories(database(), memoryCount, { userId });
  await storeMemories(database(), 10, { userId: "bystander" });
  const ctx = context();
  const { id } = await requested(ctx, deletionInput({ userId, expectedCount: memoryCount }));
  const sums: number[] = [];
  for (let round = 0; round < killCount; round++) {
    const before = (await untilDeletion(ctx, id, () => true)).deletedCount;
    const child = runInProcess();
    await untilDeletion(ctx, id, ({ deletedCount }) => deletedCount > before);
    await kill(child);
    const { deletedCount, finishedAt } = await untilDeletion(ctx, id, () => true);
    expect(finishedAt).toBeNull();
    // Whatever moment it was, the store and the books agree.
    expect(await database().$count(memories, eq(memories.userId, userId))).toBe(memoryCount - deletedCount);
    sums.push(deletedCount);
  }
  const runner = testRunner(database());
  const done = await untilDeletion(ctx, id);
  await runner.stop();
  expect(sums).toEqual([...sums].sort((a, b) => a - b));
  expect(done).toMatchObject({
    status: "completed",
    deletedCount: memoryCount,
    absentCount: 0,
    failedCount: 0,
  });
  const ofDeletion = eq(deletionItems.deletionId, id);
  expect(await database().$count(deletionItems, and(ofDeletion, isNull(deletionItems.outcome)))).toBe(
    memoryCount,
  );
  const { rows } = await database().execute<{ count: string }>(
    sql`select count(distinct memory_id) as count from ${deletionItems} where ${ofDeletion}
      and memory_id = any(${sql.param(ids)}::uuid[])`,
  );
  expect(Number(rows[0]?.count)).toBe(memoryCount);
  expect(await database().$count(memories)).toBe(10);
  expect(await database().$count(ledgerEvents, eq(ledgerEvents.kind, "deletion.finished"))).toBe(1);
}, 180_000);

/** The same runner as the server's, in a process that can be killed. */
const runInProcess = (): ChildProcess => {
  const program = `
    import { openDatabase } from "@/lib/database/server/database";
    import { testRunner } from "@/lib/deletions/server/deletion-fixtures";
    testRunner(openDatabase(process.argv.at(-1)), { leaseSeconds: 1, batchSize: 50 });
    setInterval(() => undefined, 1000);`;
  return spawn(process.execPath, ["--import", "tsx", "--input-type=module", "--eval", program, url()], {
    stdio: ["ignore", "inherit", "inherit"],
  });
};

const kill = async (child: ChildProcess): Promise<void> => {
  const exited = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGKILL");
  await exited;
};
