import { randomUUID } from "node:crypto";
import { beforeAll, describe, expect, it } from "vitest";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import type { MemoryId } from "@/lib/memories/types";
import { memoryVersions } from "@/drizzle/schema/memories";
import { apiFor } from "@/testing/mem0-api/api-fixtures";

const test = useTestDatabase();
const ask = apiFor(() => test.context("viewer"));

const at = (day: number) => new Date(Date.UTC(2026, 0, day, 12));
let ids: MemoryId[] = [];
let replaced: MemoryId;

beforeAll(async () => {
  const [newer] = await insertMemories(test.database(), [
    { memory: "Owns a Tesla", userId: "ann", createdAt: at(20) },
  ]);
  if (newer === undefined) throw new Error("Nothing was stored.");
  replaced = newer;
  ids = await insertMemories(test.database(), [
    { memory: "Owns a Subaru", userId: "ann", createdAt: at(1), supersededBy: newer },
    { memory: "On a trial until yesterday", userId: "ann", createdAt: at(2), expirationDate: dayFromNow(-1) },
    { memory: "On a trial until today", userId: "ann", createdAt: at(3), expirationDate: dayFromNow(0) },
    {
      memory: "Drinks 🍵 and coffee",
      userId: "ann",
      agentId: "barista",
      appId: "café/ü",
      runId: "r-1",
      createdAt: at(4),
      updatedAt: at(5),
      metadata: { source: "email", n: 1, nested: { snake_case: true } },
      categories: ["food_preferences", "health"],
      immutable: true,
    },
    { memory: "An agent's own fact", userId: null, agentId: "barista", createdAt: at(6) },
    ...Array.from({ length: 250 }, (_, n) => ({ memory: `Fact ${n}`, userId: "many", createdAt: at(1) })),
  ]);
});

const dayFromNow = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
const textsOf = (body: unknown): string[] =>
  (body as { results: { memory: string }[] }).results.map(({ memory }) => memory);
const list = (body: unknown, query = "") => ask("POST", `/v3/memories/${query}`, body);

describe("GET /v1/ping/", () => {
  it("is answered to every role", async () => {
    for (const role of ["viewer", "support", "admin", "auditor"] as const) {
      const answer = await apiFor(() => test.context(role))("GET", "/v1/ping/");
      expect(answer).toMatchObject({ status: 200, body: { status: "ok", org_id: "lethe" } });
    }
  });
});

describe("POST /v3/memories/", () => {
  it("lists what an entity has, newest first, without the expired", async () => {
    const { status, body } = await list({ filters: { user_id: "ann" } });
    expect(status).toBe(200);
    expect(textsOf(body)).toEqual([
      "Owns a Tesla",
      "Drinks 🍵 and coffee",
      "On a trial until today",
      "Owns a Subaru",
    ]);
    expect(body).toMatchObject({ count: 4, next: null, previous: null });
  });

  it("answers a memory in Mem0's words", async () => {
    const { body } = await list({ filters: { app_id: "café/ü" } });
    expect(body).toMatchObject({
      results: [
        {
          id: ids[3],
          memory: "Drinks 🍵 and coffee",
          user_id: "ann",
          agent_id: "barista",
          app_id: "café/ü",
          session_id: "r-1",
          metadata: { source: "email", n: 1, nested: { snake_case: true } },
          categories: ["food_preferences", "health"],
          immutable: true,
          expiration_date: null,
          replaced_by: null,
          lifecycle_state: "active",
          synthesized: false,
          created_at: "2026-01-04T12:00:00.000Z",
          updated_at: "2026-01-05T12:00:00.000Z",
        },
      ],
    });
  });

  it.each([
    [{ show_expired: true }, 5],
    [{ latest_only: true }, 3],
    [{ show_expired: true, latest_only: true }, 4],
    [{ include_merged: true }, 4],
    [{ start_date: "2026-01-04" }, 2],
    [{ end_date: "2026-01-03" }, 2],
    [{ start_date: "2026-01-03T12:00:00Z", end_date: "2026-01-04T12:00:00+00:00" }, 2],
    [{ categories: ["health", "nothing"] }, 1],
    [{ keywords: "COFFEE" }, 1],
  ])("narrows or widens by %j", async (options, count) => {
    const { body } = await list({ filters: { user_id: "ann" }, ...options });
    expect(body).toMatchObject({ count });
  });

  it("finds by every shape of filter", async () => {
    const counts = async (filters: unknown) => ((await list({ filters })).body as { count: number }).count;
    expect(await counts({ AND: [{ user_id: "ann" }, { agent_id: "*" }] })).toBe(1);
    expect(await counts({ OR: [{ user_id: "ann" }, { agent_id: "barista" }] })).toBe(5);
    expect(await counts({ agent_id: "barista", NOT: { user_id: "ann" } })).toBe(1);
    // `ne` finds what has no user, too.
    expect(await counts({ agent_id: "barista", user_id: { ne: "ann" } })).toBe(1);
    expect(await counts({ user_id: "ann", categories: { contains: "FOOD" } })).toBe(1);
    expect(await counts({ user_id: "ann", categories: { in: ["food"] } })).toBe(0);
    expect(await counts({ user_id: "ann", metadata: { source: "email", n: { ne: 2 } } })).toBe(1);
    expect(await counts({ user_id: "ann", memory_ids: [ids[3], randomUUID()] })).toBe(1);
    expect(await counts({ user_id: "ann", created_at: { gte: "2026-01-03", lt: "2026-01-05" } })).toBe(2);
    expect(await counts({ user_id: "ann", keywords: { icontains: "tesla" } })).toBe(1);
    expect(
      await counts({ OR: [{ user_id: "*" }, { agent_id: "*" }, { app_id: "*" }, { run_id: "*" }] }),
    ).toBe(255);
  });

  it("pages, with the addresses of the neighbours", async () => {
    const { body } = await list({ filters: { user_id: "many" } }, "?page=2&page_size=100");
    expect(body).toMatchObject({
      count: 250,
      next: "https://lethe.test/v3/memories/?page=3&page_size=100",
      previous: "https://lethe.test/v3/memories/?page=1&page_size=100",
    });
    const seen = new Set<string>();
    for (const page of [1, 2, 3]) {
      const { body } = await list({ filters: { user_id: "many" }, page, page_size: 100 });
      textsOf(body).forEach((text) => seen.add(text));
    }
    expect(seen.size).toBe(250);
    const defaults = await list({ filters: { user_id: "many" } });
    expect(textsOf(defaults.body)).toHaveLength(100);
    const beyond = await list({ filters: { user_id: "many" } }, "?page=9");
    expect(beyond).toMatchObject({ status: 200, body: { count: 250, results: [], next: null } });
    // The query goes before the body.
    const both = await list({ filters: { user_id: "many" }, page_size: 7 }, "?page_size=200");
    expect(textsOf(both.body)).toHaveLength(200);
  });

  it("answers the fields that are asked for", async () => {
    const { body } = await list({ filters: { app_id: "café/ü" }, fields: ["id", "session_id"] });
    expect(body).toMatchObject({ results: [{ id: ids[3], session_id: "r-1" }] });
    expect(JSON.stringify(body)).not.toContain("coffee");
  });

  const required = "One of the filters: app_id, user_id, agent_id, run_id is required!";
  it.each([
    [{}, required],
    [{ filters: {} }, required],
    [{ filters: null }, required],
    [{ filters: { user_id: { ne: "ann" } } }, required],
    [{ filters: { categories: { in: ["health"] } } }, required],
    [{ filters: { OR: [{ user_id: "ann" }, { keywords: "tea" }] } }, required],
    [{ filters: { bogus: 1 } }, "Top-level key must be a logical operator or an allowed field: ['AND',"],
    [{ filters: { user_id: "ann" }, user_id: "ann" }, "Top-level entity parameters [user_id] are not"],
    [{ filters: { user_id: "ann", bogus: 1 } }, "Top-level key must be"],
    [{ filters: { user_id: "ann" }, userId: "bob" }, 'There is no field "userId"'],
    [{ filters: { user_id: "ann" }, page_size: 201 }, "page_size must be <= 200"],
    [{ filters: { user_id: "ann" }, page: 0 }, "page: "],
    [{ filters: { user_id: "ann" }, keywords: "ab" }, "keywords has at least 3 characters"],
    [{ filters: { user_id: "ann" }, keywords: "tea\u0000" }, "keywords cannot contain the null character."],
    [
      { filters: { user_id: "ann" }, categories: ["\u0000"] },
      "A category cannot contain the null character.",
    ],
    [{ filters: { user_id: "ann" }, fields: ["embedding"] }, "fields[0]: "],
    [{ filters: { user_id: "ann" }, start_date: "soon" }, "start_date is not a time such as 2026-01-31T"],
  ])("refuses %j", async (body, error) => {
    const answer = await list(body);
    expect(answer.status).toBe(400);
    expect((answer.body as { error: string }).error.slice(0, error.length)).toBe(error);
  });

  it("refuses another project and page sizes in the query", async () => {
    expect(await list({ filters: { user_id: "ann" } }, "?project_id=other")).toMatchObject({ status: 403 });
    expect(await list({ filters: { user_id: "ann" } }, "?project_id=lethe")).toMatchObject({ status: 200 });
    expect(await list({ filters: { user_id: "ann" } }, "?page_size=201")).toMatchObject({
      status: 400,
      body: { error: "page_size must be <= 200" },
    });
  });

  it("is not for auditors", async () => {
    const auditor = apiFor(() => test.context("auditor"));
    expect(await auditor("POST", "/v3/memories/", { filters: { user_id: "ann" } })).toMatchObject({
      status: 403,
    });
  });
});

describe("POST /v3/memories/search/", () => {
  const search = (body: unknown) => ask("POST", "/v3/memories/search/", body);

  it("ranks what the filter finds, in Mem0's words", async () => {
    const { status, body } = await search({ query: "Does Ann drink coffee?", filters: { user_id: "ann" } });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      results: [
        {
          id: ids[3],
          memory: "Drinks 🍵 and coffee",
          run_id: "r-1",
          categories: ["food_preferences", "health"],
        },
      ],
    });
    expect(JSON.stringify(body)).not.toContain("session_id");
  });

  it("takes all that Mem0's clients send, and narrows by what narrows", async () => {
    const scores = async (options: object) =>
      (
        (await search({ query: "trial", filters: { user_id: "ann" }, ...options })).body as {
          results: { score: number }[];
        }
      ).results.map(({ score }) => score);
    expect(await scores({})).toEqual([1]);
    expect(
      await scores({
        output_format: "v1.1",
        rerank: true,
        keyword_search: true,
        source: "X",
        reference_date: 0,
      }),
    ).toEqual([1]);
    expect(await scores({ show_expired: true })).toEqual([1, 1]);
    expect(await scores({ show_expired: true, top_k: 1 })).toEqual([1]);
    expect(await scores({ categories: ["health"] })).toEqual([]);
    expect(await scores({ query: "coffee", metadata: { source: "email" } })).toEqual([1]);
    expect(await scores({ query: "coffee", metadata: { source: "call" } })).toEqual([]);
    expect(await scores({ query: "owns", latest_only: true })).toEqual([1]);
    // A filter on keywords is a 500 at Mem0.
    expect(await scores({ filters: { user_id: "ann", keywords: { icontains: "today" } } })).toEqual([1]);
    expect(await scores({ query: "trial boat", threshold: 0.9 })).toEqual([]);
    expect(await scores({ query: "☕" })).toEqual([]);
  });

  it("answers the fields that are asked for", async () => {
    const { body } = await search({ query: "coffee", filters: { user_id: "ann" }, fields: ["id", "score"] });
    expect(body).toEqual({ results: [{ id: ids[3], score: 1 }] });
  });

  it.each([
    [{ filters: { user_id: "ann" } }, "query: "],
    [{ query: "  ", filters: { user_id: "ann" } }, "Invalid query: cannot be empty"],
    [{ query: "a" }, "One of the filters: app_id, user_id, agent_id, run_id is required!"],
    [{ query: "a", filters: { categories: { in: ["x"] } } }, "One of the filters: "],
    [{ query: "a", filters: { user_id: "ann" }, agent_id: "x" }, "Top-level entity parameters [agent_id]"],
    [{ query: "a", filters: { user_id: "ann" }, top_k: 1001 }, "top_k: "],
    [{ query: "a", filters: { user_id: "ann" }, threshold: 1.1 }, "threshold: "],
    [{ query: "a", filters: { user_id: "ann" }, metadata: { a: { b: 1 } } }, "A metadata value is"],
    [{ query: "a", filters: { user_id: "ann" }, "run-id": "r" }, 'There is no field "run-id"'],
  ])("refuses %j", async (body, error) => {
    const answer = await search(body);
    expect(answer.status).toBe(400);
    expect((answer.body as { error: string }).error.slice(0, error.length)).toBe(error);
  });

  it("answers a bare list in version 2", async () => {
    const body = { query: "coffee", filters: { user_id: "ann" }, version: "v2" };
    expect((await ask("POST", "/v2/memories/search/", body)).body).toMatchObject([{ id: ids[3] }]);
  });
});

describe("GET /v1/entities/", () => {
  it("lists every entity with its kind, page by page", async () => {
    const { body } = await ask("GET", "/v1/entities/");
    expect(body).toMatchObject({
      count: 5,
      total_users: 2,
      total_agents: 1,
      total_apps: 1,
      total_runs: 1,
      next: null,
      results: [
        { type: "user", name: "ann", total_memories: 5 },
        { type: "user", name: "many", total_memories: 250 },
        { type: "agent", name: "barista", total_memories: 2 },
        { type: "app", name: "café/ü", total_memories: 1 },
        { type: "run", name: "r-1", total_memories: 1 },
      ],
    });
    expect((await ask("GET", "/v1/entities/?page=2&page_size=2")).body).toMatchObject({
      count: 5,
      previous: "https://lethe.test/v1/entities/?page=1&page_size=2",
      results: [{ name: "barista" }, { name: "café/ü" }],
    });
    expect((await ask("GET", "/v1/entities/?page=9")).body).toMatchObject({ count: 5, results: [] });
  });
});

describe("POST /v2/memories/", () => {
  it("answers a bare list, and its own refusal", async () => {
    const { status, body } = await ask("POST", "/v2/memories/", { filters: { user_id: "ann" } });
    expect(status).toBe(200);
    expect(body).toHaveLength(4);
    expect(await ask("POST", "/v2/memories/", { filters: {} })).toMatchObject({
      status: 400,
      body: { message: "One of the filters: app_id, user_id, agent_id, run_id is required!" },
    });
    expect(await ask("POST", "/v2/memories/", { filters: { bogus: 1 } })).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/^Top-level key/) as string },
    });
  });
});

describe("an ID in the query of what takes IDs in its body", () => {
  it.each([
    ["/v1/memories/search/", { query: "coffee", agent_id: "barista" }],
    ["/v2/memories/search/", { query: "coffee", filters: { agent_id: "barista" } }],
    ["/v2/memories/", { agent_id: "barista" }],
    ["/v3/memories/", { filters: { agent_id: "barista" } }],
    ["/v1/exports/", { schema: {}, agent_id: "barista" }],
    ["/v1/summary/", { filters: { agent_id: "barista" } }],
  ])("is refused by POST %s, as it would not narrow what is meant", async (path, body) => {
    const answer = await ask("POST", `${path}?user_id=ann`, body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain("[user_id] are not");
  });
});

describe("the searches of clients before 2026", () => {
  const searchV1 = (body: object) => ask("POST", "/v1/memories/search/", body);

  it("take the IDs beside the query, and answer a list", async () => {
    const answer = await searchV1({ query: "coffee", user_id: "ann", version: "v1", org_id: "lethe" });
    expect(answer).toMatchObject({ status: 200, body: [{ memory: "Drinks 🍵 and coffee", user_id: "ann" }] });
    const inObject = await searchV1({
      query: "coffee",
      user_id: "ann",
      output_format: "v1.1",
      metadata: null,
    });
    expect(inObject.body).toEqual({ results: answer.body, relations: [] });
    expect(await ask("POST", "/v2/memories/search/", { query: "coffee", user_id: "ann" })).toMatchObject({
      status: 200,
      body: [{ user_id: "ann" }],
    });
  });

  it("narrow by IDs and filters together, in lists too", async () => {
    const filters = { agent_id: "nobody" };
    expect(await searchV1({ query: "coffee", user_id: "ann", filters })).toMatchObject({ body: [] });
    expect(await ask("POST", "/v2/memories/", { user_id: "ann", filters })).toMatchObject({ body: [] });
    expect((await ask("POST", "/v2/memories/", { user_id: "ann", filters: {} })).body).toHaveLength(4);
    // Under the filter alone, others would be found.
    expect(
      (await ask("POST", "/v2/memories/", { user_id: "ann", filters: { user_id: "*" } })).body,
    ).toHaveLength(4);
  });

  it("refuse what names no entity", async () => {
    for (const body of [{}, { filters: {} }, { filters: { NOT: [{ user_id: "ann" }] } }, { user_id: null }]) {
      const message = "One of the filters: app_id, user_id, agent_id, run_id is required!";
      expect(await searchV1({ query: "coffee", ...body })).toMatchObject({ status: 400, body: { message } });
    }
    expect(await searchV1({ query: "coffee", user_id: "ann", filters: { bogus: 1 } })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining("Top-level key") as string },
    });
    expect(await searchV1({ query: "coffee", user_id: "" })).toMatchObject({ status: 400 });
  });
});

describe("GET /v1/memories/", () => {
  const get = (query: string) => ask("GET", `/v1/memories/${query}`);

  it("lists by what the query says, narrowed by all of it", async () => {
    expect((await get("?user_id=ann")).body).toHaveLength(4);
    expect((await get("?user_id=ann&agent_id=barista")).body).toHaveLength(1);
    expect((await get("?user_id=*&limit=3")).body).toHaveLength(3);
    // Four wildcards want four values here; only a deletion takes them for everything.
    expect((await get("?user_id=*&agent_id=*&app_id=*&run_id=*")).body).toHaveLength(1);
    const metadata = encodeURIComponent(JSON.stringify({ source: "email" }));
    expect((await get(`?user_id=ann&metadata=${metadata}`)).body).toHaveLength(1);
    expect((await get("?user_id=ann&categories=health&categories=x")).body).toHaveLength(1);
    expect((await get("?user_id=ann&categories=health,x&fields=id,memory")).body).toEqual([
      { id: ids[3], memory: "Drinks 🍵 and coffee" },
    ]);
  });

  it("wraps a page in an envelope when both numbers are given", async () => {
    expect((await get("?user_id=many&page=2&page_size=100")).body).toMatchObject({ count: 250 });
    expect((await get("?user_id=many&page=2")).body).toHaveLength(100);
    expect(await get("?user_id=many&page=9&page_size=100")).toMatchObject({
      status: 404,
      body: { detail: "Invalid page." },
    });
  });

  it.each([
    ["", ["One of the filters: app_id, user_id, agent_id, run_id is required!"]],
    ["?metadata=%7B%22a%22%3A1%7D", ["One of the filters: app_id, user_id, agent_id, run_id is required!"]],
    ["?user_id=ann&limit=201", { error: "limit must be <= 200" }],
    ["?user_id=&agent_id=barista", { error: "An entity ID is empty. Leave it out, or give it a value." }],
    ["?user_id=ann&user_id=bob", { error: "user_id: Invalid input: expected string, received array" }],
    ["?user_id=ann&agentId=b", { error: 'There is no field "agentId": it is written "agent_id".' }],
    [
      "?user_id=ann&metadata=[object%20Object]",
      {
        error:
          'metadata must be a JSON string such as {"source": "email"}. In JavaScript: JSON.stringify(…).',
      },
    ],
  ])("refuses %s", async (query, body) => {
    expect(await get(query)).toMatchObject({ status: 400, body });
  });
});

describe("GET /v1/memories/{id}/", () => {
  it("answers one memory, expired and superseded ones too", async () => {
    expect(await ask("GET", `/v1/memories/${ids[0] ?? ""}/`)).toMatchObject({
      status: 200,
      body: { memory: "Owns a Subaru", replaced_by: replaced, lifecycle_state: "superseded" },
    });
    expect(await ask("GET", `/v1/memories/${ids[1]?.toUpperCase() ?? ""}`)).toMatchObject({
      status: 200,
      body: { id: ids[1] },
    });
  });

  it("says that an id is none, or names nothing", async () => {
    expect(await ask("GET", "/v1/memories/nonsense/")).toMatchObject({
      status: 400,
      body: { error: "memory_id should be a valid UUID" },
    });
    expect(await ask("GET", `/v1/memories/${randomUUID()}/`)).toMatchObject({
      status: 404,
      body: { error: "Memory not found!" },
    });
  });
});

describe("GET /v1/memories/{id}/history/", () => {
  it("tells the versions, oldest first", async () => {
    const [id] = await insertMemories(test.database(), [
      { memory: "Lives in Rome", userId: "versions", createdAt: at(1) },
    ]);
    if (id === undefined) throw new Error("Nothing was stored.");
    await test
      .database()
      .insert(memoryVersions)
      .values({
        memoryId: id,
        oldMemory: "Lives in Oslo",
        newMemory: "Lives in Rome",
        changedAt: at(2),
      });
    const { status, body } = await ask("GET", `/v1/memories/${id}/history/`);
    expect(status).toBe(200);
    expect(body).toMatchObject([
      { memory_id: id, event: "ADD", old_memory: null, new_memory: "Lives in Oslo", input: [] },
      { memory_id: id, event: "UPDATE", old_memory: "Lives in Oslo", new_memory: "Lives in Rome" },
    ]);
    const entryIds = (body as { id: string }[]).map((entry) => entry.id);
    expect(new Set(entryIds).size).toBe(2);
    const again = await ask("GET", `/v1/memories/${id}/history/`);
    expect(again.body).toEqual(body);
  });

  it("is empty for a memory that is not there", async () => {
    expect(await ask("GET", `/v1/memories/${randomUUID()}/history/`)).toMatchObject({
      status: 200,
      body: [],
    });
  });
});
