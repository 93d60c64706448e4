import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { readEvents } from "@/lib/ledger/server/read-events";
import { verifyLedger } from "@/lib/ledger/verify-ledger";
import { useTestDatabase } from "@/testing/test-database";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { requestDeletion } from "../request/request-deletion";

// LETHE_SECRET keys what stands for people inside of the events, and no event's hash: rotated, it makes nothing unverifiable.

const { database, context } = useTestDatabase();
const secrets = [
  "the first secret, of more than 32 characters",
  "the second secret, of more than 32 characters",
];

it("the ledger verifies across a new secret, also one that comes in the middle of a deletion", async () => {
  const [first = "", second = ""] = secrets;
  const ids = await storeMemories(database(), 5);
  await storeMemories(database(), 5, { userId: "melanie" });
  const listed = deletionInput({ ids });
  const matching = deletionInput({ userId: "melanie", expectedCount: 5 });
  const before = { ...context(), secret: first };
  const after = { ...context(), secret: second };
  const waiting = [await requested(before, listed), await requested(before, matching)];
  for (const { id } of waiting) {
    const done = await runToEnd(after, id, { secret: second });
    expect(done).toMatchObject({ status: "completed", deletedCount: 5 });
  }
  const report = await verifyLedger(readEvents(database()));
  expect(report).toMatchObject({ eventCount: 4, findings: [] });

  // The same request again cannot be recognised any more, and is refused rather than done twice.
  await expect(requestDeletion(after, listed)).rejects.toMatchObject({ code: "idempotency_key_reused" });
  const { rows } = await database().execute(sql`select count(*)::integer as count from deletions`);
  expect(rows).toEqual([{ count: 2 }]);
});
