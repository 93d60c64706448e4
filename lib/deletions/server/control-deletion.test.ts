import { randomUUID } from "node:crypto";
import { and, asc, eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { describeDeletion } from "@/lib/deletions/words/describe-deletion";
import type { DeletionId } from "../deletion-id";
import { useTestDatabase } from "@/testing/test-database";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories } from "@/drizzle/schema/memories";
import { cancelDeletion, pauseDeletion, resumeDeletion } from "./control-deletion";
import {
  deletionInput,
  requested,
  runToEnd,
  storeMemories,
  testRunner,
  untilDeletion,
} from "@/testing/deletions/deletion-fixtures";
import { listDeletionItems } from "./history/list-deletion-items";

const { database, context } = useTestDatabase();

const countOf = (userId: string) => database().$count(memories, eq(memories.userId, userId));
const eventsOf = async (deletionId: DeletionId) => {
  const events = await database()
    .select()
    .from(ledgerEvents)
    .where(sql`${ledgerEvents.body} like ${`%${deletionId}%`}`)
    .orderBy(asc(ledgerEvents.seq));
  return events.map(({ kind, body }) => ({ kind, ...(JSON.parse(body) as Record<string, unknown>) }));
};

/** A deletion of 2,000 memories that a runner with small batches is in the middle of. */
const underWay = async () => {
  const userId = randomUUID();
  await storeMemories(database(), 2_000, { userId });
  const { id } = await requested(context(), deletionInput({ userId, expectedCount: 2_000 }));
  const runner = testRunner(database(), { batchSize: 20 });
  await untilDeletion(context(), id, ({ deletedCount }) => deletedCount > 0);
  return { userId, id, runner };
};

describe("a running deletion", () => {
  it("pauses between batches, stays paused, and resumes to the end", async () => {
    const { userId, id, runner } = await underWay();
    const paused = await pauseDeletion(context(), { id });
    expect(paused).toMatchObject({ status: "paused", finishedAt: null });
    expect(paused.deletedCount % 20).toBe(0);
    expect(paused.deletedCount).toBeLessThan(2_000);
    expect(await pauseDeletion(context(), { id })).toEqual(paused);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await countOf(userId)).toBe(2_000 - paused.deletedCount);

    const resumed = await resumeDeletion(context(), { id });
    expect(["queued", "running"]).toContain(resumed.status);
    await resumeDeletion(context(), { id });
    const done = await untilDeletion(context(), id);
    expect(done).toMatchObject({ status: "completed", deletedCount: 2_000, startedAt: paused.startedAt });
    await runner.stop();
    expect(runner.errors).toEqual([]);
    expect(await countOf(userId)).toBe(0);
    expect(await eventsOf(id)).toMatchObject([
      { kind: "deletion.requested" },
      {
        kind: "deletion.paused",
        actor: { kind: "member" },
        requestedCount: 2_000,
        deletedCount: paused.deletedCount,
        pendingCount: 2_000 - paused.deletedCount,
      },
      { kind: "deletion.resumed", deletedCount: paused.deletedCount },
      { kind: "deletion.finished", deletedCount: 2_000 },
    ]);
  });

  it("is cancelled between batches, and says exactly what was deleted and what was kept", async () => {
    const { userId, id, runner } = await underWay();
    const cancelled = await cancelDeletion(context(), { id });
    const keptCount = 2_000 - cancelled.deletedCount;
    expect(cancelled).toMatchObject({ status: "cancelled", requestedCount: 2_000 });
    expect(cancelled.finishedAt).not.toBeNull();
    expect(describeDeletion(cancelled)).toContain(`: ${keptCount.toLocaleString("en-US")} kept`);
    expect(await cancelDeletion(context(), { id })).toEqual(cancelled);
    await runner.stop();
    expect(runner.errors).toEqual([]);

    const stored = await database()
      .select({ id: memories.id })
      .from(memories)
      .where(eq(memories.userId, userId));
    const kept = await database()
      .select({ id: deletionItems.memoryId })
      .from(deletionItems)
      .where(and(eq(deletionItems.deletionId, id), sql`${deletionItems.seq} > ${cancelled.deletedCount}`));
    expect(kept).toHaveLength(keptCount);
    expect(new Set(stored.map((row) => row.id))).toEqual(new Set(kept.map((row) => row.id)));
    const page = await listDeletionItems(context(), {
      deletionId: id,
      state: "kept",
      afterSeq: 0,
      limit: 1,
    });
    expect(page.items).toMatchObject([{ seq: cancelled.deletedCount + 1, state: "kept" }]);
    const events = await eventsOf(id);
    expect(events).toHaveLength(2);
    expect(events[1]).toMatchObject({
      kind: "deletion.cancelled",
      actor: { kind: "member" },
      status: "cancelled",
      deletedCount: cancelled.deletedCount,
      keptCount,
      itemsDigest: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
  });
});

describe("a waiting deletion", () => {
  it("can be paused before it begins, and no runner takes it", async () => {
    const userId = randomUUID();
    await storeMemories(database(), 3, { userId });
    const { id } = await requested(context(), deletionInput({ userId, expectedCount: 3 }));
    await pauseDeletion(context(), { id });
    const runner = testRunner(database());
    await new Promise((resolve) => setTimeout(resolve, 400));
    await runner.stop();
    expect(await countOf(userId)).toBe(3);
    await resumeDeletion(context(), { id });
    expect(await runToEnd(context(), id)).toMatchObject({ status: "completed", deletedCount: 3 });
  });

  it("can be cancelled before it begins, also while paused", async () => {
    const userId = randomUUID();
    await storeMemories(database(), 3, { userId });
    const { id } = await requested(context(), deletionInput({ userId, expectedCount: 3 }));
    await pauseDeletion(context(), { id });
    const cancelled = await cancelDeletion(context(), { id });
    expect(cancelled).toMatchObject({ status: "cancelled", startedAt: null, requestedCount: null });
    expect(describeDeletion(cancelled)).toContain("nothing was deleted");
    expect(await countOf(userId)).toBe(3);
  });
});

describe("is refused", () => {
  it("for a deletion that has ended, in a plain sentence", async () => {
    const ids = await storeMemories(database(), 1);
    const { id } = await requested(context(), deletionInput({ ids }));
    await runToEnd(context(), id);
    for (const control of [pauseDeletion, resumeDeletion, cancelDeletion]) {
      await expect(control(context(), { id })).rejects.toMatchObject({
        code: "wrong_status",
        message: expect.stringMatching(/^It has ended \(completed\), so it cannot be/) as string,
      });
    }
    expect((await eventsOf(id)).map(({ kind }) => kind)).toEqual(["deletion.requested", "deletion.finished"]);
  });

  it("for one that is being verified", async () => {
    const { id } = await requested(context(), deletionInput({ ids: [randomUUID()] }));
    const lease = { leaseExpiresAt: new Date(Date.now() + 60_000), leaseOwner: randomUUID() };
    await database()
      .update(deletions)
      .set({ status: "verifying", ...lease })
      .where(eq(deletions.id, id));
    await expect(cancelDeletion(context(), { id })).rejects.toMatchObject({ code: "wrong_status" });
  });

  it("to whoever may not delete, and for what is not there", async () => {
    const { id } = await requested(context(), deletionInput({ ids: [randomUUID()] }));
    for (const control of [pauseDeletion, resumeDeletion, cancelDeletion]) {
      await expect(control(context("viewer"), { id })).rejects.toMatchObject({ code: "not_permitted" });
      await expect(control(context("auditor"), { id })).rejects.toMatchObject({ code: "not_permitted" });
      const unknown = { id: randomUUID() as DeletionId };
      await expect(control(context(), unknown)).rejects.toMatchObject({ code: "not_found" });
    }
  });
});
