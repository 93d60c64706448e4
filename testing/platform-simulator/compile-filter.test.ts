import { describe, expect, it } from "vitest";
import { useSimulators, type SimulatorFixture } from "./simulator-fixture";

const start = useSimulators();

const seeded = async () => {
  const simulator = await start();
  const one = (input: Parameters<SimulatorFixture["seed"]>[1]) => simulator.seed(1, input)[0] ?? "";
  const names = new Map([
    [
      one({
        userId: "ada",
        text: "Drinks Assam tea",
        categories: ["Food"],
        metadata: { city: "Riga", tags: ["x"] },
        createdFrom: new Date("2026-01-10T00:00:00Z"),
      }),
      "tea",
    ],
    [
      one({
        userId: "ada",
        agentId: "scribe",
        text: "Owns a kayak",
        categories: ["sport", "travel"],
        metadata: { city: "Oslo", level: 2 },
        createdFrom: new Date("2026-02-10T00:00:00.123Z"),
        expirationDate: "2026-12-31",
      }),
      "kayak",
    ],
    [
      one({
        agentId: "scribe",
        runId: "r1",
        text: "Said that Ada sails",
        categories: [],
        metadata: {},
        createdFrom: new Date("2026-03-10T00:00:00Z"),
      }),
      "sails",
    ],
  ]);
  const ask = (filters: unknown) => simulator.call("POST", "/v3/memories/", { filters });
  const matches = async (filters: unknown) => {
    const { status, body } = await ask(filters);
    expect(body).toHaveProperty("results");
    expect(status).toBe(200);
    return (body as { results: { id: string }[] }).results.map(({ id }) => names.get(id)).sort();
  };
  return { simulator, ask, matches, ids: [...names.keys()] };
};

const everything = { OR: ["user_id", "agent_id", "app_id", "run_id"].map((field) => ({ [field]: "*" })) };
const and = (condition: object) => ({ AND: [everything, condition] });

describe("the Platform's filter language", () => {
  it("matches entities bare, by eq, ne, in and wildcard", async () => {
    const { matches } = await seeded();
    expect(await matches(everything)).toEqual(["kayak", "sails", "tea"]);
    expect(await matches({ user_id: "ada" })).toEqual(["kayak", "tea"]);
    expect(await matches({ user_id: { eq: "ada" }, agent_id: "*" })).toEqual(["kayak"]);
    expect(await matches({ user_id: { in: ["ada", "bea"] } })).toEqual(["kayak", "tea"]);
    // Those without the entity too.
    expect(await matches(and({ user_id: { ne: "ada" } }))).toEqual(["sails"]);
    expect(await matches(and({ agent_id: { ne: "other" } }))).toEqual(["kayak", "sails", "tea"]);
  });

  it("drops an OR beside an AND, silently and unread", async () => {
    const { matches, ask } = await seeded();
    const tea = { keywords: { contains: "tea" } };
    expect(await matches({ AND: [{ user_id: "ada" }], OR: [tea] })).toEqual(["kayak", "tea"]);
    expect(await matches({ AND: [{ user_id: "ada" }, { OR: [tea] }] })).toEqual(["tea"]);
    expect(await matches({ user_id: "ada", OR: [tea] })).toEqual(["tea"]);
    expect((await ask({ AND: [tea], OR: [{ user_id: "ada" }] })).status).toBe(400);
  });

  it("nests, and negates", async () => {
    const { matches } = await seeded();
    const inverse = { NOT: [{ OR: [{ user_id: "ada", agent_id: "scribe" }, { run_id: "r1" }] }] };
    expect(await matches(and(inverse))).toEqual(["tea"]);
    expect(await matches(and({ NOT: { categories: { in: ["sport"] } } }))).toEqual(["sails", "tea"]);
  });

  it("compares instants, with their microseconds", async () => {
    const { matches } = await seeded();
    expect(await matches(and({ created_at: { gte: "2026-02-01", lt: "2026-03-01T00:00:00Z" } }))).toEqual([
      "kayak",
    ]);
    expect(await matches(and({ created_at: "2026-02-10T01:00:00.123000+01:00" }))).toEqual(["kayak"]);
    expect(await matches(and({ timestamp: { gt: "2026-02-10T00:00:00.122999Z" } }))).toEqual([
      "kayak",
      "sails",
    ]);
    expect(await matches(and({ expiration_date: { lte: "2026-12-31" } }))).toEqual(["kayak"]);
    expect(await matches(and({ updated_at: { in: ["2026-01-10"] } }))).toEqual(["tea"]);
  });

  it("matches categories, metadata, words and ids", async () => {
    const { matches, ids } = await seeded();
    expect(await matches(and({ categories: { in: ["food"] } }))).toEqual([]);
    expect(await matches(and({ categories: { contains: "food" } }))).toEqual(["tea"]);
    expect(await matches(and({ metadata: { city: "Oslo", level: { eq: 2 } } }))).toEqual(["kayak"]);
    expect(await matches(and({ metadata: { city: { ne: "Oslo" } } }))).toEqual(["sails", "tea"]);
    expect(await matches(and({ metadata: { tags: { contains: "x" } } }))).toEqual(["tea"]);
    expect(await matches(and({ keywords: { contains: "assam" } }))).toEqual([]);
    expect(await matches(and({ keywords: { icontains: "assam" } }))).toEqual(["tea"]);
    expect(await matches(and({ memory_ids: ids.slice(0, 1) }))).toEqual(["tea"]);
    expect(await matches(and({ memory_ids: { in: ids.slice(1) } }))).toEqual(["kayak", "sails"]);
  });

  it("refuses what the Platform refuses", async () => {
    const { ask, simulator } = await seeded();
    expect(await ask({ user_id: "ada", bogus: 1 })).toMatchObject({
      status: 400,
      body: {
        error:
          "Top-level key must be a logical operator or an allowed field: ['AND', 'OR', 'NOT', 'user_id', 'agent_id', 'app_id', 'run_id', 'created_at', 'updated_at', 'timestamp', 'expiration_date', 'text', 'categories', 'metadata', 'keywords_search', 'memory_ids', 'keywords'].",
      },
    });
    for (const condition of [
      { user_id: { nin: ["ada"] } },
      { created_at: { eq: "2026-01-10" } },
      { created_at: { ">=": "2026-01-10" } },
      { categories: { eq: "food" } },
      { categories: { ne: "food" } },
      { metadata: { level: { gt: 1 } } },
      { metadata: { city: { in: ["Oslo"] } } },
      { AND: [{ nested: 1 }] },
      { text: "tea" },
    ]) {
      expect((await ask(and(condition))).status, JSON.stringify(condition)).toBe(400);
    }
    for (const unscoped of [
      { categories: { in: ["food"] } },
      { user_id: { ne: "ada" } },
      { NOT: [{ user_id: "ada" }] },
    ]) {
      expect((await ask(unscoped)).status, JSON.stringify(unscoped)).toBe(400);
    }
    const filters = and({ keywords: { icontains: "tea" } });
    expect((await simulator.call("POST", "/v3/memories/search/", { query: "tea", filters })).status).toBe(
      500,
    );
  });
});
