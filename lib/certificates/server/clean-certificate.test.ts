import { expect, it } from "vitest";
import { databaseNow } from "@/lib/database/server/database-clock";
import { addClean } from "@/lib/cleaning/server/request-clean";
import { cleanNext } from "@/lib/cleaning/server/clean-next";
import { cleanOfDeletion } from "@/lib/cleaning/server/clean-of-deletion";
import { previewedInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { gatherFacts } from "./gather-facts";

const { database, context } = useTestDatabase();
const issuer = { origin: "lethe.example.com", timeZone: "UTC", version: "1.0.0" };

const erase = async (userId: string) => {
  await storeMemories(database(), 3, { userId });
  const filter = { field: "user_id" as const, operator: "eq" as const, value: userId };
  const { id } = await requested(context(), await previewedInput(context(), { kind: "matching", filter }));
  await runToEnd(context(), id);
  return id;
};
const clean = async () => {
  await addClean({ ...context(), now: databaseNow });
  const signal = new AbortController().signal;
  await cleanNext({ database: database(), now: databaseNow, embeddedPath: null, signal });
};
const gather = (deletionId: Awaited<ReturnType<typeof erase>>) =>
  gatherFacts(context(), { about: { deletionId }, language: "en", names: "plain" }, issuer);
const uncovered = async (id: Awaited<ReturnType<typeof erase>>) => {
  const { facts } = await gather(id);
  return { clean: facts.clean, what: facts.notCovered.map(({ what }) => what) };
};

it("a certificate says which clean covers it, and no clean of before the erasure or after the issue", async () => {
  const first = await erase("first");
  expect(await uncovered(first)).toMatchObject({ clean: null });
  expect((await uncovered(first)).what).toEqual(expect.arrayContaining(["free_pages", "wal", "backups"]));
  expect(await cleanOfDeletion(context(), { deletionId: first })).toBeNull();

  const before = await gather(first);
  await clean();
  const covered = await uncovered(first);
  const at = (await cleanOfDeletion(context("viewer"), { deletionId: first }))?.at;
  expect(covered.clean).toEqual({ at, hasStatistics: true, hasLog: false });
  expect(covered.what).not.toContain("free_pages");
  // It is not the embedded database.
  expect(covered.what).toEqual(expect.arrayContaining(["wal", "backups"]));
  // Held against the record of today, the first one still says what it said.
  expect((await gather(first)).asIssued(before.issue)).toMatchObject({ clean: null });

  const second = await erase("second");
  expect(await uncovered(second)).toMatchObject({ clean: null });
  await clean();
  expect((await uncovered(second)).clean?.at).not.toBe(at);
  // The first clean is the one that counts.
  expect((await uncovered(first)).clean?.at).toBe(at);
});
