import { createServer, type Server } from "node:http";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Filter } from "@/lib/filters/filter";
import { filterSchema } from "@/lib/filters/filter-schema";
import type { Memory, MemorySort } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import type { ProbedStore } from "@/lib/stores/probe";
import type { StoreSelection } from "@/lib/stores/selection";
import { StoreError } from "@/lib/errors/store-error";
import { platformOn } from "@/testing/stores/platform-on-simulator";
import type { FaultInput } from "@/testing/platform-simulator/faults";
import { useSimulators, type SimulatorFixture } from "@/testing/platform-simulator/simulator-fixture";
import { platformRequests } from "./requests";

const start = useSimulators();
const { signal } = new AbortController();
const absentId = memoryIdSchema.parse("3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34");
const idsOf = (ids: readonly string[]) => ids.map((id) => memoryIdSchema.parse(id));
const ofUser = (value: string): Filter => filterSchema.parse({ field: "user_id", operator: "eq", value });

const walked = async (store: ProbedStore, filter: Filter | null = null): Promise<Memory[]> => {
  const found = new Map<string, Memory>();
  for await (const part of store.walk({ filter, signal }))
    part.memories.forEach((each) => found.set(each.id, each));
  return [...found.values()];
};
const operations = ({ requests }: SimulatorFixture) => requests.map(({ operation }) => operation);

describe("reading", () => {
  it("says of the memories that a preview took whether they had expired at its cutoff, like the preview", async () => {
    const simulator = await start();
    simulator.seed(1, { userId: "quillon", expirationDate: "2024-04-01" });
    const store = platformOn(simulator);
    const cutoffAt = new Date("2024-03-20T08:00:00Z");
    const selection: StoreSelection = { kind: "matching", filter: ofUser("quillon"), excludedIds: [] };
    const { sample, expiredCount } = await store.preview({
      selection,
      compared: null,
      kept: null,
      asksNear: false,
      cutoffAt,
    });
    const { memories } = await store.listSelected({
      selection,
      cutoffAt,
      cursor: null,
      limit: 5,
    });
    expect(expiredCount).toBe(0);
    expect(memories).toEqual(sample);
  });

  it("reads a memory with all it has, the run under both its names, and instants in milliseconds", async () => {
    const simulator = await start();
    const [id = ""] = simulator.seed(1, {
      userId: "quillon",
      agentId: "scribe",
      appId: "desk",
      runId: "run-1",
      text: "Keeps the spare key at the harbour office",
      categories: ["home"],
      metadata: { source: "chat" },
      expirationDate: "2024-04-01",
    });
    const store = platformOn(simulator);
    const expected = {
      id,
      memory: "Keeps the spare key at the harbour office",
      userId: "quillon",
      agentId: "scribe",
      appId: "desk",
      runId: "run-1",
      categories: ["home"],
      metadata: '{"source":"chat"}',
      expirationDate: "2024-04-01",
      supersededBy: null,
      createdAt: "2024-03-01T08:00:00.000Z",
    };
    expect(await store.find(memoryIdSchema.parse(id))).toMatchObject(expected);
    expect(await walked(store)).toMatchObject([expected]);
    expect(await store.searchWords({ words: ["harbour", "spare"], signal })).toEqual([id]);
    expect(await store.listVersions(memoryIdSchema.parse(id))).toEqual([
      { event: "ADD", oldMemory: null, newMemory: expected.memory, changedAt: expected.createdAt },
    ]);
  });

  it("sees what default reads hide", async () => {
    const simulator = await start();
    const userId = "quillon";
    const [newer = ""] = simulator.seed(1, { userId });
    simulator.seed(2, { userId, expirationDate: "2024-04-01" });
    simulator.seed(2, { userId, replacedBy: newer });
    simulator.seed(2, { userId, replacedBy: newer, isMerged: true });
    simulator.seed(2, { agentId: "scribe", isSynthesized: true });
    const store = platformOn(simulator);
    expect(await walked(store)).toHaveLength(9);
    expect(await walked(store, ofUser(userId))).toHaveLength(7);
    expect((await store.findMany({ ids: idsOf(simulator.memories.ids()), signal })).memories).toHaveLength(9);
    expect(await store.count({ field: "superseded", operator: "eq", value: true })).toEqual({
      value: 4,
      isExact: true,
    });
  });

  it.each(["not_found", "null"] as const)(
    "tells an absent memory (%s) from a failure",
    async (absentMemory) => {
      const simulator = await start({ faults: { absentMemory } });
      const store = platformOn(simulator);
      expect(await store.find(absentId)).toBeNull();
      expect((await store.findMany({ ids: [absentId], signal })).memories).toEqual([]);
      // A proxy's 404, or that of another address, does not mean that a memory is gone.
      const elsewhere = platformOn({ ...simulator, url: `${simulator.url}/elsewhere` });
      await expect(elsewhere.find(absentId)).rejects.toMatchObject({ code: "refused", status: 404 });
      await expect(elsewhere.findRemembered({ ids: [absentId], signal })).rejects.toThrow(StoreError);
    },
  );

  it("does not take a filter for what it does not know: which memories are immutable", async () => {
    const store = platformOn(await start());
    const filter: Filter = { not: { field: "immutable", operator: "eq", value: true } };
    await expect(walked(store, filter)).rejects.toMatchObject({ code: "not_supported" });
    await expect(store.count(filter)).rejects.toMatchObject({ code: "not_supported" });
  });
});

describe("walking", () => {
  it("reads pages again when they shift, until it has seen all", async () => {
    const simulator = await start();
    const ids = idsOf(simulator.seed(1000, { userId: "quillon" }));
    const store = platformOn(simulator);
    const seen = new Set<string>();
    let isFirst = true;
    for await (const part of store.walk({ filter: ofUser("quillon"), signal })) {
      part.memories.forEach(({ id }) => seen.add(id));
      // The newest: all that come after move up by 150.
      if (isFirst) await store.deleteMemories({ ids: ids.slice(850), signal });
      isFirst = false;
    }
    expect(ids.slice(0, 850).every((id) => seen.has(id))).toBe(true);
  });

  it("says that it moves, rather than that it has seen all", async () => {
    const simulator = await start();
    const ids = idsOf(simulator.seed(900, { userId: "quillon" }));
    const store = platformOn(simulator);
    const walking = async () => {
      for await (const _part of store.walk({ filter: null, signal })) {
        await store.deleteMemories({ ids: ids.splice(-1), signal });
      }
    };
    await expect(walking()).rejects.toMatchObject({ code: "moving" });
  });

  it("is not disturbed by what is added", async () => {
    const simulator = await start();
    simulator.seed(500, { userId: "quillon" });
    const store = platformOn(simulator);
    const before = simulator.requests.length;
    for await (const _part of store.walk({ filter: null, signal })) simulator.seed(1, { userId: "quillon" });
    expect(simulator.requests.length - before).toBe(3);
  });
});

describe("finding by ids", () => {
  it("asks for 200 at a time, and again for a few of those that are not listed", async () => {
    const simulator = await start();
    const ids = idsOf(simulator.seed(450, { userId: "quillon" }));
    const store = platformOn(simulator);
    await store.deleteMemories({ ids: ids.slice(400), signal });
    const before = simulator.requests.length;
    const found = await store.findMany({ ids, signal });
    expect(found.memories.map(({ id }) => id).sort()).toEqual(ids.slice(0, 400).sort());
    expect(operations(simulator).slice(before).sort()).toEqual([
      ...Array<string>(3).fill("get"),
      ...Array<string>(3).fill("list"),
    ]);
  });

  it.each([
    ["refuses the list of ids", (): Answer => [400, { error: "memory_ids is not supported" }]],
    ["answers an empty list for it", (): Answer => [200, { count: 0, next: null, results: [] }]],
    [
      "answers what was not asked for",
      (): Answer => [200, { count: 2, next: null, results: [memoryOf(absentId), memoryOf(absentId)] }],
    ],
  ])("asks one by one when the Platform %s", async (_name, answerList) => {
    const simulator = await start();
    const ids = idsOf(simulator.seed(5, { userId: "quillon" }));
    const url = await proxy(simulator, (method, path) =>
      method === "POST" && path.startsWith("/v3/memories/?") ? answerList() : null,
    );
    const store = platformOn({ ...simulator, url });
    expect((await store.findMany({ ids: [...ids, absentId], signal })).memories.map(({ id }) => id)).toEqual(
      ids,
    );
  });

  it("reads everything when the Platform refuses a filter, and finds the same", async () => {
    const simulator = await start();
    simulator.seed(300, { userId: "quillon" });
    simulator.seed(300, { userId: "oriel" });
    const url = await proxy(simulator, (_method, path, body) =>
      path.startsWith("/v3/memories/?") && body.includes('"oriel"') ? [400, ["Unknown filter."]] : null,
    );
    const store = platformOn({ ...simulator, url });
    expect(await walked(store, ofUser("oriel"))).toHaveLength(300);
    expect(await store.count(ofUser("oriel"))).toEqual({ value: 300, isExact: true });
    const page = await store.list({
      filter: ofUser("oriel"),
      sort: { field: "created_at", direction: "desc" },
      cursor: null,
      limit: 50,
    });
    expect(page.memories.map(({ userId }) => userId)).toEqual(Array(50).fill("oriel"));
  });

  it("takes nothing that a widened answer holds", async () => {
    const simulator = await start();
    simulator.seed(20, { userId: "quillon" });
    simulator.seed(20, { userId: "oriel" });
    // An API that drops the filter, and lists everything.
    const url = await proxy(
      simulator,
      () => null,
      (body) => body.replace(/"filters":\{"user_id":"oriel"\}/, '"filters":{"user_id":"*"}'),
    );
    const store = platformOn({ ...simulator, url });
    expect(await walked(store, ofUser("oriel"))).toHaveLength(20);
    const selection = { kind: "matching" as const, filter: ofUser("oriel"), excludedIds: [] };
    expect(await store.countSelection({ selection, cutoffAt: new Date() })).toBe(20);
  });
});

describe("what is too much to be read whole", () => {
  const byCreation: MemorySort = { field: "created_at", direction: "desc" };
  const words: Filter = { field: "text", operator: "icontains", value: "harbour" };

  it("is examined so far, and says how far", async () => {
    const simulator = await start();
    simulator.seed(2500, { userId: "quillon", text: "Lives at the harbour" });
    const store = platformOn(simulator);
    const before = simulator.requests.length;
    const list = { filter: words, sort: byCreation, cursor: null, limit: 50 };
    expect(await store.list(list)).toMatchObject({ cappedAt: 2000, hasNext: true });
    expect(await store.count(words)).toEqual({ value: 2000, isExact: false });
    // Ten pages each, and a few that were asked for ahead.
    expect(simulator.requests.length - before).toBeLessThan(30);
    expect(await store.count(ofUser("quillon"))).toEqual({ value: 2500, isExact: true });
    const selection = { kind: "matching" as const, filter: words, excludedIds: [] };
    expect(await store.countSelection({ selection, cutoffAt: new Date() })).toBe(2500);
  });

  it("is listed from a place deep inside without what comes before it", async () => {
    const simulator = await start();
    const ids = simulator.seed(2500, { userId: "quillon" });
    const store = platformOn(simulator);
    const position = (await store.find(memoryIdSchema.parse(ids[1000])))?.createdAt ?? "";
    const before = simulator.requests.length;
    for (const direction of ["after", "before"] as const) {
      const cursor = { direction, position: { at: position, id: memoryIdSchema.parse(ids[1000]) } };
      const page = await store.list({ filter: null, sort: byCreation, cursor, limit: 3 });
      const expected = direction === "after" ? [999, 998, 997] : [1003, 1002, 1001];
      expect(page.memories.map(({ id }) => id)).toEqual(expected.map((number) => ids[number]));
      expect(page).toMatchObject({ hasPrevious: true, hasNext: true });
    }
    expect(simulator.requests.length - before).toBeLessThan(12);
  });

  it("has its entities counted one by one, or as the Platform says, and without those that have no memory", async () => {
    const simulator = await start();
    simulator.seed(20_001, { userId: "quillon" });
    const [gone = ""] = simulator.seed(1, { userId: "gone" });
    const store = platformOn(simulator);
    await store.deleteMemories({ ids: idsOf([gone]), signal });
    const before = simulator.requests.length;
    const facets = { field: "user_id" as const, text: "", limit: 5 };
    expect(await store.listFacets(facets)).toEqual([{ value: "quillon", count: 20_001 }]);
    expect(simulator.requests.length - before).toBe(4);

    const url = await proxy(simulator, (_method, path) => {
      const row = (name: unknown, total_memories: number) => ({
        name,
        type: "user",
        created_at: "2026-01-01T00:00:00Z",
        updated_at: "2026-02-01T00:00:00Z",
        total_memories,
      });
      const results = [row("quillon", 7), row(["anse", "olav"], 3), row("oriel", 9), row("gone", 0)];
      return path.startsWith("/v1/entities/") ? [200, { count: 4, next: null, results }] : null;
    });
    expect(await platformOn({ ...simulator, url }).listFacets(facets)).toEqual([
      { value: "oriel", count: 9 },
      { value: "quillon", count: 7 },
    ]);
    const page = { kind: "user", text: "", sort: { field: "name", direction: "asc" }, cursor: null } as const;
    const listed = platformOn({ ...simulator, url }).listEntities({ ...page, limit: 50 }, signal);
    // One without a usable name hides no other, and is counted.
    expect(await listed).toMatchObject({ total: 2, unreadableCount: 1 });
  });
});

describe("faults", () => {
  const codes: [string, FaultInput, string, number | null][] = [
    ["a key that is no good", { isKeyRevoked: true }, "unauthorized", 401],
    ["a redirect", { redirectTo: "https://example.com/" }, "bad_answer", 307],
    ["broken JSON", { garbled: { how: "malformed" } }, "bad_answer", 200],
    ["an empty object", { garbled: { how: "empty_object" } }, "bad_answer", 200],
    ["megabytes", { garbled: { how: "oversized" } }, "bad_answer", 200],
    ["an error for long", { serverErrors: { status: 503 } }, "unavailable", 503],
    ["an error in HTML", { serverErrors: { status: 502, body: "html" } }, "unavailable", 502],
    ["closed connections", { silence: { afterDeletions: 0, how: "close" } }, "unreachable", null],
    ["silence", { silence: { afterDeletions: 0 } }, "timed_out", null],
  ];
  it.each(codes)("says what %s is", async (_name, faults, code, status) => {
    const simulator = await start({ faults });
    simulator.seed(1, { userId: "quillon" });
    // On a busy machine megabytes take a second, too.
    const store = platformOn(simulator, { timeoutSeconds: code === "timed_out" ? 1 : 20 });
    await expect(store.count(null)).rejects.toMatchObject({ code, status });
  });

  it("says which of 403, 413 and 429 it was, and quotes nothing", async () => {
    const simulator = await start();
    for (const [status, code] of [
      [403, "forbidden"],
      [413, "rate_limited"],
    ] as const) {
      const url = await proxy(simulator, () => [status, { error: "Caroline has used it up" }]);
      const error: unknown = await platformOn({ ...simulator, url })
        .count(null)
        .catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({ code, status });
      expect(String(error)).not.toContain("Caroline");
    }
  });

  it("repeats reads through a burst of errors, and no deletion", async () => {
    const simulator = await start({ faults: { serverErrors: { count: 3, body: "html" } } });
    const [id = ""] = idsOf(simulator.seed(1, { userId: "quillon" }));
    const store = platformOn(simulator);
    expect(await store.count(null)).toEqual({ value: 1, isExact: true });
    simulator.setFault({ serverErrors: { count: 1, operations: ["batch-delete"], work: "after" } });
    const before = simulator.requests.length;
    const batch = { ids: idsOf([id]), signal };
    await expect(store.deleteMemories(batch)).rejects.toMatchObject({ code: "unavailable" });
    expect(operations(simulator).slice(before)).toEqual(["batch-delete"]);
    expect((await store.findMany(batch)).memories).toEqual([]);
  });

  it("waits for all requests when one is told to, also for a deletion", async () => {
    const simulator = await start({ faults: { rateLimit: { every: 3, retryAfterSeconds: 1 } } });
    const ids = idsOf(simulator.seed(600, { userId: "quillon" }));
    const store = platformOn(simulator);
    const startedAt = performance.now();
    expect(await walked(store)).toHaveLength(600);
    await store.deleteMemories({ ids, signal });
    expect(simulator.memories.count()).toBe(0);
    expect(performance.now() - startedAt).toBeGreaterThan(900);
  });

  it("does not wait for an hour, and says so", async () => {
    const simulator = await start({ faults: { rateLimit: { every: 1, retryAfterSeconds: 3600 } } });
    await expect(platformOn(simulator).count(null)).rejects.toMatchObject({
      code: "rate_limited",
      retryAfterSeconds: 3600,
    });
  });

  it("reads a Retry-After that is a date by the server's clock", async () => {
    const simulator = await start();
    const url = await proxy(simulator, () => [
      429,
      {},
      { date: "Tue, 01 Jan 2030 00:00:00 GMT", "retry-after": "Tue, 01 Jan 2030 00:10:00 GMT" },
    ]);
    await expect(platformOn({ ...simulator, url }).count(null)).rejects.toMatchObject({
      retryAfterSeconds: 600,
    });
  });

  it("deletes one by one when the batch is refused because one is not there", async () => {
    const simulator = await start({ faults: { batchUnknownIds: "rejected" } });
    const ids = idsOf(simulator.seed(30, { userId: "quillon" }));
    await platformOn(simulator).deleteMemories({ ids: [...ids, absentId], signal });
    expect(simulator.memories.count()).toBe(0);
  });

  it.each([
    ["empty", []],
    ["not_found", []],
    ["kept", ["deleted"]],
  ] as const)("says whether history tells of what is deleted: %s", async (historyAfterDelete, expected) => {
    const simulator = await start({ faults: { historyAfterDelete } });
    const ids = idsOf(simulator.seed(3, { userId: "quillon" }));
    const store = platformOn(simulator);
    await store.deleteMemories({ ids, signal });
    const remembered = await store.findRemembered({ ids, signal });
    expect([...(remembered ?? [])]).toEqual(expected.length === 0 ? [] : ids);
    const [first = absentId] = ids;
    expect(await store.listVersions(first)).toEqual([]);
  });

  it("stops when it is told to, also while it waits", async () => {
    const simulator = await start({ faults: { rateLimit: { every: 1, retryAfterSeconds: 30 } } });
    await expect(platformOn(simulator).count(null, AbortSignal.timeout(100))).rejects.toMatchObject({
      name: expect.stringMatching(/AbortError|TimeoutError/) as string,
    });
  });
});

describe("deleting", () => {
  it("sends nothing but ids with DELETE, whatever it is asked", async () => {
    const simulator = await start();
    const ids = idsOf(simulator.seed(250, { userId: "quillon", agentId: "scribe" }));
    const store = platformOn(simulator);
    const selection = { kind: "matching" as const, filter: ofUser("quillon"), excludedIds: [] };
    const cutoffAt = new Date();
    await store.probe(signal);
    await store.list({
      filter: null,
      sort: { field: "updated_at", direction: "asc" },
      cursor: null,
      limit: 9,
    });
    await store.countEach([null, selection.filter]);
    await store.listFacets({ field: "categories", text: "", limit: 5 });
    await store.listEntities({
      kind: "user",
      text: "",
      sort: { field: "name", direction: "asc" },
      cursor: null,
      limit: 5,
    });
    await store.listNearEntities({ kind: "agent", text: "scribes", limit: 5 });
    await store.preview({ selection, compared: null, kept: null, asksNear: true, cutoffAt });
    await store.listSelected({ selection, cutoffAt, cursor: null, limit: 5 });
    await store.openExport({ selection, cutoffAt });
    await store.searchWords({ words: ["harbour"], signal });
    expect(simulator.requests.filter(({ method }) => method === "DELETE")).toEqual([]);

    await store.deleteMemories({ ids: [], signal });
    await store.deleteMemories({ ids: ids.slice(0, 100), signal });
    simulator.setFault({ batchUnknownIds: "rejected" });
    await store.deleteMemories({ ids: ids.slice(90, 110), signal });
    const deletes = simulator.requests.filter(({ method }) => method === "DELETE");
    expect(deletes).toHaveLength(1 + 1 + 20);
    for (const { path, query, body } of deletes) {
      expect(query).toEqual({});
      if (path === "/v1/batch/") {
        const sent = body as { memories: { memory_id: string }[] };
        expect(sent.memories.length).toBeGreaterThan(0);
        expect(ids).toEqual(expect.arrayContaining(sent.memories.map(({ memory_id }) => memory_id)));
      } else {
        expect(ids.map((id) => `/v1/memories/${id}/`)).toContain(path);
        expect(body).toBeUndefined();
      }
    }
  });

  it("has no request that deletes without an id, by its types and when it runs", async () => {
    const simulator = await start();
    simulator.seed(3, { userId: "quillon" });
    const requests = platformRequests({
      request: () => Promise.reject(new Error("Nothing is to be sent.")),
      settings: { url: simulator.url, organisationId: null, projectId: null },
      credentials: { apiKey: simulator.apiKey },
    });
    // @ts-expect-error An empty list is not one of ids.
    await expect(requests.deleteBatch([])).rejects.toThrow("A batch has 1 to 1000 ids");
    // @ts-expect-error Nor is a list of which that is not known.
    await expect(requests.deleteBatch(idsOf([]))).rejects.toThrow("A batch has 1 to 1000 ids");
    // @ts-expect-error Nor is a text an id.
    await expect(requests.deleteMemory("")).rejects.toThrow();
    // @ts-expect-error Nor is nothing.
    await expect(requests.deleteMemory(undefined)).rejects.toThrow();
  });
});

describe("the project", () => {
  it("is the one of the settings, or nothing is read or deleted", async () => {
    const simulator = await start();
    const ids = idsOf(simulator.seed(3, { userId: "quillon" }));
    const other = platformOn(simulator, { settings: { projectId: "proj_other" } });
    await expect(other.count(null)).rejects.toMatchObject({ code: "forbidden" });
    await expect(other.deleteMemories({ ids, signal })).rejects.toMatchObject({ code: "forbidden" });
    expect(simulator.memories.count()).toBe(3);
    const own = platformOn(simulator, {
      settings: { projectId: "proj_simulated", organisationId: "org_simulated" },
    });
    await own.deleteMemories({ ids, signal });
    await own.count(null);
    expect(simulator.memories.count()).toBe(0);
    expect(operations(simulator).filter((operation) => operation === "ping")).toHaveLength(3);
  });
});

describe("the probe", () => {
  const outcomes = async (store: ProbedStore) =>
    Object.fromEntries(
      (await store.probe(signal)).map(({ check, outcome, errorCode, found }) => [
        check,
        [outcome, errorCode, found],
      ]),
    );

  it("says what works and what is not known", async () => {
    const simulator = await start();
    simulator.seed(3, { userId: "quillon" });
    expect(await outcomes(platformOn(simulator))).toEqual({
      reachable: ["works", null, null],
      key: ["works", null, null],
      list: ["works", null, "3 memories"],
      delete: ["unknown", null, null],
      project: ["works", null, "org_simulated / proj_simulated"],
    });
    expect(await outcomes(platformOn(simulator, { settings: { projectId: "proj_other" } }))).toMatchObject({
      project: ["fails", "forbidden", "org_simulated / proj_simulated"],
    });
  });

  it("says what does not", async () => {
    const simulator = await start();
    const notTried = ["not_tried", null, null];
    const rest = { list: notTried, delete: notTried, project: notTried };
    expect(await outcomes(platformOn(simulator, { apiKey: "m0-wrong" }))).toEqual({
      reachable: ["works", null, null],
      key: ["fails", "unauthorized", null],
      ...rest,
    });
    simulator.setFault({ silence: { afterDeletions: 0 } });
    expect(await outcomes(platformOn(simulator, { timeoutSeconds: 0.2 }))).toEqual({
      reachable: ["fails", "timed_out", null],
      key: notTried,
      ...rest,
    });
  });
});

type Answer = [status: number, body: unknown, headers?: Record<string, string>];

const memoryOf = (id: string) => ({ id, memory: "Another", created_at: "2026-01-01T00:00:00Z" });

/** Stands before a simulator, and answers some requests itself or changes what they ask. */
const proxy = async (
  { url }: SimulatorFixture,
  answer: (method: string, path: string, body: string) => Answer | null,
  change: (body: string) => string = (body) => body,
): Promise<string> => {
  const server: Server = createServer((request, response) => {
    void (async () => {
      const parts: Buffer[] = [];
      for await (const part of request as AsyncIterable<Buffer>) parts.push(part);
      const text = Buffer.concat(parts).toString("utf8");
      const { method = "GET", url: path = "/", headers } = request;
      const own = answer(method, path, text);
      if (own !== null) {
        response.writeHead(own[0], own[2]).end(JSON.stringify(own[1]));
        return;
      }
      const passed = await fetch(url + path, {
        method,
        headers: { authorization: headers.authorization ?? "", "content-type": "application/json" },
        ...(text === "" ? {} : { body: change(text) }),
      });
      response.writeHead(passed.status).end(await passed.text());
    })();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("The server has no port.");
  return `http://127.0.0.1:${address.port}`;
};
