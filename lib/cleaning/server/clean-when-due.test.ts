import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { databaseNow } from "@/lib/database/server/database-clock";
import { previewedInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { cleans } from "@/drizzle/schema/cleans";
import { cleanNext } from "./clean-next";
import { cleanWhenDue } from "./clean-when-due";

const { database, context } = useTestDatabase();

const erase = async (userId: string) => {
  await storeMemories(database(), 3, { userId });
  const filter = { field: "user_id" as const, operator: "eq" as const, value: userId };
  const { id } = await requested(context(), await previewedInput(context(), { kind: "matching", filter }));
  await runToEnd(context(), id);
};
const due = (everyHours: number, hoursLater = 0) =>
  cleanWhenDue(
    { database: database(), now: () => new Date(databaseNow().getTime() + hoursLater * 3_600_000) },
    { everyHours },
  );

it("a clean is asked for by the schedule when something was deleted, and not sooner than it says", async () => {
  // Nothing was deleted yet.
  expect(await due(1)).toBe(false);
  await erase("first");
  // Only when somebody asks.
  expect(await due(0)).toBe(false);
  expect(await due(24)).toBe(true);
  // It is open.
  expect(await due(24, 48)).toBe(false);
  const signal = new AbortController().signal;
  await cleanNext({ database: database(), now: databaseNow, embeddedPath: null, signal });
  expect(await database().select({ status: cleans.status, actor: cleans.actor }).from(cleans)).toEqual([
    { status: "completed", actor: { kind: "system", id: "cleaning", label: "Lethe" } },
  ]);
  // Nothing was deleted since.
  expect(await due(24, 48)).toBe(false);
  await erase("second");
  expect(await due(24, 1)).toBe(false);
  expect(await due(24, 25)).toBe(true);
  // One that failed is not begun again before its time.
  await database().execute(
    sql`update cleans set status = 'failed', error_code = 'disk_full', finished_at = now() where finished_at is null`,
  );
  expect(await due(24, 26)).toBe(false);
  expect(await due(24, 50)).toBe(true);
});
