import { desc, eq, sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { listReturnedIds } from "@/lib/deletions/server/verify/list-returned-ids";
import { verifyDeletion } from "@/lib/deletions/server/verify/verify-deletion";
import { getDeletion } from "@/lib/deletions/server/history/get-deletion";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { addStoreSchema } from "@/lib/stores/schema";
import { addStore } from "@/lib/stores/server/add-store";
import type { StoreId } from "@/lib/stores/store-ids";
import { deletionInput, requested, runToEnd } from "@/testing/deletions/deletion-fixtures";
import { startOssReplay, type OssReplay } from "@/testing/oss-replay/start-oss-replay";
import { noFaults } from "@/testing/oss-replay/types";
import { useTestDatabase } from "@/testing/test-database";
import { createdTicket } from "@/testing/tickets/ticket-fixtures";
import { deletions } from "@/drizzle/schema/deletions";
import { stores } from "@/drizzle/schema/stores";
import { ticketEvents, tickets } from "@/drizzle/schema/tickets";
import { webhookDeliveries, webhooks } from "@/drizzle/schema/webhooks";
import { getTicket } from "./get-ticket";
import { lookAgain } from "./look-again";
import { rescanNext } from "./rescan-deletions";
import { settleTickets } from "./settle-tickets";
import { close } from "./work-on-ticket";

// On the replay of Mem0's own server: what was erased is put back, as by a restored backup, or made anew out of kept chat turns.

const test = useTestDatabase();
const lookMinutes = [60, 24 * 60, 30 * 24 * 60];
const collection = "mem0_memories";
let pool: pg.Pool;
let replay: OssReplay;
let readBySql: StoreId;
let readByLists: StoreId;

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: test.url() });
  pool.on("error", () => undefined);
  replay = await startOssReplay({ collection: { pool, table: collection } });
  const add = async (name: string, databaseUrl: string | null) => {
    const settings = { url: replay.url, collection };
    const connection = { kind: "mem0-oss", settings, credentials: { apiKey: replay.apiKey, databaseUrl } };
    return (await addStore(test.context(), addStoreSchema.parse({ name, connection }))).id;
  };
  readBySql = await add("With its database", test.url());
  readByLists = await add("By its lists", null);
});
beforeEach(async () => {
  replay.setFaults(noFaults);
  await test.database().execute(sql`truncate tickets, webhooks, webhook_deliveries cascade`);
  await test.database().update(deletions).set({ rescanAt: null });
  await test
    .database()
    .insert(webhooks)
    .values({
      name: "Ours",
      url: "https://example.com/hook",
      eventTypes: ["erasure.returned"],
      createdBy: test.context().actor,
      createdAt: new Date(),
      updatedAt: new Date(),
    });
});
afterAll(async () => {
  await replay.stop();
  await pool.end();
});

/** Erases a user's memories, and answers the deletion with what would put them back. */
const erased = async (storeId: StoreId, userId: string, count: number, ticket: string | null = null) => {
  const texts = Array.from({ length: count }, (_, index) => `Tunes the harpsichord in room ${index}.`);
  const rows = await replay.memories.add(texts, { user_id: userId }, { isInferred: false });
  const kept = await Promise.all(rows.map(({ id }) => replay.memories.rows.find(id)));
  const selection = { kind: "entity" as const, entity: { kind: "user" as const, value: userId } };
  const input = deletionInput(
    { selection, expectedCount: count },
    { cutoffAt: new Date().toISOString(), ...(ticket === null ? {} : { ticket }) },
  );
  const { id } = await requested(test.context(), { ...input, storeId });
  const ended = await runToEnd(test.context(), id);
  expect(ended).toMatchObject({ status: "completed", deletedCount: count, returned: null });
  const restore = (n: number) => replay.memories.rows.put(kept.flatMap((row) => row ?? []).slice(0, n));
  return { id, ended, restore };
};

const makeDue = (id: DeletionId) =>
  test
    .database()
    .update(deletions)
    .set({ rescanAt: sql`clock_timestamp()` })
    .where(eq(deletions.id, id));
const rescan = () => rescanNext(test.context(), { lookMinutes }, new AbortController().signal);
const scanned = async (id: DeletionId) => {
  await makeDue(id);
  expect(await rescan()).toBe(true);
  return getDeletion(test.context(), id);
};
const news = async () => {
  const rows = await test.database().select().from(webhookDeliveries).orderBy(webhookDeliveries.createdAt);
  return rows.map(({ eventType, ticketNews }) => ({ eventType, ...ticketNews }));
};

describe.each(["by its database", "by its lists"] as const)("a remote store, read %s", (way) => {
  const storeId = () => (way === "by its database" ? readBySql : readByLists);

  it("is asked an hour, a day and a month after the end, and then no more", async () => {
    const { id, ended } = await erased(storeId(), `edda ${way.length}`.replace(" ", "-"), 3);
    expect(Date.parse(ended.rescanAt ?? "") - Date.parse(ended.finishedAt ?? "")).toBe(60 * 60_000);
    expect(await rescan()).toBe(false);
    const second = await scanned(id);
    expect(second).toMatchObject({ returned: null });
    expect(Date.parse(second.rescanAt ?? "") - Date.parse(ended.finishedAt ?? "")).toBe(24 * 60 * 60_000);
    await scanned(id);
    expect((await scanned(id)).rescanAt).toBeNull();
    expect(await news()).toEqual([]);
  });

  it("makes an alarm of what is back, once until more is, and leads to its deletion", async () => {
    const ctx = test.context();
    const { id, restore } = await erased(storeId(), `olav-${way.length}`, 5);
    await restore(2);
    expect(await scanned(id)).toMatchObject({ returned: { count: 2 }, status: "completed" });
    expect(await scanned(id)).toMatchObject({ returned: { count: 2 } });
    await restore(3);
    expect(await scanned(id)).toMatchObject({ returned: { count: 3 } });
    const told = {
      eventType: "erasure.returned",
      found_by: "ids",
      ticket: null,
      deletion_id: id,
      store_id: storeId(),
    };
    expect(await news()).toEqual([
      { ...told, returned_count: 2 },
      { ...told, returned_count: 3 },
    ]);

    await expect(listReturnedIds(test.context("viewer"), { id })).rejects.toMatchObject({
      code: "not_permitted",
    });
    const ids = await listReturnedIds(ctx, { id });
    expect(ids).toHaveLength(3);
    const again = await requested(ctx, { ...deletionInput({ ids }), storeId: storeId() });
    expect(await runToEnd(ctx, again.id)).toMatchObject({ deletedCount: 3 });
    expect(await listReturnedIds(ctx, { id })).toEqual([]);
    expect(await verifyDeletion(ctx, { id })).toMatchObject({ returned: { count: 0 } });
  });

  it("reopens the closed ticket of what is back, and says so on it", async () => {
    const ctx = test.context();
    const userId = `nia-${way.length}`;
    const { id: ticketId, reference } = await createdTicket(ctx, { names: [userId] });
    const { id, restore } = await erased(storeId(), userId, 2, reference);
    await settleTickets(ctx, { deletionIds: [id] });
    await close(ctx, { id: ticketId, version: (await getTicket(ctx, reference)).version });
    await restore(1);
    await scanned(id);
    expect(await getTicket(ctx, reference)).toMatchObject({ state: "searching" });
    const events = await test
      .database()
      .select()
      .from(ticketEvents)
      .where(eq(ticketEvents.ticketId, ticketId))
      .orderBy(desc(ticketEvents.id))
      .limit(2);
    expect(events).toMatchObject([
      { kind: "reopened", facts: { reason: "found_again" } },
      { kind: "returned", facts: { deletionId: id, returnedCount: 1 } },
    ]);
    expect(await news()).toMatchObject([{ found_by: "ids", ticket: reference, returned_count: 1 }]);
  });
});

it("asks a store that fails again in an hour, and one that is disabled not before the next look", async () => {
  const { id, ended } = await erased(readByLists, "ruth", 2);
  replay.setFaults({ isDatabaseDown: true });
  const inAnHour = Date.parse((await scanned(id)).rescanAt ?? "") - Date.now();
  expect(inAnHour).toBeGreaterThan(59 * 60_000);
  expect(inAnHour).toBeLessThan(61 * 60_000);
  const setDisabled = (disabledAt: Date | null) =>
    test
      .database()
      .update(stores)
      .set({ disabledAt, updatedAt: new Date() })
      .where(eq(stores.id, readByLists));
  await setDisabled(new Date());
  const passed = await scanned(id);
  await setDisabled(null);
  expect(Date.parse(passed.rescanAt ?? "") - Date.parse(ended.finishedAt ?? "")).toBe(24 * 60 * 60_000);
});

it("tells of what a process found that was killed before it could tell", async () => {
  const { id, restore } = await erased(readBySql, "sven", 2);
  await restore(1);
  // What that process had written down.
  await verifyDeletion(test.context(), { id });
  expect(await scanned(id)).toMatchObject({ returned: { count: 1 } });
  expect(await news()).toHaveLength(1);
});

describe("a memory that Mem0's server makes anew out of chat turns", () => {
  it("is told of by the first look after it, and reopens the ticket", async () => {
    const ctx = test.context();
    const userId = "hedda";
    const { id: ticketId, reference } = await createdTicket(ctx, { names: [userId] });
    const { id } = await erased(readBySql, userId, 2, reference);
    await settleTickets(ctx, { deletionIds: [id] });
    await close(ctx, { id: ticketId, version: (await getTicket(ctx, reference)).version });
    const said = {
      messages: [{ role: "user", content: "Remember: Hedda tunes harpsichords." }],
      user_id: userId,
    };
    const added = await fetch(`${replay.url}/memories`, {
      method: "POST",
      headers: { "content-type": "application/json", "x-api-key": replay.apiKey },
      body: JSON.stringify(said),
    });
    expect(added.status).toBe(200);
    await test
      .database()
      .update(tickets)
      .set({ lookAt: sql`clock_timestamp()` })
      .where(eq(tickets.id, ticketId));
    const startedAt = performance.now();
    expect(await lookAgain(ctx, { lookMinutes }, new AbortController().signal)).toBe(true);
    // Well within five minutes of the scan.
    expect(performance.now() - startedAt).toBeLessThan(60_000);
    expect(await getTicket(ctx, reference)).toMatchObject({ state: "searching" });
    const told = await news();
    expect(told.map(({ eventType }) => eventType)).toEqual(told.map(() => "erasure.returned"));
    expect(told).toContainEqual(
      expect.objectContaining({
        found_by: "search",
        ticket: reference,
        store_id: readBySql,
        returned_count: 1,
      }),
    );
  });
});
