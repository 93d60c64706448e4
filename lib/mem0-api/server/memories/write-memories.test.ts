import { randomUUID } from "node:crypto";
import { asc, eq, sql } from "drizzle-orm";
import pg from "pg";
import { describe, expect, it } from "vitest";
import { deletionInput, requested, testRunner, untilDeletion } from "@/testing/deletions/deletion-fixtures";
import type { NewMemory } from "@/lib/mem0-api/addition";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { listVersions } from "@/lib/stores/builtin/list-versions";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { createWebhook } from "@/lib/webhooks/server/manage-webhooks";
import { webhookDeliveries } from "@/drizzle/schema/webhooks";
import { additions } from "@/drizzle/schema/additions";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import { addMemories } from "@/lib/mem0-api/server/memories/add-memories";
import { pruneAdditions } from "@/lib/mem0-api/server/memories/prune-additions";
import { updateMemories } from "@/lib/mem0-api/server/memories/update-memories";

const { database, url, context } = useTestDatabase();

const plain: NewMemory = {
  memory: "Lives in Rome",
  userId: "ann",
  agentId: null,
  appId: null,
  runId: null,
  metadata: {},
  immutable: false,
  expirationDate: null,
  createdAt: null,
};
const stored = async (row: Partial<typeof memories.$inferInsert> = {}): Promise<MemoryId> => {
  const [id] = await insertMemories(database(), [{ memory: "before", ...row }]);
  if (id === undefined) throw new Error("Nothing was stored.");
  return id;
};
const rowOf = async (id: MemoryId) =>
  (await database().select().from(memories).where(eq(memories.id, id)))[0];

/** What open pages receive while `work` goes on. */
const toldDuring = async (work: () => Promise<unknown>): Promise<number> => {
  const client = new pg.Client({ connectionString: url() });
  await client.connect();
  let count = 0;
  client.on("notification", () => (count += 1));
  await client.query("listen lethe_memories");
  await work();
  // All that was notified before this answer has arrived with it.
  await client.query("select 1");
  await client.end();
  return count;
};

describe("addMemories", () => {
  it("stores each as it is, and writes down which", async () => {
    const startedAt = new Date();
    const added = await addMemories(context(), {
      memories: [plain, { ...plain, memory: "  spaces stay ", metadata: { a: [1, { b: null }] } }],
      startedAt,
    });
    expect(added.memories.map(({ memory }) => memory)).toEqual(["Lives in Rome", "  spaces stay "]);
    const [row] = await database().select().from(additions).where(eq(additions.id, added.id));
    expect(row).toMatchObject({
      status: "succeeded",
      memoryIds: added.memories.map(({ id }) => id),
      repeatedIds: [],
      startedAt,
      actor: context().actor,
    });
    expect(JSON.stringify(row)).not.toContain("Rome");
  });

  it("dates a memory back, and yet stores it now, out of reach of a deletion that is under way", async () => {
    const createdAt = new Date("2020-02-02T00:00:00Z");
    const added = await addMemories(context(), {
      memories: [{ ...plain, memory: "Long ago", createdAt }],
      startedAt: new Date(),
    });
    const [{ id } = { id: memoryIdSchema.parse(randomUUID()) }] = added.memories;
    const row = await rowOf(id);
    expect(row).toMatchObject({ createdAt, updatedAt: createdAt });
    expect(Date.now() - (row?.storedAt.getTime() ?? 0)).toBeLessThan(60_000);
  });

  it("tells the open pages", async () => {
    const add = () =>
      addMemories(context(), { memories: [{ ...plain, memory: "Tells" }], startedAt: new Date() });
    expect(await toldDuring(add)).toBe(1);
    expect(await toldDuring(add)).toBe(0);
  });

  it.each(["viewer", "auditor"] as const)("is not for a %s", async (role) => {
    const adding = addMemories(context(role), { memories: [plain], startedAt: new Date() });
    await expect(adding).rejects.toMatchObject({ code: "not_permitted" });
  });
});

describe("pruneAdditions", () => {
  it("forgets additions after 30 days, and none of their memories", async () => {
    const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
    const add = (startedAt: Date) =>
      addMemories(context(), { memories: [{ ...plain, memory: startedAt.toISOString() }], startedAt });
    const [old, recent] = [await add(daysAgo(30.01)), await add(daysAgo(29.99))];
    await pruneAdditions(database(), new Date());
    const kept = (await database().select({ id: additions.id }).from(additions)).map(({ id }) => id);
    expect(kept).toContain(recent.id);
    expect(kept).not.toContain(old.id);
    for (const { memories: added } of [old, recent]) {
      expect(await rowOf(added[0]?.id ?? memoryIdSchema.parse(randomUUID()))).toBeDefined();
    }
  });
});

describe("webhooks", () => {
  it("are told of what was added and updated, once each", async () => {
    const { id: webhookId } = await createWebhook(context(), {
      name: "shop",
      url: "https://example.com/hook",
      eventTypes: ["memory_add", "memory_update"],
      isActive: true,
    });
    const input = { memories: [{ ...plain, memory: "Told once" }], startedAt: new Date() };
    const { memories: added } = await addMemories(context(), input);
    await addMemories(context(), input);
    const [{ id } = { id: memoryIdSchema.parse(randomUUID()) }] = added;
    await updateMemories(context(), [{ id, memory: "after" }]);
    const told = await database()
      .select({ eventType: webhookDeliveries.eventType, memoryId: webhookDeliveries.memoryId })
      .from(webhookDeliveries)
      .where(eq(webhookDeliveries.webhookId, webhookId))
      .orderBy(asc(webhookDeliveries.eventType));
    expect(told).toEqual([
      { eventType: "memory_add", memoryId: id },
      { eventType: "memory_update", memoryId: id },
    ]);
  });
});

describe("updateMemories", () => {
  it("changes what is given and nothing else, and leaves a version behind", async () => {
    const before = { userId: "ann", metadata: { a: 1 }, expirationDate: "2030-01-31", categories: ["x"] };
    const id = await stored(before);
    const [updated] = await updateMemories(context("support"), [{ id, memory: "after" }]);
    expect(updated).toMatchObject({ id, memory: "after", ...before, metadata: '{"a": 1}' });
    expect(await listVersions(database(), id)).toMatchObject([
      { event: "ADD", newMemory: "before" },
      { event: "UPDATE", oldMemory: "before", newMemory: "after" },
    ]);
  });

  it("replaces metadata, sets and clears the expiration, and dates back", async () => {
    const id = await stored({ metadata: { a: 1 }, expirationDate: "2030-01-31" });
    const createdAt = new Date("2021-01-01T00:00:00Z");
    await updateMemories(context(), [{ id, metadata: { b: { c: "ü" } }, expirationDate: null, createdAt }]);
    expect(await rowOf(id)).toMatchObject({
      memory: "before",
      metadata: { b: { c: "ü" } },
      expirationDate: null,
      createdAt,
    });
    await updateMemories(context(), [{ id, metadata: {}, expirationDate: "2031-12-31" }]);
    expect(await rowOf(id)).toMatchObject({ metadata: {}, expirationDate: "2031-12-31", createdAt });
    expect(await database().$count(memoryVersions, eq(memoryVersions.memoryId, id))).toBe(0);
  });

  it("changes all or none", async () => {
    const id = await stored();
    const fixed = await stored({ immutable: true });
    const absent = memoryIdSchema.parse(randomUUID());
    await expect(
      updateMemories(context(), [
        { id, memory: "after" },
        { id: absent, memory: "after" },
      ]),
    ).rejects.toMatchObject({ code: "not_found" });
    await expect(
      updateMemories(context(), [
        { id, memory: "after" },
        { id: fixed, memory: "after" },
      ]),
    ).rejects.toMatchObject({ code: "invalid_input" });
    expect((await rowOf(id))?.memory).toBe("before");
    expect(await database().$count(memoryVersions, eq(memoryVersions.memoryId, id))).toBe(0);
  });

  it("changes a thousand at once, answered in the order given, and tells the open pages once", async () => {
    const ids = (
      await insertMemories(
        database(),
        Array.from({ length: 1000 }, () => ({})),
      )
    ).toReversed();
    let answered: MemoryId[] = [];
    const told = await toldDuring(async () => {
      const changed = await updateMemories(
        context(),
        ids.map((id, n) => ({ id, memory: `after ${n}` })),
      );
      answered = changed.map((memory) => memory.id);
    });
    expect(answered).toEqual(ids);
    expect(told).toBe(1);
    expect(await database().$count(memoryVersions, sql`new_memory like 'after %'`)).toBeGreaterThanOrEqual(
      1000,
    );
  });

  it("is not for a viewer", async () => {
    const id = await stored();
    await expect(updateMemories(context("viewer"), [{ id, memory: "x" }])).rejects.toMatchObject({
      code: "not_permitted",
    });
  });

  it("leaves no version behind when a deletion waits for it", async () => {
    const id = await stored({ storedAt: new Date(Date.now() - 60_000) });
    const { id: deletionId } = await requested(context(), deletionInput({ ids: [id] }));
    const updating = new pg.Client({ connectionString: url() });
    await updating.connect();
    await updating.query("begin");
    await updating.query("select 1 from memories where id = $1 for update", [id]);
    const runner = testRunner(database());
    await untilSomebodyWaits();
    await updating.query(
      "insert into memory_versions (memory_id, old_memory, new_memory) values ($1, 'before', 'after')",
      [id],
    );
    await updating.query("update memories set memory = 'after' where id = $1", [id]);
    await updating.query("commit");
    await updating.end();
    const done = await untilDeletion(context(), deletionId);
    await runner.stop();
    expect(done).toMatchObject({ status: "completed", deletedCount: 1 });
    expect(await database().$count(memoryVersions, eq(memoryVersions.memoryId, id))).toBe(0);
  });
});

const untilSomebodyWaits = async (): Promise<void> => {
  for (const end = Date.now() + 20_000; Date.now() < end;) {
    const { rows } = await database().execute<{ waits: boolean }>(sql`
      select exists (select 1 from pg_stat_activity
        where datname = current_database() and wait_event_type = 'Lock' and query like '%gone as%') as waits`);
    if (rows[0]?.waits === true) return;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error("The deletion did not come to wait.");
};
