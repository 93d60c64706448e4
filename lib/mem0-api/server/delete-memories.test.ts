import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { emptyScope } from "@/lib/deletions/scope/scope";
import { cancelDeletion } from "@/lib/deletions/server/control-deletion";
import { readEvents } from "@/lib/ledger/server/read-events";
import { verifyLedger } from "@/lib/ledger/verify-ledger";
import { countMemories, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { deletionEvent } from "../event-answer";
import { requestNow } from "./delete-memories";

const { database, context } = useTestDatabase();

const ofUser = (user_id: string) => ({
  kind: "scope" as const,
  scope: { ...emptyScope, user_id },
  excludedIds: [],
  keepsImmutable: false,
});
const countsOf = async (kind: string) => {
  const { rows } = await database().execute<{ count: number | null }>(
    sql`select (body::jsonb -> 'expectedCount')::integer as count from ${ledgerEvents} where kind = ${kind} order by seq`,
  );
  return rows.map(({ count }) => count);
};

it("reads no memory when a deletion is asked for: they are counted when they are frozen", async () => {
  await storeMemories(database(), 3, { userId: "ann" });
  const requested = await database().transaction(async (transaction) => {
    // Reading one would wait until this ends, which it does only afterwards.
    await transaction.execute(sql`lock table memories in access exclusive mode`);
    return requestNow(context(), ofUser("ann"));
  });
  expect(requested).toMatchObject({ expectedCount: null, requestedCount: null });
  expect(deletionEvent(requested).metadata).toMatchObject({ expected_count: null, deleted_count: 0 });
  const done = await runToEnd(context(), requested.id);
  expect(done).toMatchObject({ status: "completed", expectedCount: 3, requestedCount: 3, deletedCount: 3 });
  expect(deletionEvent(done).metadata).toMatchObject({ expected_count: 3, deleted_count: 3 });
  expect(await countsOf("deletion.requested")).toEqual([null]);
  expect(await countsOf("deletion.finished")).toEqual([3]);
  expect((await verifyLedger(readEvents(database()))).findings).toEqual([]);
});

it("one that is cancelled before that has no number", async () => {
  await storeMemories(database(), 2, { userId: "ben" });
  const { id } = await requestNow(context(), ofUser("ben"));
  const cancelled = await cancelDeletion(context(), { id });
  expect(cancelled).toMatchObject({ status: "cancelled", expectedCount: null, requestedCount: null });
  expect(deletionEvent(cancelled).error).toBe(
    "Cancelled deleting memories of user ben: nothing was deleted.",
  );
  expect(await countMemories(database())).toBe(2);
});
