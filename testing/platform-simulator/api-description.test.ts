import { describe, expect, it } from "vitest";
import { readApiDescription, responseSchema } from "./api-description";
import { routes } from "./routes";
import { useSimulators, type Called, type SimulatorFixture } from "./simulator-fixture";
import type { OperationName } from "./types";

const start = useSimulators();
const filters = { user_id: "ada" };
const absentId = "3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34";

/** Profiles are newer than the description: what they answer is on the pages that profile-operations.ts names. */
type Described = Exclude<OperationName, "get-profile" | "get-profile-settings">;

type Call = { path: string; body?: unknown };
/** A call that succeeds, of every operation. */
const successes: Record<Described, (simulator: SimulatorFixture, id: string) => Call | Promise<Call>> = {
  ping: () => ({ path: "/v1/ping/" }),
  list: () => ({ path: "/v3/memories/?page_size=2", body: { filters, show_expired: true } }),
  "list-v2": () => ({ path: "/v2/memories/", body: { filters } }),
  search: () => ({ path: "/v3/memories/search/", body: { filters, query: "note", threshold: 0 } }),
  get: (_, id) => ({ path: `/v1/memories/${id}/` }),
  history: async (simulator, id) => {
    await simulator.call("PUT", `/v1/memories/${id}/`, { text: "Changed" });
    simulator.setFault({ historyAfterDelete: "kept" });
    await simulator.call("DELETE", `/v1/memories/${id}/`);
    return { path: `/v1/memories/${id}/history/` };
  },
  add: () => ({
    path: "/v3/memories/add/",
    body: { messages: [{ role: "user", content: "Left-handed" }], user_id: "ada", infer: false },
  }),
  update: (_, id) => ({ path: `/v1/memories/${id}/`, body: { text: "Changed" } }),
  delete: (_, id) => ({ path: `/v1/memories/${id}/?delete_linked=true` }),
  "batch-update": (_, id) => ({
    path: "/v1/batch/",
    body: { memories: [{ memory_id: id, text: "Changed" }] },
  }),
  "batch-delete": (_, id) => ({ path: "/v1/batch/", body: { memories: [{ memory_id: id }] } }),
  "delete-all": () => ({ path: "/v1/memories/?user_id=ada" }),
  "list-entities": () => ({ path: "/v1/entities/" }),
  "delete-entity": () => ({ path: "/v2/entities/user/ada/" }),
  "get-event": async (simulator) => {
    const { body } = await simulator.call("DELETE", "/v1/memories/?user_id=ada");
    return { path: `/v1/event/${(body as { event_id: string }).event_id}/` };
  },
  "list-events": async (simulator) => {
    await simulator.call("DELETE", "/v1/memories/?user_id=ada");
    return { path: "/v1/events/" };
  },
};

/** Calls that fail, with the status that is described for them. */
const failures: { name: OperationName; status: number; path: string; body?: unknown }[] = [
  { name: "list-v2", status: 400, path: "/v2/memories/", body: { filters: {} } },
  { name: "get", status: 400, path: "/v1/memories/17/" },
  { name: "get", status: 404, path: `/v1/memories/${absentId}/` },
  { name: "update", status: 400, path: "/v1/memories/17/", body: { text: "Changed" } },
  { name: "update", status: 404, path: `/v1/memories/${absentId}/`, body: { text: "Changed" } },
  { name: "delete", status: 400, path: "/v1/memories/17/" },
  { name: "delete", status: 404, path: `/v1/memories/${absentId}/` },
  { name: "batch-update", status: 400, path: "/v1/batch/", body: { memories: tooMany() } },
  { name: "batch-delete", status: 400, path: "/v1/batch/", body: { memories: tooMany() } },
  { name: "delete-entity", status: 400, path: "/v2/entities/memory/x/" },
  { name: "get-event", status: 404, path: `/v1/event/${absentId}/` },
  { name: "ping", status: 401, path: "/v1/ping/" },
];

describe("the simulator's answers are as Mem0's API description has them", () => {
  const description = readApiDescription();
  if (description === null) {
    it.skip("not compared, because ../shared/data/mem0-openapi.json is not here", () => undefined);
    return;
  }
  const issuesOf = (name: string, { status, body }: Called) => {
    const { method = "", template = "" } = routes.find((route) => route.name === name) ?? {};
    const schema = responseSchema(description, template, method, status);
    return schema === null ? ["not described"] : (schema.safeParse(body).error?.issues ?? []);
  };

  it.each(Object.entries(successes))("%s succeeds", async (name, call) => {
    const simulator = await start();
    const [id = ""] = simulator.seed(3, { userId: "ada", runId: "r1", expirationDate: "2030-01-31" });
    const { path, body } = await call(simulator, id);
    const method = routes.find((route) => route.name === name)?.method ?? "";
    const called = await simulator.call(method, path, body);
    expect(called.status).toBe(200);
    expect(issuesOf(name, called)).toEqual([]);
  });

  it.each(failures)("$name fails with $status", async ({ name, status, path, body }) => {
    const simulator = await start({ faults: { isKeyRevoked: status === 401 } });
    const method = routes.find((route) => route.name === name)?.method ?? "";
    const called = await simulator.call(method, path, body);
    expect(called.status).toBe(status);
    expect(issuesOf(name, called)).toEqual([]);
  });
});

function tooMany(): { memory_id: string }[] {
  return Array.from({ length: 1001 }, () => ({ memory_id: absentId }));
}
