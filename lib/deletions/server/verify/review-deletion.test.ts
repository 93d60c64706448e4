import { asc, eq, sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { addStoreSchema } from "@/lib/stores/schema";
import { addStore } from "@/lib/stores/server/add-store";
import { changeCredentials } from "@/lib/stores/server/change-store";
import type { StoreId } from "@/lib/stores/store-ids";
import { startOssReplay, type OssReplay } from "@/testing/oss-replay/start-oss-replay";
import { noFaults } from "@/testing/oss-replay/types";
import { useTestDatabase } from "@/testing/test-database";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import {
  deletionInput,
  requested,
  runToEnd,
  testRunner,
  untilDeletion,
} from "@/testing/deletions/deletion-fixtures";
import { getDeletion } from "../history/get-deletion";
import { pauseAfter, reviewsMax } from "./review-schedule";

// What could not be read back when a deletion ended, as its key was revoked in the middle of a batch, on Mem0's own server.

const { database, url, context } = useTestDatabase();
const collection = "mem0_memories";
let pool: pg.Pool;
let replay: OssReplay;
let readBySql: StoreId;
let readByLists: StoreId;

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: url() });
  pool.on("error", () => undefined);
  replay = await startOssReplay({ collection: { pool, table: collection } });
  const add = async (name: string, databaseUrl: string | null) => {
    const settings = { url: replay.url, collection };
    const credentials = { apiKey: replay.apiKey, databaseUrl };
    const connection = { kind: "mem0-oss", settings, credentials };
    return (await addStore(context(), addStoreSchema.parse({ name, connection }))).id;
  };
  readBySql = await add("With its database", url());
  readByLists = await add("By its lists", null);
});
beforeEach(() => replay.setFaults(noFaults));
afterAll(async () => {
  await replay.stop();
  await pool.end();
});

const remember = async (userId: string, count: number): Promise<MemoryId[]> => {
  const texts = Array.from({ length: count }, (_, index) => `Tunes the harpsichord in room ${index}.`);
  const rows = await replay.memories.add(texts, { user_id: userId }, { isInferred: false });
  return rows.map(({ id }) => memoryIdSchema.parse(id));
};

/** Deletes everything of a user, whose key is revoked after so many memories, and answers the deletion at its end. */
const cutOff = async (storeId: StoreId, userId: string, count: number, revokedAfterDeletes: number) => {
  await remember(userId, count);
  const selection = { kind: "entity" as const, entity: { kind: "user" as const, value: userId } };
  const cutoffAt = new Date().toISOString();
  const input = deletionInput({ selection, expectedCount: count }, { cutoffAt });
  const { id } = await requested(context(), { ...input, storeId });
  replay.setFaults({ revokedAfterDeletes });
  return runToEnd(context(), id);
};

const makeDue = (id: DeletionId) =>
  database()
    .update(deletions)
    .set({ reviewAt: sql`clock_timestamp()` })
    .where(eq(deletions.id, id));
const reviewed = async (id: DeletionId, isSo: Parameters<typeof untilDeletion>[2]) => {
  await makeDue(id);
  const runner = testRunner(database());
  try {
    return await untilDeletion(context(), id, isSo);
  } finally {
    await runner.stop();
    expect(runner.errors).toEqual([]);
  }
};
const eventsOf = async (id: DeletionId): Promise<Record<string, unknown>[]> => {
  const events = await database().select().from(ledgerEvents).orderBy(asc(ledgerEvents.seq));
  return events
    .filter(({ body }) => body.includes(id))
    .map(({ kind, body }) => ({ kind, ...(JSON.parse(body) as Record<string, unknown>) }));
};
const errorCodesOf = async (id: DeletionId) => {
  const items = await database().select().from(deletionItems).where(eq(deletionItems.deletionId, id));
  return new Set(items.flatMap(({ errorCode }) => errorCode ?? []));
};

describe("a deletion whose key is revoked in the middle of a batch", () => {
  it("is read back at once by the database, which still answers", async () => {
    const done = await cutOff(readBySql, "iris", 30, 19);
    expect(done).toMatchObject({
      status: "partial",
      errorCode: "store_unauthorized",
      deletedCount: 19,
      failedCount: 11,
      unknownCount: 0,
      verification: null,
    });
    expect(await errorCodesOf(done.id)).toEqual(new Set(["store_unauthorized"]));

    // Not verified, as the server was not there to confirm it: that follows when it is.
    replay.setFaults(noFaults);
    const verified = await reviewed(done.id, ({ reviewAt }) => reviewAt === null);
    expect(verified).toMatchObject({ status: "partial", deletedCount: 19, failedCount: 11 });
    expect(verified.verification?.checks[0]).toMatchObject({
      checkedCount: 30,
      residualCount: 0,
      stayedCount: 11,
    });
    expect((await eventsOf(done.id)).map(({ kind }) => kind)).toEqual([
      "deletion.requested",
      "deletion.finished",
      "deletion.verified",
    ]);
  });

  it("is put right when the key is good again, by another process and with an event of its own", async () => {
    const done = await cutOff(readByLists, "olav", 30, 19);
    expect(done).toMatchObject({ status: "failed", deletedCount: 0, failedCount: 30, unknownCount: 30 });
    expect(done.reviewAt).not.toBeNull();
    const before = await eventsOf(done.id);

    // In vain, and again later.
    await reviewed(done.id, ({ reviewAt }) => Date.parse(reviewAt ?? "") < Date.now() + 30_000);
    const [row] = await database().select().from(deletions).where(eq(deletions.id, done.id));
    expect(row).toMatchObject({ reviewCount: 1, failedCount: 30, verification: null });
    expect(await eventsOf(done.id)).toEqual(before);

    replay.setFaults(noFaults);
    const corrected = await reviewed(done.id, ({ unknownCount }) => unknownCount === 0);
    expect(corrected).toMatchObject({
      status: "partial",
      errorCode: "store_unauthorized",
      deletedCount: 19,
      failedCount: 11,
      reviewAt: null,
    });
    expect(await errorCodesOf(done.id)).toEqual(new Set(["still_stored"]));
    const events = await eventsOf(done.id);
    expect(events.slice(0, before.length)).toEqual(before);
    expect(events.slice(before.length)).toMatchObject([
      { kind: "deletion.verified", actor: { kind: "system", id: "lethe" } },
      {
        kind: "deletion.corrected",
        status: "partial",
        deletedCount: 19,
        failedCount: 11,
        before: { status: "failed", deletedCount: 0, failedCount: 30, unknownCount: 30 },
      },
    ]);
    expect(events.at(-1)?.itemsDigest).not.toEqual(before.at(-1)?.itemsDigest);
  });

  it("is completed when everything turns out to be gone", async () => {
    const done = await cutOff(readByLists, "nia", 12, 12);
    expect(done).toMatchObject({ status: "failed", errorCode: "store_unauthorized", unknownCount: 12 });
    replay.setFaults(noFaults);
    const corrected = await reviewed(done.id, ({ unknownCount }) => unknownCount === 0);
    expect(corrected).toMatchObject({
      status: "completed",
      errorCode: null,
      deletedCount: 12,
      failedCount: 0,
    });
  });

  it("is not credited with what a later deletion took, which had found it there", async () => {
    const done = await cutOff(readByLists, "ada", 5, 2);
    replay.setFaults(noFaults);
    const items = await database().select().from(deletionItems).where(eq(deletionItems.deletionId, done.id));
    const ids = items.map(({ memoryId }) => memoryId ?? "");
    const retry = await requested(context(), { ...deletionInput({ ids }), storeId: readByLists });
    expect(await runToEnd(context(), retry.id)).toMatchObject({ deletedCount: 3, absentCount: 2 });
    const corrected = await reviewed(done.id, ({ unknownCount }) => unknownCount === 0);
    expect(corrected).toMatchObject({ deletedCount: 2, failedCount: 3 });
    expect(corrected.verification?.checks[0]).toMatchObject({ outcome: "verified_absent", stayedCount: 0 });
  });

  it("is read back at once when somebody sets another key", async () => {
    const done = await cutOff(readByLists, "bo", 4, 3);
    await reviewed(done.id, ({ reviewAt }) => Date.parse(reviewAt ?? "") < Date.now() + 30_000);
    // Long ago, as it had been tried in vain for a day.
    await database()
      .update(deletions)
      .set({
        reviewAt: sql`clock_timestamp() + interval '1 hour'`,
        reviewedAt: sql`clock_timestamp() - interval '1 hour'`,
      })
      .where(eq(deletions.id, done.id));
    replay.setFaults(noFaults);
    const credentials = { apiKey: replay.apiKey, databaseUrl: null };
    await changeCredentials(context(), { id: readByLists, credentials });
    const runner = testRunner(database());
    const corrected = await untilDeletion(context(), done.id, ({ unknownCount }) => unknownCount === 0);
    await runner.stop();
    expect(corrected).toMatchObject({ deletedCount: 3, failedCount: 1 });
    expect((await getDeletion(context(), done.id)).reviewAt).toBeNull();
  });
});

it("is tried ever more seldom, and not for ever", () => {
  expect([1, 2, 3, 4, 10, 11, 100].map((count) => pauseAfter(count))).toEqual([
    5, 10, 20, 40, 2560, 3600, 3600,
  ]);
  expect(pauseAfter(reviewsMax)).toBeNull();
});
