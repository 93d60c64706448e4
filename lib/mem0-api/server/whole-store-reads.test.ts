import { beforeAll, describe, expect, it } from "vitest";
import { apiFor } from "@/testing/mem0-api/api-fixtures";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import type { MemoryId } from "@/lib/memories/types";

// What is read of all memories, or of one entity: statistics, versions, entities and their filters.

const test = useTestDatabase();
const ask = apiFor(() => test.context("admin"));
const at = (day: number) => new Date(Date.UTC(2026, 0, day, 12));
let [moved, tea]: (MemoryId | undefined)[] = [];

beforeAll(async () => {
  [moved, tea] = await insertMemories(test.database(), [
    { memory: "Lives in Rome", userId: "ann", agentId: "bot", createdAt: at(1), categories: ["places"] },
    {
      memory: "Drinks tea",
      userId: "ann",
      createdAt: at(2),
      updatedAt: at(2),
      categories: ["food", "places"],
    },
    { memory: "On trial", userId: "ann", createdAt: at(3), updatedAt: at(3), expirationDate: "2026-01-04" },
    { memory: "Called the star", userId: "*", runId: "a/b", createdAt: at(4), updatedAt: at(4) },
  ]);
  for (const text of ["Lives in Paris", "Lives in Lisbon"]) {
    expect(await ask("PUT", `/v1/memories/${moved ?? ""}/`, { text })).toMatchObject({ status: 200 });
  }
});

describe("GET /v1/memories/{entity_type}/{entity_id}/", () => {
  it("lists what one entity has, newest first, without the expired", async () => {
    const { body } = await ask("GET", "/v1/memories/user/ann/");
    expect(body).toMatchObject({
      count: 2,
      next: null,
      results: [
        { memory: "Drinks tea", is_updated: false, input: [], categories: ["food", "places"] },
        { memory: "Lives in Lisbon", is_updated: true },
      ],
    });
  });

  it("takes an ID literally", async () => {
    expect((await ask("GET", "/v1/memories/user/*/")).body).toMatchObject({ count: 1 });
    expect((await ask("GET", "/v1/memories/run/a%2Fb/")).body).toMatchObject({ count: 1 });
    expect((await ask("GET", "/v1/memories/agent/nobody/")).body).toMatchObject({ count: 0, results: [] });
  });

  it("goes on in pages of a hundred", async () => {
    await insertMemories(
      test.database(),
      Array.from({ length: 150 }, (_, n) => ({ memory: `Fact ${n}`, userId: null, appId: "many" })),
    );
    const { body } = await ask("GET", "/v1/memories/app/many/");
    expect(body).toMatchObject({ count: 150, next: "https://lethe.test/v1/memories/app/many/?page=2" });
    const second = await ask("GET", "/v1/memories/app/many/?page=2");
    expect((second.body as { results: unknown[] }).results).toHaveLength(50);
    expect(await ask("GET", "/v1/memories/app/many/?page=3")).toMatchObject({
      status: 404,
      body: { detail: "Invalid page." },
    });
  });

  it("refuses another type", async () => {
    expect(await ask("GET", "/v1/memories/team/ann/")).toMatchObject({
      status: 400,
      body: { error: "Invalid entity type" },
    });
  });
});

describe("GET /v1/memories/events/", () => {
  type Entry = {
    id: string;
    memory_id: string;
    old_memory: string | null;
    new_memory: string;
    event: string;
  };
  const entries = async (query: string) => {
    const { status, body } = await ask("GET", `/v1/memories/events/${query}`);
    expect(status).toBe(200);
    return body as { count: number; next: string | null; results: Entry[] };
  };

  it("lists the versions of all memories, newest first", async () => {
    const { results } = await entries("?limit=200");
    const ofSome = results.filter(({ memory_id }) => memory_id === moved || memory_id === tea);
    expect(ofSome).toMatchObject([
      { event: "UPDATE", old_memory: "Lives in Paris", new_memory: "Lives in Lisbon" },
      { event: "UPDATE", old_memory: "Lives in Rome", new_memory: "Lives in Paris" },
      { event: "ADD", old_memory: null, new_memory: "Drinks tea" },
      { event: "ADD", old_memory: null, new_memory: "Lives in Rome" },
    ]);
  });

  it("has the entries of each memory's own history, by the same IDs", async () => {
    const own = (await ask("GET", `/v1/memories/${moved ?? ""}/history/`)).body as Entry[];
    const { results } = await entries("?limit=200");
    expect(results.filter(({ memory_id }) => memory_id === moved)).toEqual(own.toReversed());
  });

  it("leaves nothing out and repeats nothing from page to page", async () => {
    const whole = await entries("?limit=200");
    expect(whole.results).toHaveLength(whole.count);
    const paged: Entry[] = [];
    for (let page = 1; page <= Math.ceil(whole.count / 7); page++) {
      paged.push(...(await entries(`?limit=7&page=${page}`)).results);
    }
    expect(paged).toEqual(whole.results);
    expect((await entries("?limit=7")).next).toBe("https://lethe.test/v1/memories/events/?limit=7&page=2");
  });

  it("says that a page is not there", async () => {
    expect(await ask("GET", "/v1/memories/events/?page=1000")).toMatchObject({
      status: 404,
      body: { detail: "Invalid page." },
    });
  });
});

describe("GET /v1/stats/", () => {
  it("counts what is stored, and does not guess what was never recorded", async () => {
    await ask("POST", "/v3/memories/add/", {
      messages: [{ role: "user", content: "Owns a cat" }],
      infer: false,
      user_id: "bob",
    });
    const memories = await test.database().execute("select count(*)::int as count from memories");
    expect((await ask("GET", "/v1/stats/")).body).toMatchObject({
      total_memories: memories.rows[0]?.["count"],
      total_add_events: 1,
      total_users_with_memories: 3,
      total_agents_with_memories: 1,
      total_runs_with_memories: 1,
      memories_per_user: 2,
      memories_per_agent: 1,
      total_retrieval_events: null,
    });
  });
});

describe("GET /v2/entities/{entity_type}/{entity_id}/", () => {
  it("answers a list of the one", async () => {
    expect((await ask("GET", "/v2/entities/user/ann/")).body).toMatchObject([
      { id: "user:ann", name: "ann", type: "user", total_memories: 3, created_at: at(1).toISOString() },
    ]);
    const listed = (await ask("GET", "/v1/entities/")).body as { results: { id: string }[] };
    const [ann] = (await ask("GET", "/v2/entities/user/ann/")).body as object[];
    expect(listed.results.find(({ id }) => id === "user:ann")).toEqual(ann);
  });

  it("answers an empty list for whom no memory names, and refuses another type", async () => {
    expect(await ask("GET", "/v2/entities/user/nobody/")).toMatchObject({ status: 200, body: [] });
    expect(await ask("GET", "/v2/entities/team/ann/")).toMatchObject({
      status: 400,
      body: { message: "Invalid entity type" },
    });
  });
});

describe("GET /v1/entities/filters/", () => {
  it("names users, categories and the fields of filters", async () => {
    const { body } = await ask("GET", "/v1/entities/filters/");
    expect(body).toMatchObject({ event_type: ["ADD", "DELETE"], categories: ["food", "places"] });
    expect((body as { users: string[] }).users).toEqual(expect.arrayContaining(["*", "ann"]));
    expect((body as { parameters: object[] }).parameters).toContainEqual({
      name: "user_id",
      label: "User",
      type: "text",
      placeholder: "alice",
      options: [],
    });
  });
});

describe("GET /v1/entities/", () => {
  it("lists all of them where no page is asked for, as clients delete what they find there", async () => {
    await insertMemories(
      test.database(),
      Array.from({ length: 250 }, (_, n) => ({ userId: null, runId: `run-${n}` })),
    );
    const whole = (await ask("GET", "/v1/entities/")).body as { count: number; results: object[] };
    expect(whole).toMatchObject({ next: null, previous: null });
    expect(whole.results).toHaveLength(whole.count);
    expect(whole.count).toBeGreaterThan(250);
    const first = (await ask("GET", "/v1/entities/?page=1")).body as { results: object[] };
    expect(first.results).toEqual(whole.results.slice(0, 100));
  });

  it("says where it goes on beyond ten thousand", async () => {
    await insertMemories(
      test.database(),
      Array.from({ length: 10_001 }, (_, n) => ({ userId: null, runId: `many-${n}` })),
    );
    const { body } = await ask("GET", "/v1/entities/");
    const { next, results } = body as { next: string; results: object[] };
    expect(results).toHaveLength(10_000);
    const rest = (await ask("GET", next.replace("https://lethe.test", ""))).body as { results: object[] };
    expect(rest.results.length).toBeGreaterThan(0);
    expect(results).not.toContainEqual(rest.results[0]);
  });
});
