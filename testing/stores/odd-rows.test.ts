import { createHash } from "node:crypto";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unreadableOf } from "@/lib/deletions/verification";
import { deletionInput, requested, runToEnd } from "@/testing/deletions/deletion-fixtures";
import { listDeletionItems } from "@/lib/deletions/server/history/list-deletion-items";
import type { Selection } from "@/lib/deletions/types";
import type { Filter } from "@/lib/filters/filter";
import { exportMemories } from "@/lib/deletions/server/export-memories";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { addStoreSchema } from "@/lib/stores/schema";
import { addStore } from "@/lib/stores/server/add-store";
import { getStore } from "@/lib/stores/server/get-store";
import type { RemoteStore } from "@/lib/stores/types";
import type { StoreId } from "@/lib/stores/store-ids";
import type { UnreadableMemory } from "@/lib/memories/unreadable";
import { startOssReplay, type OssReplay } from "@/testing/oss-replay/start-oss-replay";
import {
  startPlatformSimulator,
  type PlatformSimulator,
} from "@/testing/platform-simulator/start-platform-simulator";
import { useTestDatabase } from "@/testing/test-database";
import { setUpPlatform } from "./platform-on-simulator";

const test = useTestDatabase();
const ended: (() => Promise<void>)[] = [];
afterAll(async () => {
  for (const end of ended) await end();
});

/** As `uuid.UUID(hashlib.md5(b"…").hexdigest())` makes it: of no version that RFC 9562 knows. */
const md5Id = memoryIdSchema.parse(
  createHash("md5")
    .update("odd")
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-0$3-0$4-$5")
    .replace(/-0(.{3}).-0(.{3}).-/, "-0$1-0$2-"),
);
const newestFirst = { field: "created_at", direction: "desc" } as const;

const remote = async (storeId: StoreId): Promise<RemoteStore> => {
  const store = await getStore(test.context(), storeId);
  if (store.deletes !== "remotely") throw new Error("It is a store elsewhere.");
  return store;
};
const list = async (store: RemoteStore) =>
  store.list({ filter: null, sort: newestFirst, cursor: null, limit: 50 });
const erase = async (storeId: StoreId, selection: Selection, expectedCount: number) => {
  const ctx = test.context();
  const { id } = await requested(ctx, deletionInput({ selection, expectedCount }, { storeId }));
  return runToEnd(ctx, id);
};
const listed = (...ids: MemoryId[]): Selection => ({ kind: "listed", ids });
const ofUser = (value: string): Selection => ({ kind: "entity", entity: { kind: "user", value } });

describe("on the Platform", () => {
  let simulator: PlatformSimulator;
  let storeId: StoreId;
  let count = 0;
  const fresh = async () => {
    simulator = await startPlatformSimulator();
    ended.push(() => simulator.stop());
    storeId = await setUpPlatform(test.context(), simulator, `Platform ${++count}`);
  };

  it.each<[string, { id?: string; answered?: Record<string, unknown> }, string | null]>([
    ["an id without a version", { id: md5Id }, md5Id],
    ["a number for an id", { id: "4711", answered: { id: 4711 } }, "4711"],
    ["words for an id", { id: "Mémoire/№ 1 ?", answered: {} }, "Mémoire/№ 1 ?"],
    ["a space in its date", { answered: { created_at: "2026-01-05 10:00:00+00:00" } }, null],
    ["seconds for a date", { answered: { created_at: 1767607200 } }, null],
    ["milliseconds for a date", { answered: { updated_at: "1767607200000" } }, null],
    ["no day of expiry, as an empty text", { answered: { expiration_date: "" } }, null],
    ["a number for a user", { answered: { user_id: 17 } }, null],
  ])("reads a memory with %s, and deletes it by its id", async (_name, odd, id) => {
    await fresh();
    simulator.seed(3, { userId: "quillon" });
    const [oddId = ""] = simulator.seed(1, { userId: "quillon", ...odd });
    const store = await remote(storeId);
    const page = await list(store);
    expect(page.memories).toHaveLength(4);
    expect(page).not.toHaveProperty("unreadable");
    const wanted = memoryIdSchema.parse(id ?? oddId);
    expect(page.memories.map((memory) => memory.id)).toContain(wanted);
    await expect(store.find(wanted)).resolves.toMatchObject({ id: wanted });
    expect(await erase(storeId, listed(wanted), 1)).toMatchObject({ status: "completed", deletedCount: 1 });
    expect(simulator.memories.count({ user_id: "quillon" })).toBe(3);
  });

  it.each<[string, Record<string, unknown>, UnreadableMemory["odd"]]>([
    ["no creation", { created_at: null }, [{ field: "created_at", oddity: "missing" }]],
    ["a creation in words", { created_at: "yesterday" }, [{ field: "created_at", oddity: "unclear" }]],
    ["text for metadata", { metadata: "a=b" }, [{ field: "metadata", oddity: "text" }]],
    ["text for categories", { categories: "food" }, [{ field: "categories", oddity: "text" }]],
    ["several users", { user_id: ["a", "b"] }, [{ field: "user_id", oddity: "list" }]],
  ])(
    "tells of a memory with %s beside the others, and deletes it by its id",
    async (_name, answered, odd) => {
      await fresh();
      simulator.seed(3, { userId: "quillon" });
      const [text = ""] = simulator.seed(1, { userId: "quillon", answered });
      const oddId = memoryIdSchema.parse(text);
      const store = await remote(storeId);
      const page = await list(store);
      expect(page.memories).toHaveLength(3);
      expect(page.unreadable).toEqual({ count: 1, first: [{ id: oddId, odd }] });
      await expect(store.find(oddId)).rejects.toMatchObject({ code: "unreadable" });

      const preview = await store.preview({
        selection: {
          kind: "matching",
          filter: { field: "user_id", operator: "eq", value: "quillon" },
          excludedIds: [],
        },
        kept: null,
        asksNear: false,
        compared: null,
        cutoffAt: new Date(),
      });
      expect(preview).toMatchObject({ count: 3, unreadable: { count: 1 } });
      const done = await erase(storeId, ofUser("quillon"), 3);
      expect(done).toMatchObject({ status: "partial", deletedCount: 3, failedCount: 0 });
      expect(unreadableOf(done.verification)).toEqual({ count: 1, first: [{ id: oddId, odd }] });

      expect(await erase(storeId, listed(oddId), 1)).toMatchObject({ status: "completed", deletedCount: 1 });
      expect(await erase(storeId, listed(oddId), 1)).toMatchObject({ status: "completed", absentCount: 1 });
    },
  );

  it("counts a memory without an id, and leaves other deletions complete", async () => {
    await fresh();
    simulator.seed(2, { userId: "quillon" });
    simulator.seed(1, { userId: "oriel", answered: { id: null } });
    const store = await remote(storeId);
    expect((await list(store)).unreadable).toEqual({
      count: 1,
      first: [{ id: null, odd: [{ field: "id", oddity: "missing" }] }],
    });
    const anyone = { user_id: "*", agent_id: "*", app_id: "*", run_id: "*", metadata: null };
    const everything: Selection = { kind: "scope", scope: anyone, excludedIds: [], keepsImmutable: false };
    const wish = { storeId, selection: everything, cutoffAt: new Date() };
    const exported = await exportMemories(test.context(), wish);
    expect(exported).toMatchObject({ count: 2, unreadableCount: 1 });
    for await (const _text of exported.text);
    // It is certainly none of quillon's.
    expect(await erase(storeId, ofUser("quillon"), 2)).toMatchObject({
      status: "completed",
      deletedCount: 2,
    });
    simulator.seed(1, { userId: "quillon" });
    const wipe = await erase(storeId, everything, 1);
    expect(wipe).toMatchObject({ status: "partial", deletedCount: 1 });
  });

  it("lists and erases ids of two thousand characters", async () => {
    await fresh();
    const user = `user-${"x".repeat(2_000)}`;
    const id = `memory-${"y".repeat(2_000)}`;
    simulator.seed(2, { userId: user });
    simulator.seed(1, { userId: user, id });
    expect(await erase(storeId, listed(memoryIdSchema.parse(id)), 1)).toMatchObject({ status: "completed" });
    const done = await erase(storeId, ofUser(user), 2);
    expect(done).toMatchObject({ status: "completed", deletedCount: 2 });
    const items = await listDeletionItems(test.context(), {
      deletionId: done.id,
      state: null,
      afterSeq: 0,
      limit: 10,
    });
    expect(items.items.map(({ state }) => state)).toEqual(["deleted", "deleted"]);
  });
});

describe.each([["its lists"], ["its database"]])("on Mem0's server, read through %s,", (way) => {
  let replay: OssReplay;
  let storeId: StoreId;
  beforeAll(async () => {
    const isBySql = way === "its database";
    const pool = new pg.Pool({ connectionString: test.url() });
    pool.on("error", () => undefined);
    const table = isBySql ? "odd_by_sql" : "odd_by_lists";
    replay = await startOssReplay({ collection: { pool, table } });
    ended.push(replay.stop, () => pool.end());
    const connection = {
      kind: "mem0-oss",
      settings: { url: replay.url, collection: table },
      credentials: {
        email: replay.email,
        password: replay.password,
        databaseUrl: isBySql ? test.url() : null,
      },
    };
    storeId = (await addStore(test.context(), addStoreSchema.parse({ name: `Mem0 by ${way}`, connection })))
      .id;
  });
  const put = async (payload: Record<string, unknown>, id: string = crypto.randomUUID()) => {
    await replay.memories.put([{ id, payload: { data: "Keeps bees.", ...payload } }], { isInferred: false });
    return memoryIdSchema.parse(id);
  };

  it.each<[string, unknown, string]>([
    ["a space", "2026-01-05 10:00:00+00:00", "2026-01-05T10:00:00.000Z"],
    ["an offset without a colon", "2026-01-05T10:00:00.5+0200", "2026-01-05T08:00:00.500Z"],
    ["UTC in letters", "2026-01-05 10:00:00 UTC", "2026-01-05T10:00:00.000Z"],
    ["a day alone", "2026-01-05", "2026-01-05T00:00:00.000Z"],
    ["seconds", 1767607200.25, "2026-01-05T10:00:00.250Z"],
    ["milliseconds as text", "1767607200123", "2026-01-05T10:00:00.123Z"],
    ["microseconds", 1767607200123456, "2026-01-05T10:00:00.123Z"],
    ["small letters", "2026-01-05t10:00:00z", "2026-01-05T10:00:00.000Z"],
    ["slashes", "2026/01/05 10:00", "2026-01-05T10:00:00.000Z"],
    ["a day with slashes", "2026/01/05", "2026-01-05T00:00:00.000Z"],
    ["neither hyphens nor colons", "20260105T100000.25+0200", "2026-01-05T08:00:00.250Z"],
    ["its zone twice", "2026-01-05 10:00:00.5 +0000 UTC", "2026-01-05T10:00:00.500Z"],
    ["digits that would be rounded up", "2026-01-05T10:00:00.999999999Z", "2026-01-05T10:00:00.999Z"],
    ["a comma", "2026-01-05T10:00:00,1239Z", "2026-01-05T10:00:00.123Z"],
    ["a leap second", "2026-12-31T23:59:60Z", "2027-01-01T00:00:00.000Z"],
    ["the day's end", "2026-12-31T24:00:00Z", "2027-01-01T00:00:00.000Z"],
    ["the furthest offset", "2026-01-05T10:00:00+14:00", "2026-01-04T20:00:00.000Z"],
    ["a day that is none", "2026-02-29T10:00:00Z", "1970-01-01T00:00:00.000Z"],
    ["a second too many", "2026-01-05T10:00:60Z", "1970-01-01T00:00:00.000Z"],
    ["day and month in doubt", "01/05/2026", "1970-01-01T00:00:00.000Z"],
    ["nothing", null, "1970-01-01T00:00:00.000Z"],
    ["an empty text", "", "1970-01-01T00:00:00.000Z"],
  ])("reads a creation with %s", async (_name, created_at, createdAt) => {
    const id = await put({ user_id: "dated", created_at });
    await expect((await remote(storeId)).find(id)).resolves.toMatchObject({ createdAt });
    expect((await erase(storeId, listed(id), 1)).deletedCount).toBe(1);
  });

  it("matches no filter by date where its own time cannot be understood", async () => {
    const id = await put({ user_id: "dateless", created_at: "a day in May" });
    const store = await remote(storeId);
    const dateless: Filter = { field: "user_id", operator: "eq", value: "dateless" };
    const found = async (filter: Filter) => {
      const both: Filter = { and: [dateless, filter] };
      const page = await store.list({ filter: both, sort: newestFirst, cursor: null, limit: 50 });
      const ids = page.memories.map((memory) => memory.id);
      expect((await store.count(both)).value).toBe(ids.length);
      return ids;
    };
    for (const field of ["created_at", "updated_at"] as const) {
      expect(await found({ field, operator: "lt", value: "2000-01-01" })).toEqual([]);
      expect(await found({ field, operator: "lte", value: "2026-01-01T00:00:00.000Z" })).toEqual([]);
      expect(await found({ field, operator: "gt", value: "1900-01-01" })).toEqual([]);
      expect(await found({ field, operator: "ne", value: "2026-01-01" })).toEqual([]);
      expect(await found({ not: { field, operator: "lt", value: "2000-01-01" } })).toEqual([id]);
    }
    expect((await erase(storeId, ofUser("dateless"), 1)).deletedCount).toBe(1);
  });

  it("reads an id without a version, and one in another case", async () => {
    const store = await remote(storeId);
    await put({ user_id: "versionless" }, md5Id);
    expect((await list(store)).memories.map(({ id }) => id)).toContain(md5Id);
    const shouted = memoryIdSchema.parse(md5Id.toUpperCase());
    // The server takes the one for the other, so that a deletion must not call it absent.
    expect(await erase(storeId, listed(shouted), 1)).toMatchObject({ deletedCount: 1, absentCount: 0 });
    expect(await store.find(md5Id)).toBeNull();
  });

  it("tells of a memory of several users beside the others, and deletes it by its id", async () => {
    const at = "2026-01-05T10:00:00+00:00";
    const goodId = await put({ user_id: "iris", created_at: at });
    const oddId = await put({ user_id: ["iris", "olav"], created_at: at });
    const store = await remote(storeId);
    const page = await list(store);
    const odd = [{ field: "user_id", oddity: "list" }];
    expect(page.memories.map(({ id }) => id)).toEqual([goodId]);
    expect(page.unreadable).toEqual({ count: 1, first: [{ id: oddId, odd }] });
    await expect(store.find(oddId)).rejects.toMatchObject({ code: "unreadable" });
    const scope = { user_id: "*", agent_id: "*", app_id: "*", run_id: "*", metadata: null };
    const wipe = await erase(storeId, { kind: "scope", scope, excludedIds: [], keepsImmutable: false }, 1);
    expect(wipe).toMatchObject({ status: "partial", deletedCount: 1 });
    expect(unreadableOf(wipe.verification)).toEqual({ count: 1, first: [{ id: oddId, odd }] });
    expect(await erase(storeId, listed(oddId), 1)).toMatchObject({ deletedCount: 1, failedCount: 0 });
    expect(await list(store)).toMatchObject({ memories: [] });
  });

  // The server's lists end at a thousand by themselves, and say so.
  it.runIf(way === "its database")("loses count of no odd memory beyond a thousand", async () => {
    const count = 1_001;
    const odd = Array.from({ length: count }, () => ({
      id: crypto.randomUUID(),
      payload: { data: "Keeps bees.", user_id: ["iris", "olav"] },
    }));
    await replay.memories.put(odd, { isInferred: false });
    await put({ user_id: "iris" });
    const page = await list(await remote(storeId));
    expect(page.unreadable).toMatchObject({ count: 1_000, isLowerBound: true });
    const done = await erase(storeId, ofUser("iris"), 1);
    expect(done).toMatchObject({ status: "partial", deletedCount: 1 });
    expect(unreadableOf(done.verification)).toMatchObject({ count });
    expect(unreadableOf(done.verification)).not.toHaveProperty("isLowerBound");
  });
});
