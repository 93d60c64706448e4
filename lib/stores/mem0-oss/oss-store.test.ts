import { randomUUID } from "node:crypto";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import type { Filter } from "@/lib/filters/filter";
import { healthFrom, type ProbedStore } from "@/lib/stores/probe";
import { makeGuardedRequest } from "@/lib/stores/remote/guarded-request";
import { storeIdSchema } from "../store-id-schema";
import { startOssReplay, type OssReplay } from "@/testing/oss-replay/start-oss-replay";
import { noFaults } from "@/testing/oss-replay/types";
import { useTestDatabase } from "@/testing/test-database";
import { ossStore } from "./oss-store";

const { url } = useTestDatabase();
const table = "mem0_memories";
const { request, close } = makeGuardedRequest({ allowsPrivate: true });
afterAll(close);
const signal = new AbortController().signal;

describe.each(["its lists", "its database"])("a store read through %s", (by) => {
  const isBySql = by === "its database";
  let pool: pg.Pool;
  let replay: OssReplay;
  let store: ProbedStore;

  beforeAll(async () => {
    pool = new pg.Pool({ connectionString: url() });
    replay = await startOssReplay({ collection: { pool, table } });
  });
  afterAll(async () => {
    await replay.stop();
    await pool.end();
  });
  beforeEach(() => {
    replay.setFaults(noFaults);
    store = open();
  });
  afterEach(async () => {
    await store.close();
    await replay.memories.reset();
  });

  const open = (send = request): ProbedStore =>
    ossStore({
      id: storeIdSchema.parse("mem0"),
      name: "Mem0",
      settings: { url: replay.url, collection: table, historyDbPath: null },
      credentials: { email: replay.email, password: replay.password, databaseUrl: isBySql ? url() : null },
      request: send,
      openDatabase: (connectionString) => new pg.Pool({ connectionString }),
    });

  const add = async (
    count: number,
    payload: Record<string, unknown>,
    text = "Likes tea",
  ): Promise<MemoryId[]> => {
    const texts = Array.from({ length: count }, (_, index) => `${text} (${index}).`);
    const rows = await replay.memories.add(texts, payload, { isInferred: false });
    return rows.map(({ id }) => memoryIdSchema.parse(id));
  };
  const put = (payload: Record<string, unknown> | null): Promise<MemoryId> => {
    const id = memoryIdSchema.parse(randomUUID());
    return replay.memories.rows.put([{ id, payload }]).then(() => id);
  };
  const walked = async (filter: Filter | null): Promise<Memory[]> => {
    const found = new Map<string, Memory>();
    for await (const part of store.walk({ filter, signal }))
      part.memories.forEach((memory) => found.set(memory.id, memory));
    return [...found.values()];
  };
  const user = (value: string): Filter => ({ field: "user_id", operator: "eq", value });

  it("lists a page at a time in a total order, expired memories among them", async () => {
    const ids = await add(5, { user_id: "iris" });
    const [expiredId] = await add(1, { user_id: "iris", expiration_date: "2020-01-01" });
    await add(3, { user_id: "other" });
    const pageOf = (cursor: Parameters<ProbedStore["list"]>[0]["cursor"]) =>
      store.list({
        filter: user("iris"),
        sort: { field: "created_at", direction: "desc" },
        cursor,
        limit: 4,
      });
    const first = await pageOf(null);
    expect(first).toMatchObject({ hasPrevious: false, hasNext: true });
    expect(first).not.toHaveProperty("cappedAt");
    const last = first.memories.at(-1);
    if (last === undefined) throw new Error("There are memories.");
    const second = await pageOf({ direction: "after", position: { at: last.createdAt, id: last.id } });
    expect(second).toMatchObject({ hasPrevious: true, hasNext: false });
    const listed = [...first.memories, ...second.memories].map(({ id }) => id);
    expect(listed.toSorted()).toEqual([...ids, expiredId].toSorted());
  });

  it("decides every kind of condition as the built-in store does", async () => {
    const at = "2026-03-01T09:30:00.123456+00:00";
    const id = await put({
      data: "Keeps bees on the roof.",
      user_id: "iris",
      agent_id: "concierge",
      topic: "bees",
      role: "user",
      expiration_date: "2020-01-01",
      created_at: at,
      updated_at: at,
    });
    await put({ data: "Rows a boat.", user_id: "olav", created_at: "2026-04-01T00:00:00+00:00" });
    const filters: Filter[] = [
      user("iris"),
      { field: "agent_id", operator: "present" },
      { field: "text", operator: "icontains", value: "BEES" },
      { field: "metadata", key: "topic", operator: "eq", value: "bees" },
      { field: "metadata", key: "role", operator: "present" },
      { field: "expiration_date", operator: "expired" },
      { field: "created_at", operator: "lt", value: "2026-03-02" },
      { field: "memory_ids", operator: "in", value: [id] },
      { not: { field: "agent_id", operator: "absent" } },
      { and: [{ field: "user_id", operator: "in", value: ["iris", "nobody"] }, { not: user("olav") }] },
    ];
    for (const filter of filters) expect((await walked(filter)).map((memory) => memory.id)).toEqual([id]);
    await expect(store.count({ field: "app_id", operator: "present" })).resolves.toEqual({
      value: 0,
      isExact: true,
    });
    await expect(store.countEach([user("iris"), null])).resolves.toEqual([
      { value: 1, isExact: true },
      { value: 2, isExact: true },
    ]);
  });

  it("reads what others wrote into the collection", async () => {
    const spaced = await put({
      data: "Spaced id.",
      user_id: "olav berg",
      created_at: "yesterday",
      updated_at: 17,
    });
    const starred = await put({ data: "Starred id.", user_id: "*" });
    const textless = await put({ data: null, user_id: "olav" });
    const naive = await put({
      data: "Naive time.",
      user_id: "olav",
      created_at: "2026-02-29T00:00:00",
      updated_at: "2026-02-28 10:00:00.5",
    });
    const nothing = await put(null);
    expect((await walked(null)).map(({ id }) => id).toSorted()).toEqual(
      [spaced, starred, textless, naive, nothing].toSorted(),
    );
    expect((await walked(user("olav berg"))).map(({ id }) => id)).toEqual([spaced]);
    expect((await walked(user("*"))).map(({ id }) => id)).toEqual([starred]);
    expect((await walked(user("olav"))).map(({ id }) => id).toSorted()).toEqual([textless, naive].toSorted());
    await expect(store.find(spaced)).resolves.toMatchObject({
      userId: "olav berg",
      createdAt: "1970-01-01T00:00:00.000Z",
    });
    await expect(store.find(naive)).resolves.toMatchObject({
      createdAt: "1970-01-01T00:00:00.000Z",
      updatedAt: "2026-02-28T10:00:00.500Z",
    });
    await expect(store.find(nothing)).resolves.toMatchObject({ id: nothing, memory: "" });
    expect(replay.requests.filter(({ query }) => Object.values(query).includes("*"))).toEqual([]);
  });

  it("counts entities, suggests values, and finds near ones", async () => {
    await add(2, { user_id: "iris.lund", agent_id: "concierge" });
    await add(1, { user_id: "olav", agent_id: "concierge" });
    const page = await store.listEntities({
      kind: "user",
      text: "",
      sort: { field: "count", direction: "desc" },
      cursor: null,
      limit: 10,
    });
    expect(page.entities.map(({ value, count }) => [value, count])).toEqual([
      ["iris.lund", 2],
      ["olav", 1],
    ]);
    await expect(store.listFacets({ field: "agent_id", text: "CONC", limit: 5 })).resolves.toEqual([
      { value: "concierge", count: 3 },
    ]);
    await expect(store.listFacets({ field: "app_id", text: "", limit: 5 })).resolves.toEqual([]);
    await expect(store.listNearEntities({ kind: "user", text: "iris.lundt", limit: 5 })).resolves.toEqual([
      { value: "iris.lund", count: 2 },
    ]);
  });

  it("says of counts that may be too low that they are", async () => {
    // Each names two entities, so that the server may have counted no further.
    await add(5_000, { user_id: "iris", agent_id: "concierge" });
    const sort = { field: "count" as const, direction: "desc" as const };
    const page = await store.listEntities({ kind: "user", text: "", sort, cursor: null, limit: 5 });
    const facets = await store.listFacets({ field: "agent_id", text: "", limit: 5 });
    const near = await store.listNearEntities({ kind: "user", text: "iriss", limit: 5 });
    const mark = isBySql ? {} : { isLowerBound: true };
    expect(page.cappedAt).toBe(isBySql ? undefined : 10_000);
    expect(page.entities).toMatchObject([{ value: "iris", count: 5_000, ...mark }]);
    expect(facets).toEqual([{ value: "concierge", count: 5_000, ...mark }]);
    expect(near).toEqual([{ value: "iris", count: 5_000, ...mark }]);
  });

  it("previews a selection", async () => {
    const ids = await add(3, { user_id: "iris", run_id: "trip" });
    await add(1, { agent_id: "concierge", run_id: "trip" });
    const preview = await store.preview({
      selection: { kind: "matching", filter: user("iris"), excludedIds: ids.slice(0, 1) },
      compared: null,
      kept: null,
      asksNear: true,
      cutoffAt: new Date(),
    });
    expect(preview).toMatchObject({ count: 2, absentCount: 0, near: { kind: "counted", count: 1 } });
    await expect(
      store.countSelection({
        selection: { kind: "matching", filter: user("iris"), excludedIds: [] },
        cutoffAt: new Date(),
      }),
    ).resolves.toBe(3);
  });

  it("takes listed memories whatever the server's clock dated them", async () => {
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString();
    const ahead = await put({
      data: "Rows a boat.",
      user_id: "iris",
      created_at: tomorrow,
    });
    const selection = { kind: "listed" as const, ids: [ahead] };
    const cutoffAt = new Date();
    await expect(
      store.preview({ selection, compared: null, kept: null, asksNear: false, cutoffAt }),
    ).resolves.toMatchObject({
      count: 1,
      absentCount: 0,
      cutoffAt: cutoffAt.toISOString(),
    });
    const { memories } = await store.listSelected({ selection, cutoffAt, cursor: null, limit: 5 });
    expect(memories.map(({ id }) => id)).toEqual([ahead]);
    const matching = { kind: "matching" as const, filter: user("iris"), excludedIds: [] };
    await expect(store.countSelection({ selection: matching, cutoffAt })).resolves.toBe(0);
  });

  it("reads a selection out", async () => {
    const ids = await add(3, { user_id: "iris" });
    const opened = await store.openExport({
      selection: { kind: "matching", filter: user("iris"), excludedIds: ids.slice(0, 1) },
      cutoffAt: new Date(),
    });
    const lines: string[] = [];
    for await (const line of opened.lines) lines.push(line);
    await opened.close();
    expect(opened.count).toBe(2);
    expect(lines.every((line) => line.includes('"user_id":"iris"'))).toBe(true);
  });

  it("deletes by id and nothing else, and tells what the history remembers", async () => {
    const ids = await add(30, { user_id: "iris" });
    const before = replay.requests.length;
    await store.deleteMemories({ ids, signal });
    await store.deleteMemories({ ids, signal });
    expect((await store.findMany({ ids, signal })).memories).toEqual([]);
    await expect(store.findRemembered({ ids, signal })).resolves.toEqual(new Set(ids));
    const deletes = replay.requests.slice(before).filter(({ method }) => method === "DELETE");
    expect(
      deletes.every(
        ({ path, query }) => /^\/memories\/[0-9a-f-]{36}$/.test(path) && Object.keys(query).length === 0,
      ),
    ).toBe(true);
    await expect(store.listVersions(ids[0] ?? memoryIdSchema.parse(randomUUID()))).resolves.toEqual([]);
  });

  /** Deletes these in two batches at once, and says which were under way at the same time. */
  const deletedTogether = async (ids: readonly MemoryId[], memories: readonly Memory[]) => {
    const underWay = new Set<string>();
    const pairs = new Set<string>();
    await store.close();
    store = open(async (part) => {
      if (part.method !== "DELETE") return request(part);
      const own = part.url.slice(-36);
      underWay.forEach((other) => pairs.add([own, other].sort().join(" ")));
      underWay.add(own);
      return request(part).finally(() => underWay.delete(own));
    });
    const half = Math.ceil(ids.length / 2);
    await Promise.all(
      [ids.slice(0, half), ids.slice(half)].map((batch) =>
        store.deleteMemories({ ids: batch, memories, signal }),
      ),
    );
    expect((await store.findMany({ ids, signal })).memories).toEqual([]);
    return (one: readonly MemoryId[], other: readonly MemoryId[]) =>
      one.some((a) => other.some((b) => pairs.has([a, b].sort().join(" "))));
  };

  it("deletes at the same time what shares no entity row, also for several deletions", async () => {
    replay.setFaults({ latencyMs: 5 });
    const iris = await add(8, { user_id: "iris" });
    const olav = await add(8, { user_id: "olav" });
    const nobody = await add(4, { agent_id: "concierge" });
    const all = [...iris, ...olav, ...nobody];
    const linked = [...iris.slice(0, 3), ...iris.slice(-2)];
    await pool.query(`insert into ${table}_entities (id, payload) values (gen_random_uuid(), $1)`, [
      { data: "Oslo", user_id: "iris", linked_memory_ids: linked },
    ]);
    const { memories } = await store.findMany({ ids: all, signal });
    const wereTogether = await deletedTogether(all, memories);
    await pool.query(`truncate ${table}_entities`);
    expect(wereTogether(linked, linked)).toBe(false);
    expect(wereTogether(iris, olav)).toBe(true);
    // Without the database any two memories of a user may share a row, and those of no user with all.
    expect(wereTogether(iris, iris)).toBe(isBySql);
    expect(wereTogether(nobody, all)).toBe(isBySql);
  });

  it("deletes one at a time what it knows nothing of", async () => {
    await pool.query(`alter table ${table}_entities rename to ${table}_hidden`);
    await pool.query(`create view ${table}_entities as select 1 / 0 as id`);
    const ids = await add(12, { user_id: "iris" });
    const wereTogether = await deletedTogether(ids, []);
    await pool.query(`drop view ${table}_entities`);
    await pool.query(`alter table ${table}_hidden rename to ${table}_entities`);
    expect(wereTogether(ids, ids)).toBe(false);
  });

  it("leaves what the server cannot delete, and deletes the rest", async () => {
    const broken = await put(null);
    const textless = await put({ data: null, user_id: "olav" });
    const ids = [broken, textless, ...(await add(3, { user_id: "olav" }))];
    await store.deleteMemories({ ids, signal });
    expect((await store.findMany({ ids, signal })).memories.map(({ id }) => id)).toEqual([broken]);
  });

  it("does not believe a server that says it has deleted", async () => {
    const ids = await add(3, { user_id: "iris" });
    replay.setFaults({ ignoresDeletes: true });
    await store.deleteMemories({ ids, signal });
    expect((await store.findMany({ ids, signal })).memories).toHaveLength(3);
  });

  it("stops at an outage in the middle, and says so", async () => {
    const ids = await add(40, { user_id: "iris" });
    replay.setFaults({ silentAfter: 10 });
    await expect(store.deleteMemories({ ids, signal })).rejects.toMatchObject({ code: "unreachable" });
    replay.setFaults({ silentAfter: null });
    // One of the ten answers was to the sign-in. Nothing is begun after the failure.
    expect((await store.findMany({ ids, signal })).memories).toHaveLength(31);
  });

  it("sees everything of a store larger than a list, or says that it cannot", async () => {
    await add(700, { user_id: "iris" });
    await add(700, { user_id: "olav", agent_id: "concierge" });
    await expect(store.count(null)).resolves.toEqual({ value: 1400, isExact: true });
    expect(await walked({ field: "agent_id", operator: "absent" })).toHaveLength(700);
    await add(400, { user_id: "iris" });
    if (isBySql) {
      await expect(store.count(user("iris"))).resolves.toEqual({ value: 1100, isExact: true });
      expect(await walked(null)).toHaveLength(1800);
      return;
    }
    await expect(store.count(user("iris"))).resolves.toEqual({ value: 1000, isExact: false });
    await expect(walked(user("iris"))).rejects.toMatchObject({ code: "capped" });
    await expect(walked(null)).rejects.toMatchObject({ code: "capped" });
    await expect(walked(user("olav"))).resolves.toHaveLength(700);
    const page = await store.list({
      filter: user("iris"),
      sort: { field: "created_at", direction: "desc" },
      cursor: null,
      limit: 10,
    });
    expect(page).toMatchObject({ hasNext: true, cappedAt: 1000 });
  });

  it("asks the server once for what is wanted at the same time, and anew after a deletion", async () => {
    const [first, ...others] = await add(3, { user_id: "iris" });
    if (first === undefined) throw new Error("There are three.");
    const page = { sort: { field: "created_at", direction: "desc" }, cursor: null, limit: 10 } as const;
    const lists = () =>
      replay.requests.filter(({ method, path }) => method === "GET" && path === "/memories").length;
    replay.setFaults({ latencyMs: 50 });
    const before = lists();
    const [listed, count] = await Promise.all([
      store.list({ ...page, filter: user("iris") }),
      store.count(user("iris")),
    ]);
    expect([listed.memories.length, count.value]).toEqual([3, 3]);
    expect(lists() - before).toBe(isBySql ? 0 : 1);
    const deleting = store.deleteMemories({ ids: [first], signal });
    const early = store.count(user("iris"));
    await deleting;
    await expect(store.count(user("iris"))).resolves.toMatchObject({ value: others.length });
    await early;
  });

  it("asks for no more lists than what is looked through needs", async () => {
    await add(1005, { user_id: "iris", agent_id: "concierge" });
    for (const agent_id of ["clerk", "porter", "cook"]) await add(1, { user_id: "olav", agent_id });
    const before = replay.requests.length;
    await expect(store.count(user("iris"))).resolves.toEqual({
      value: isBySql ? 1005 : 1000,
      isExact: isBySql,
    });
    const asked = replay.requests.slice(before).filter(({ path }) => path === "/memories");
    expect(asked.map(({ query }) => query.agent_id)).toEqual(isBySql ? [] : [undefined, "concierge"]);
  });

  it("finds words in texts only where that asks no model", async () => {
    const [id] = await add(1, { user_id: "iris" }, "Collects delphinium seeds");
    const found = await store.searchWords({ words: ["delphinium", "SEEDS"], signal });
    expect(found).toEqual(isBySql ? [id] : null);
    expect(replay.requests.filter(({ path }) => path === "/search")).toEqual([]);
  });

  it("probes without changing anything", async () => {
    await add(2, { user_id: "iris" });
    const before = replay.requests.length;
    const lines = await store.probe(signal);
    expect(lines.map(({ check, outcome }) => [check, outcome])).toEqual([
      ["reachable", "works"],
      ["key", "works"],
      ["list", "works"],
      ["delete", "works"],
      ["database", isBySql ? "works" : "not_tried"],
    ]);
    const methods = replay.requests.slice(before).map(({ method, path }) => `${method} ${path}`);
    expect(methods.filter((each) => !each.startsWith("GET "))).toEqual(["POST /auth/login"]);
  });
});

describe("a server on Qdrant", () => {
  let replay: OssReplay;
  let store: ProbedStore;
  beforeAll(async () => {
    replay = await startOssReplay();
    replay.setFaults({ isOnQdrant: true });
    store = openStore(null);
  });
  afterAll(async () => {
    await store.close();
    await replay.stop();
  });
  const openStore = (
    databaseUrl: string | null,
    who: { apiKey: string } | { email: string; password: string } = { apiKey: replay.apiKey },
  ): ProbedStore =>
    ossStore({
      id: storeIdSchema.parse("mem0"),
      name: "Mem0",
      settings: { url: replay.url, collection: "memories", historyDbPath: null },
      credentials: { ...who, databaseUrl },
      request,
      openDatabase: (connectionString) => new pg.Pool({ connectionString }),
    });
  const add = async (userId: string): Promise<MemoryId[]> => {
    const rows = await replay.memories.add(
      ["Likes tea.", "Likes rye."],
      { user_id: userId },
      { isInferred: false },
    );
    return rows.map(({ id }) => memoryIdSchema.parse(id));
  };
  const ofIris: Filter = { field: "user_id", operator: "eq", value: "iris" };
  const page = { sort: { field: "created_at", direction: "desc" }, cursor: null, limit: 10 } as const;
  const unlisted = { code: "unlisted" };

  it("is read by user and by id, and never looks empty", async () => {
    const ids = await add("iris");
    const others = await add("olav");
    const { memories } = await store.list({ ...page, filter: ofIris });
    expect(memories.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    await expect(store.count(ofIris)).resolves.toEqual({ value: 2, isExact: true });
    const asked = [...ids, ...others, memoryIdSchema.parse(randomUUID())];
    expect((await store.findMany({ ids: asked, signal })).memories).toHaveLength(4);

    await expect(store.list({ ...page, filter: null })).rejects.toMatchObject(unlisted);
    await expect(store.count(null)).rejects.toMatchObject(unlisted);
    await expect(store.listFacets({ field: "user_id", text: "", limit: 5 })).rejects.toMatchObject(unlisted);
    const sort = { field: "name", direction: "asc" } as const;
    await expect(
      store.listEntities({ kind: "user", text: "", sort, cursor: null, limit: 10 }),
    ).rejects.toMatchObject(unlisted);
    await store.deleteMemories({ ids, signal });
    expect((await store.findMany({ ids: asked, signal })).memories).toHaveLength(2);
  });

  it("does not look empty to who may not list everything", async () => {
    const store = openStore(null, { email: replay.memberEmail, password: replay.password });
    const facets = { field: "user_id", text: "", limit: 5 } as const;
    await expect(store.listFacets(facets)).rejects.toMatchObject(unlisted);
    replay.setFaults({ isOnQdrant: false });
    await replay.memories.reset();
    await expect(store.listFacets(facets)).resolves.toEqual([]);
    replay.setFaults({ isOnQdrant: true });
    await store.close();
  });

  it("says so when it is tried, and that a Postgres cannot be its database", async () => {
    expect((await store.probe(signal)).map(({ check, outcome }) => [check, outcome])).toEqual([
      ["reachable", "works"],
      ["key", "works"],
      ["list", "works"],
      ["delete", "works"],
      ["database", "not_tried"],
    ]);
    const withDatabase = openStore(url());
    const probe = await withDatabase.probe(signal);
    await withDatabase.close();
    expect(probe.at(-1)).toMatchObject({ check: "database", outcome: "fails", errorCode: "disagreeing" });
    expect(healthFrom(probe)).toEqual({ isWell: false, check: "database", errorCode: "disagreeing" });
  });
});

it("takes the key of the server's environment before anybody has registered", async () => {
  const replay = await startOssReplay();
  replay.setFaults({ hasNobody: true });
  const keyLine = async (apiKey: string) => {
    const store = ossStore({
      id: storeIdSchema.parse("mem0"),
      name: "Mem0",
      settings: { url: replay.url, collection: table, historyDbPath: null },
      credentials: { apiKey, databaseUrl: null },
      request,
      openDatabase: (connectionString) => new pg.Pool({ connectionString }),
    });
    const line = (await store.probe(signal)).find(({ check }) => check === "key");
    await store.close();
    return line?.errorCode ?? line?.outcome;
  };
  expect(await keyLine(replay.environmentKey)).toBe("works");
  expect(await keyLine("wrong")).toBe("unauthorized");
  await replay.stop();
});

it("tells a database that is not the server's when it is tried", async () => {
  const pool = new pg.Pool({ connectionString: url() });
  const replay = await startOssReplay({ collection: { pool, table } });
  const probed = async (databaseUrl: string) => {
    const store = ossStore({
      id: storeIdSchema.parse("mem0"),
      name: "Mem0",
      settings: { url: replay.url, collection: table, historyDbPath: null },
      credentials: { apiKey: replay.apiKey, databaseUrl },
      request,
      openDatabase: (connectionString) => new pg.Pool({ connectionString }),
    });
    const line = (await store.probe(signal)).at(-1);
    await store.close();
    return line?.errorCode ?? line?.outcome;
  };
  const other = new URL(url());
  other.pathname = "/postgres";
  const elsewhere = new pg.Pool({ connectionString: other.toString() });
  await elsewhere.query(`create table ${table} (id uuid primary key, payload jsonb)`);
  try {
    // Both are empty: the name is all there is.
    expect(await probed(url())).toBe("works");
    expect(await probed(other.toString())).toBe("disagreeing");
    await replay.memories.add(["Likes tea."], { user_id: "iris" }, { isInferred: false });
    expect(await probed(url())).toBe("works");
    // A copy that lags behind, and one that is ahead.
    await elsewhere.query(`insert into ${table} values (gen_random_uuid(), '{"data": "Likes rye."}')`);
    expect(await probed(other.toString())).toBe("disagreeing");
    await elsewhere.query(`truncate ${table}`);
    expect(await probed(other.toString())).toBe("disagreeing");
    await elsewhere.query(`drop table ${table}`);
    expect(await probed(other.toString())).toBe("disagreeing");
  } finally {
    await elsewhere.query(`drop table if exists ${table}`);
    await elsewhere.end();
    await replay.memories.reset();
    await replay.stop();
    await pool.end();
  }
});

it("does not trust a database that is not the server's", async () => {
  const replay = await startOssReplay();
  const pool = new pg.Pool({ connectionString: url() });
  const store = ossStore({
    id: storeIdSchema.parse("mem0"),
    name: "Mem0",
    settings: { url: replay.url, collection: table, historyDbPath: null },
    credentials: { apiKey: replay.apiKey, databaseUrl: url() },
    request,
    openDatabase: () => pool,
  });
  const [row] = await replay.memories.add(["Likes tea."], { user_id: "iris" }, { isInferred: false });
  const ids = [memoryIdSchema.parse(row?.id)];
  await expect(store.findMany({ ids, signal })).rejects.toMatchObject({ code: "disagreeing" });
  await store.close();
  await replay.stop();
});
