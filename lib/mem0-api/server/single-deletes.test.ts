import { randomUUID } from "node:crypto";
import { asc, eq, inArray, sql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { testRunner } from "@/testing/deletions/deletion-fixtures";
import { listDeletionItems } from "@/lib/deletions/server/history/list-deletion-items";
import type { Runner } from "@/lib/deletions/server/run/runner";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { readEvents } from "@/lib/ledger/server/read-events";
import { verifyLedger } from "@/lib/ledger/verify-ledger";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import { upkeepDue } from "@/drizzle/schema/upkeep";
import { webhookDeliveries, webhooks } from "@/drizzle/schema/webhooks";
import { apiFor } from "@/testing/mem0-api/api-fixtures";
import { verificationOf } from "@/lib/deletions/server/record/row-json";

// What arrives together is deleted together; each request has its own deletion, events and answer all the same.

const test = useTestDatabase();
const secret = "a secret for tests only, of more than 32 characters";
const keyId = randomUUID();
const keyOf = (role: "viewer" | "support", id = keyId) => ({
  ...test.context(),
  actor: { kind: "api-key" as const, id, label: "the shop", role },
});
const ask = apiFor(() => keyOf("support"));
const askAsViewer = apiFor(() => keyOf("viewer"));
const askAsOther = apiFor(() => keyOf("support", randomUUID()));
let runner: Runner;

beforeAll(() => {
  // For the log line about a group that is given up.
  vi.stubEnv("DATABASE_URL", test.url());
  vi.stubEnv("LETHE_SECRET", secret);
  vi.stubEnv("LOG_LEVEL", "silent");
  runner = testRunner(test.database());
});
afterAll(async () => {
  await runner.stop();
  vi.unstubAllEnvs();
});
afterEach(() => test.database().execute(sql`drop trigger if exists refuse_one on memories`));

const store = (count: number, part: Parameters<typeof insertMemories>[1][number] = {}) =>
  insertMemories(
    test.database(),
    Array.from({ length: count }, (_, n) => ({ memory: `Hyacinth bulbs ordered, parcel ${n}`, ...part })),
  );
const remove = (id: string, by = ask) => by("DELETE", `/v1/memories/${id}/`);
const statusOf = async (id: string, by = ask) => (await remove(id, by)).status;
const rowsOf = async (ids: readonly string[]) => {
  const items = await test
    .database()
    .select()
    .from(deletionItems)
    .where(inArray(deletionItems.memoryId, [...ids]));
  return test
    .database()
    .select()
    .from(deletions)
    .where(
      inArray(
        deletions.id,
        items.map(({ deletionId }) => deletionId),
      ),
    )
    .orderBy(asc(deletions.createdAt), asc(deletions.id));
};
const eventsOf = async (deletionId: string) => {
  const events = await test.database().select().from(ledgerEvents).orderBy(asc(ledgerEvents.seq));
  return events
    .map((event) => ({ kind: event.kind, body: JSON.parse(event.body) as Record<string, unknown> }))
    .filter(({ body }) => body["deletionId"] === deletionId);
};
const requireWholeLedger = async () =>
  expect((await verifyLedger(readEvents(test.database()))).findings).toEqual([]);
const refuseToDelete = async (id: string) => {
  await test.database().execute(sql`
    create or replace function refuse_one() returns trigger language plpgsql as $$
    begin
      if old.id = tg_argv[0]::uuid then raise exception 'not this one'; end if;
      return old;
    end $$`);
  await test.database().execute(
    sql`create trigger refuse_one before delete on memories
      for each row execute function refuse_one(${sql.raw(`'${id}'`)})`,
  );
};

describe("DELETE /v1/memories/{memory_id}/, many at once", () => {
  it("answers each by its own deletion, with unknown ids among them", async () => {
    const ids = await store(200);
    await test
      .database()
      .insert(memoryVersions)
      .values(ids.slice(0, 20).map((memoryId) => ({ memoryId, oldMemory: "a", newMemory: "b" })));
    const unknown = Array.from({ length: 20 }, () => randomUUID());
    const groupsBefore = await test.database().$count(upkeepDue);
    const answers = await Promise.all([...ids, ...unknown].map((id) => remove(id)));
    expect(answers.slice(0, 200).map(({ status }) => status)).toEqual(ids.map(() => 200));
    expect(answers.slice(200)).toEqual(
      unknown.map(
        () => expect.objectContaining({ status: 404, body: { error: "Memory not found!" } }) as object,
      ),
    );
    expect(await test.database().$count(memories, inArray(memories.id, ids))).toBe(0);
    expect(await test.database().$count(memoryVersions, inArray(memoryVersions.memoryId, ids))).toBe(0);
    expect(await test.database().$count(deletionItems, inArray(deletionItems.memoryId, unknown))).toBe(0);

    const rows = await rowsOf(ids);
    expect(rows).toHaveLength(200);
    for (const row of rows) {
      expect(row).toMatchObject({
        operation: "delete",
        status: "completed",
        actor: { kind: "api-key", id: keyId },
        selection: { kind: "listed", count: 1 },
        deletedCount: 1,
        absentCount: 0,
        failedCount: 0,
        cursorSeq: 1,
        leaseOwner: null,
        leaseExpiresAt: null,
      });
      expect(row.startedAt).not.toBeNull();
      expect(
        verificationOf(row)?.checks.map(({ check, outcome, checkedCount }) => [check, outcome, checkedCount]),
      ).toEqual([
        ["ids", "verified_absent", 1],
        ["versions", "verified_absent", 1],
        ["text", "verified_absent", 1],
      ]);
    }
    // Far fewer statements than memories: they were deleted in groups.
    expect((await test.database().$count(upkeepDue)) - groupsBefore).toBeLessThan(100);
    await requireWholeLedger();
  });

  it("leaves each the events and the history of a deletion that is alone", async () => {
    const [alone = ""] = await store(1);
    await remove(alone);
    const together = await store(30);
    await Promise.all(together.map((id) => remove(id)));
    const [model] = await rowsOf([alone]);
    const modelEvents = await eventsOf(model?.id ?? "");
    expect(modelEvents.map(({ kind }) => kind)).toEqual(["deletion.requested", "deletion.finished"]);
    for (const row of await rowsOf(together)) {
      const events = await eventsOf(row.id);
      expect(events.map(({ kind, body }) => [kind, Object.keys(body)])).toEqual(
        modelEvents.map(({ kind, body }) => [kind, Object.keys(body)]),
      );
      expect(events[1]?.body).toMatchObject({ status: "completed", deletedCount: 1, keptCount: 0 });
      expect((await ask("GET", `/v1/event/${row.id}/`)).body).toMatchObject({
        id: row.id,
        status: "SUCCEEDED",
      });
      const deletionId = deletionIdSchema.parse(row.id);
      const { items } = await listDeletionItems(test.context(), {
        deletionId,
        state: null,
        afterSeq: 0,
        limit: 9,
      });
      expect(items).toEqual([expect.objectContaining({ seq: 1, state: "deleted" })]);
    }
  });

  it("lists the deletions of a group in the order in which they came", async () => {
    const ids = await store(40);
    await Promise.all(ids.map((id) => remove(id)));
    const rows = await rowsOf(ids);
    const items = await test
      .database()
      .select()
      .from(deletionItems)
      .where(inArray(deletionItems.memoryId, ids));
    const memoryOf = new Map(items.map(({ deletionId, memoryId }) => [deletionId, memoryId]));
    // A group is one transaction; those of several at once have no order among each other.
    const { rows: events } = await test.database().execute<{ transaction: string; deletionId: string }>(sql`
      select xmin::text as transaction, body::jsonb ->> 'deletionId' as "deletionId" from ledger_events
      where kind = 'deletion.requested' order by seq`);
    const listed = rows.map(({ id }) => id);
    const own = events.filter(({ deletionId }) => memoryOf.has(deletionId));
    const groups = new Set(own.map(({ transaction }) => transaction));
    expect(groups.size).toBeLessThan(ids.length);
    for (const group of groups) {
      const requested = own.flatMap(({ transaction, deletionId }) =>
        transaction === group ? [deletionId] : [],
      );
      expect(listed.filter((id) => requested.includes(id))).toEqual(requested);
    }
  });

  it("deletes one memory once, however many ask for it at once", async () => {
    const [id = ""] = await store(1);
    const others = await store(10);
    const answers = await Promise.all([id, id, ...others, id, id].map((each) => statusOf(each)));
    expect(answers.filter((status) => status === 404)).toHaveLength(3);
    const own = await rowsOf([id]);
    expect(own.reduce((sum, row) => sum + row.deletedCount, 0)).toBe(1);
    expect(own.every((row) => row.status === "completed" && row.deletedCount + row.absentCount === 1)).toBe(
      true,
    );
    for (const row of own) expect(await eventsOf(row.id)).toHaveLength(2);
  });

  it("fails alone: what one memory's trigger refuses keeps no other", async () => {
    const ids = await store(60);
    const refused = ids[17] ?? "";
    await refuseToDelete(refused);
    const answers = await Promise.all(ids.map((id) => remove(id)));
    expect(answers.map(({ status }) => status)).toEqual(ids.map((id) => (id === refused ? 500 : 200)));
    const rows = await rowsOf(ids);
    expect(rows).toHaveLength(60);
    expect(rows.filter(({ status }) => status === "completed")).toHaveLength(59);
    expect(await rowsOf([refused])).toEqual([
      expect.objectContaining({ status: "failed", deletedCount: 0, failedCount: 1 }),
    ]);
    for (const { id } of rows) expect(await eventsOf(id)).toHaveLength(2);
    await requireWholeLedger();
  });

  it("asks each who they are: a key that may not delete is refused, and the others are not", async () => {
    const ids = await store(30);
    const answers = await Promise.all(
      ids.map((id, place) =>
        statusOf(id, place % 3 === 0 ? askAsViewer : place % 3 === 1 ? ask : askAsOther),
      ),
    );
    expect(answers).toEqual(ids.map((_, place) => (place % 3 === 0 ? 403 : 200)));
    const rows = await rowsOf(ids);
    expect(rows).toHaveLength(20);
    expect(rows.filter(({ actor }) => actor.id === keyId)).toHaveLength(10);
    expect(await test.database().$count(memories, inArray(memories.id, ids))).toBe(10);
  });

  it("lets what they had superseded resurface, unless it is deleted as well", async () => {
    const [head = "", middle = ""] = await store(2);
    const [tail = ""] = await store(1, { supersededBy: middle });
    await test.database().update(memories).set({ supersededBy: head }).where(eq(memories.id, middle));
    expect(await Promise.all([head, middle].map((id) => statusOf(id)))).toEqual([200, 200]);
    const [left] = await test.database().select().from(memories).where(eq(memories.id, tail));
    expect(left).toMatchObject({ supersededBy: null, resurfacedBy: null });
  });

  it("tells a webhook of each", async () => {
    const [hook] = await test
      .database()
      .insert(webhooks)
      .values({
        name: "all",
        url: "https://hooks.example",
        eventTypes: ["memory_delete"],
        createdBy: test.context().actor,
        createdAt: new Date(),
        updatedAt: new Date(),
      })
      .returning();
    const ids = await store(25);
    await Promise.all(ids.map((id) => remove(id)));
    const deliveries = await test.database().select().from(webhookDeliveries);
    expect(new Set(deliveries.map(({ deletionId }) => deletionId))).toEqual(
      new Set((await rowsOf(ids)).map(({ id }) => id)),
    );
    await test
      .database()
      .delete(webhooks)
      .where(eq(webhooks.id, hook?.id ?? ""));
  });

  it("does not wait for a memory that somebody else is writing", async () => {
    const ids = await store(20);
    const held = ids[3] ?? "";
    let release: () => void = () => undefined;
    const isHeld = new Promise<void>((resolve) => (release = resolve));
    const holding = test.database().transaction(async (transaction) => {
      await transaction.update(memories).set({ memory: "Hyacinths, corrected" }).where(eq(memories.id, held));
      await isHeld;
    });
    const others = await Promise.all(ids.filter((id) => id !== held).map((id) => statusOf(id)));
    expect(others).toEqual(others.map(() => 200));
    const answer = remove(held);
    release();
    await holding;
    expect((await answer).status).toBe(200);
    expect(await test.database().$count(memories, inArray(memories.id, ids))).toBe(0);
  });
});
