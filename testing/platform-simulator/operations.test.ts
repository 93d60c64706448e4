import { describe, expect, it } from "vitest";
import { seedExample } from "./seed-example";
import { useSimulators, type SimulatorFixture } from "./simulator-fixture";

const start = useSimulators();
const absentId = "3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34";

type Listed = { count: number; next: string | null; previous: string | null; results: { id: string }[] };

const list = async (simulator: SimulatorFixture, body: object, query = ""): Promise<Listed> => {
  const { status, body: answer } = await simulator.call("POST", `/v3/memories/${query}`, body);
  expect(status).toBe(200);
  return answer as Listed;
};
const listedIds = async (simulator: SimulatorFixture, body: object, query?: string) =>
  (await list(simulator, body, query)).results.map(({ id }) => id);

describe("reading", () => {
  it("says whose key it is, and refuses any other", async () => {
    const simulator = await start();
    expect(await simulator.call("GET", "/v1/ping/")).toMatchObject({
      status: 200,
      body: { status: "ok", project_id: "proj_simulated" },
    });
    const stranger = await fetch(`${simulator.url}/v1/ping/`, { headers: { authorization: "Token wrong" } });
    expect(stranger.status).toBe(401);
    expect(JSON.stringify(await stranger.json())).toContain('{"detail":"Invalid API key. ');
    expect(await simulator.call("GET", "/v1/ping")).toMatchObject({ status: 404 });
    expect(await simulator.call("PATCH", "/v1/ping/")).toMatchObject({ status: 405 });
  });

  it("lists pages, newest first, by offset", async () => {
    const simulator = await start();
    const ids = simulator.seed(5, { userId: "ada" });
    simulator.seed(3, { userId: "bea" });
    const filters = { user_id: "ada" };
    const first = await list(simulator, { filters }, "?page=1&page_size=2");
    expect(first).toMatchObject({
      count: 5,
      next: `${simulator.url}/v3/memories/?page=2&page_size=2`,
      previous: null,
    });
    expect(first.results.map(({ id }) => id)).toEqual([ids[4], ids[3]]);
    // The trap of offset pages: what is deleted before a page moves what is left out of its reach.
    await simulator.call("DELETE", "/v1/batch/", {
      memories: [ids[4], ids[3]].map((id) => ({ memory_id: id })),
    });
    expect(await listedIds(simulator, { filters }, "?page=2&page_size=2")).toEqual([ids[0]]);
    expect(await simulator.call("POST", "/v3/memories/?page=3&page_size=2", { filters })).toEqual(
      expect.objectContaining({ status: 404, body: { detail: "Invalid page." } }),
    );
  });

  it("refuses pages above 200, entities at the top level, and lists without an entity", async () => {
    const simulator = await start();
    const filters = { user_id: "ada" };
    const status = async (path: string, body: object) => (await simulator.call("POST", path, body)).status;
    expect(await status("/v3/memories/?page_size=200", { filters })).toBe(200);
    expect(await status("/v3/memories/?page_size=201", { filters })).toBe(400);
    expect(await status("/v3/memories/", { filters, user_id: "ada" })).toBe(400);
    expect(await status("/v3/memories/", { filters: {} })).toBe(400);
    expect(await status("/v3/memories/", {})).toBe(400);
    expect(await status("/v3/memories/search/", { query: "tea", filters: {} })).toBe(400);
    expect(await status("/v3/memories/search/", { query: "", filters })).toBe(400);
    expect(await status("/v3/memories/search/", { query: "tea", filters, top_k: 1001 })).toBe(400);
  });

  it("hides what default reads hide, and shows it on request", async () => {
    const simulator = await start();
    const { expired, superseded, merged } = seedExample(simulator, 0);
    const shown = async (switches: object) =>
      new Set(await listedIds(simulator, { filters: { user_id: "*" }, ...switches }, "?page_size=200"));
    const byDefault = await shown({});
    expect(expired.some((id) => byDefault.has(id))).toBe(false);
    expect(merged.some((id) => byDefault.has(id))).toBe(false);
    expect(superseded.every((id) => byDefault.has(id))).toBe(true);
    expect((await shown({ show_expired: true })).size).toBe(byDefault.size + expired.length);
    expect((await shown({ include_merged: true })).size).toBe(byDefault.size + merged.length);
    expect((await shown({ latest_only: true })).size).toBe(byDefault.size - superseded.length);
  });

  it("names the run session_id in lists and run_id in search", async () => {
    const simulator = await start();
    const [id = ""] = simulator.seed(1, { userId: "ada", runId: "r1", text: "Keeps bees on the roof" });
    const filters = { run_id: "r1" };
    const listed = await list(simulator, { filters });
    expect(listed.results[0]).toMatchObject({ session_id: "r1" });
    expect(listed.results[0]).not.toHaveProperty("run_id");
    const found = await simulator.call("POST", "/v3/memories/search/", { query: "bees roof tent", filters });
    expect(found.body).toMatchObject({ results: [{ id, run_id: "r1", score: 2 / 3 }] });
    expect(await simulator.call("GET", `/v1/memories/${id}/`)).toMatchObject({
      body: { id, session_id: "r1", lifecycle_state: "active", synthesized: false, expiration_date: null },
    });
    const old = await simulator.call("POST", "/v2/memories/", { filters, fields: ["id"] });
    expect(old.body).toEqual([{ id }]);
  });

  it("says of an unknown memory what the contract says", async () => {
    const simulator = await start();
    for (const method of ["GET", "DELETE"]) {
      expect(await simulator.call(method, "/v1/memories/17/")).toMatchObject({
        status: 400,
        body: { error: "memory_id should be a valid UUID" },
      });
      expect(await simulator.call(method, `/v1/memories/${absentId}/`)).toMatchObject({
        status: 404,
        body: { error: "Memory not found!" },
      });
    }
    expect((await simulator.call("GET", `/v1/event/${absentId}/`)).status).toBe(404);
  });
});

describe("writing", () => {
  it("stores messages as they are, changes them and tells their history", async () => {
    const simulator = await start();
    const added = await simulator.call("POST", "/v3/memories/add/", {
      messages: [
        { role: "user", content: "Sleeps with the window open" },
        { role: "system", content: "Be brief" },
      ],
      user_id: "ada",
      infer: false,
    });
    expect(added.body).toMatchObject({
      status: "SUCCEEDED",
      results: [{ event: "ADD", data: { memory: "Sleeps with the window open" } }],
    });
    const [id = ""] = simulator.memories.ids({ user_id: "ada" });
    await simulator.call("PUT", `/v1/memories/${id}/`, { text: "Sleeps with the window shut" });
    await simulator.call("PUT", "/v1/batch/", { memories: [{ memory_id: id, metadata: { room: 2 } }] });
    expect(simulator.memories.get(id)).toMatchObject({
      text: "Sleeps with the window shut",
      metadata: { room: 2 },
    });
    expect((await simulator.call("GET", `/v1/memories/${id}/history/`)).body).toMatchObject([
      { event: "ADD", old_memory: null, new_memory: "Sleeps with the window open" },
      {
        event: "UPDATE",
        old_memory: "Sleeps with the window open",
        new_memory: "Sleeps with the window shut",
      },
    ]);
  });

  it("refuses messages without an entity, and changes of what is immutable", async () => {
    const simulator = await start();
    const [id = ""] = simulator.seed(1, { userId: "ada", isImmutable: true });
    const messages = [{ role: "user", content: "Left-handed" }];
    expect(await simulator.call("POST", "/v3/memories/add/", { messages, infer: false })).toMatchObject({
      status: 400,
      body: { error: "400 Bad Request", details: {} },
    });
    expect((await simulator.call("PUT", `/v1/memories/${id}/`, { text: "Other" })).status).toBe(400);
    expect((await simulator.call("DELETE", `/v1/memories/${id}/`)).status).toBe(200);
  });
});

describe("deleting", () => {
  it("takes one memory, and with delete_linked the older ones it superseded", async () => {
    const simulator = await start();
    const { superseded } = seedExample(simulator, 0);
    const [older = ""] = superseded;
    const current = simulator.memories.get(older)?.replacedBy ?? "";
    const latest = { filters: { user_id: "*" }, latest_only: true };
    expect(await listedIds(simulator, latest)).not.toContain(older);
    expect((await simulator.call("DELETE", `/v1/memories/${current}/`)).body).toEqual({
      message: "Memory deleted successfully!",
    });
    // Without the newest, the older one resurfaces.
    expect(await listedIds(simulator, latest)).toContain(older);
    expect((await simulator.call("DELETE", `/v1/memories/${older}/?delete_linked=true`)).body).toEqual({
      message: "Memory deleted successfully!",
      cascade_count: 1,
    });
    expect(superseded.some((id) => simulator.memories.has(id))).toBe(false);
    expect((await simulator.call("GET", `/v1/memories/${older}/history/`)).body).toEqual([]);
  });

  it("takes batches of at most 1,000, and only counts", async () => {
    const simulator = await start();
    const ids = simulator.seed(1001, { userId: "ada" });
    const batch = (some: readonly string[]) =>
      simulator.call("DELETE", "/v1/batch/", { memories: some.map((id) => ({ memory_id: id })) });
    expect(await batch(ids)).toMatchObject({
      status: 400,
      body: { error: "Maximum of 1000 memories can be deleted in a single request" },
    });
    expect((await batch(ids.slice(1))).body).toEqual({ message: "Successfully deleted 1000 memories" });
    expect((await batch([absentId, ids[0] ?? ""])).body).toEqual({
      message: "Successfully deleted 1 memories",
    });
    expect((await batch(["17"])).status).toBe(400);
    expect(simulator.memories.count()).toBe(0);
    expect(simulator.requests.map(({ operation, status }) => `${operation} ${status}`)).toEqual([
      "batch-delete 400",
      "batch-delete 200",
      "batch-delete 200",
      "batch-delete 400",
    ]);
  });

  it("takes all of a filter in an event, and nothing without a filter", async () => {
    const simulator = await start({ faults: { events: { pendingMs: 1000, runningMs: 1000 } } });
    simulator.seed(10, { userId: "ada" });
    simulator.seed(4, { userId: "bea", metadata: { source: "chat" } });
    for (const query of ["", "?user_id=", "?metadata=[object Object]"]) {
      expect((await simulator.call("DELETE", `/v1/memories/${query}`)).status).toBe(400);
    }
    expect((await simulator.call("DELETE", "/v1/memories/")).body).toEqual([
      "One of the filters: app_id, user_id, agent_id, run_id is required!",
    ]);
    const { body } = await simulator.call("DELETE", "/v1/memories/?user_id=ada");
    const { event_id } = body as { event_id: string };
    expect(body).toEqual({ message: "Delete in progress. This may take some time.", event_id });
    const status = async () =>
      ((await simulator.call("GET", `/v1/event/${event_id}/`)).body as { status: string }).status;
    expect([await status(), simulator.memories.count({ user_id: "ada" })]).toEqual(["PENDING", 10]);
    simulator.pass(1000);
    expect([await status(), simulator.memories.count({ user_id: "ada" })]).toEqual(["RUNNING", 5]);
    simulator.pass(1000);
    expect([await status(), simulator.memories.count({ user_id: "ada" })]).toEqual(["SUCCEEDED", 0]);
    expect((await simulator.call("GET", "/v1/events/")).body).toMatchObject({
      count: 1,
      results: [{ id: event_id, event_type: "DELETE_ALL", latency: 2000 }],
    });
    expect(simulator.memories.count()).toBe(4);
    const metadata = encodeURIComponent(JSON.stringify({ source: "chat" }));
    await simulator.call("DELETE", `/v1/memories/?user_id=bea&metadata=${metadata}`);
    simulator.pass(2000);
    expect(simulator.memories.count()).toBe(0);
  });

  it("takes with a wildcard what names such an entity, and everything only with all four", async () => {
    const simulator = await start();
    simulator.seed(2, { userId: "ada" });
    simulator.seed(3, { agentId: "scribe" });
    await simulator.call("DELETE", "/v1/memories/?user_id=*&agent_id=*&app_id=*");
    expect(simulator.memories.count()).toBe(5);
    await simulator.call("DELETE", "/v1/memories/?user_id=*");
    expect(simulator.memories.count()).toBe(3);
    await simulator.call("DELETE", "/v1/memories/?user_id=*&agent_id=*&app_id=*&run_id=*");
    expect(simulator.memories.count()).toBe(0);
  });

  it("takes an entity with its memories; deleting the memories leaves the entity", async () => {
    const simulator = await start();
    simulator.seed(2, { userId: "a/da & co", appId: "desk" });
    const entities = async () =>
      ((await simulator.call("GET", "/v1/entities/")).body as { results: { name: string }[] }).results.map(
        ({ name }) => name,
      );
    expect((await simulator.call("GET", "/v1/entities/?page_size=1")).body).toMatchObject({
      count: 2,
      next: `${simulator.url}/v1/entities/?page_size=1&page=2`,
      total_users: 1,
      total_apps: 1,
      total_runs: 0,
      results: [{ type: "user" }],
    });
    expect(await simulator.call("DELETE", "/v2/entities/memory/x/")).toMatchObject({
      status: 400,
      body: { message: "Invalid entity type" },
    });
    await simulator.call("DELETE", "/v1/memories/?app_id=desk");
    expect([simulator.memories.count(), await entities()]).toEqual([0, ["a/da & co", "desk"]]);
    await simulator.call("DELETE", `/v2/entities/user/${encodeURIComponent("a/da & co")}/`);
    expect(await entities()).toEqual(["desk"]);
  });
});

describe("seeding", () => {
  it("gives the same memories every time", async () => {
    const [one, other] = [await start(), await start()];
    expect(one.seed(100, { userId: "ada" })).toEqual(other.seed(100, { userId: "ada" }));
    const [id = ""] = one.memories.ids();
    expect(one.memories.get(id)).toEqual(other.memories.get(id));
    const answered = await one.call("GET", `/v1/memories/${one.memories.ids()[1] ?? ""}/`);
    expect(answered.body).toMatchObject({ created_at: "2024-03-01T01:00:37.000457-07:00" });
  });
});
