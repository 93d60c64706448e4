import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { useTestDatabase } from "@/testing/test-database";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { findDeletionsOf, itemsOf } from "./find-deletions-of";

const { database, context } = useTestDatabase();
const unknownId = () => memoryIdSchema.parse(randomUUID());

describe("findDeletionsOf", () => {
  it("tells which deletion took a memory, alone or among many, and what reading back found", async () => {
    const [alone, ...others] = await storeMemories(database(), 300);
    if (alone === undefined || others[150] === undefined) throw new Error("300 memories were stored.");
    const one = await requested(context(), deletionInput({ ids: [alone] }));
    await runToEnd(context(), one.id);
    const many = await requested(context(), deletionInput({ userId: "caroline", expectedCount: 299 }));
    await runToEnd(context(), many.id);

    expect(await findDeletionsOf(context(), alone)).toMatchObject({
      deletions: [{ deletion: { id: one.id, status: "completed" }, state: "deleted" }],
      isComplete: true,
    });
    const { deletions } = await findDeletionsOf(context("viewer"), others[150]);
    expect(deletions).toMatchObject([{ deletion: { id: many.id }, state: "deleted" }]);
    expect(deletions[0]?.deletion.verification?.checks).toContainEqual(
      expect.objectContaining({ check: "ids", outcome: "verified_absent" }),
    );
  });

  it("names the newest first, and what each did with it", async () => {
    const [id] = await storeMemories(database(), 1, { userId: "late" });
    if (id === undefined) throw new Error("A memory was stored.");
    const first = await requested(context(), deletionInput({ ids: [id] }));
    await runToEnd(context(), first.id);
    const second = await requested(context(), deletionInput({ ids: [id, unknownId()] }));
    await runToEnd(context(), second.id);
    const third = await requested(context(), deletionInput({ ids: [id] }));
    const { deletions } = await findDeletionsOf(context(), id);
    expect(deletions.map(({ deletion, state }) => [deletion.id, state])).toEqual([
      [third.id, "pending"],
      [second.id, "already_absent"],
      [first.id, "deleted"],
    ]);
  });

  it("knows nothing of an id that no deletion names", async () => {
    expect(await findDeletionsOf(context(), unknownId())).toEqual({ deletions: [], isComplete: true });
  });

  it("is answered from the small indexes", async () => {
    const { rows } = await database().transaction(async (transaction) => {
      await transaction.execute(sql`set local enable_seqscan = off`);
      return transaction.execute<{ "QUERY PLAN": string }>(sql`explain ${itemsOf(unknownId())}`);
    });
    const plan = rows.map((row) => row["QUERY PLAN"]).join("\n");
    expect(plan).toContain("deletion_batches_small");
    expect(plan).toContain("deletion_batches_large");
    expect(plan).not.toContain("Seq Scan");
  });
});
