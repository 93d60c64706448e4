import { randomUUID } from "node:crypto";
import { expect } from "playwright/test";

/** One request with a key of an admin, unless it names another; answers the body of what succeeded, and throws any other. */
export type Ask = (method: string, path: string, body?: unknown, key?: string) => Promise<unknown>;
type Case = {
  /** Asks, and checks the answer. Where Lethe has no use for it, it throws the reason. */
  works: (ask: Ask) => Promise<unknown>;
  refused: (ask: Ask) => Promise<unknown>;
};

const unknownId = "00000000-0000-4000-8000-000000000000";
const someone = () => `operation-${randomUUID().slice(0, 8)}`;
const filtersOf = (user: string) => ({ filters: { user_id: user } });

const withOne = async (ask: Ask) => {
  const user = someone();
  const messages = [{ role: "user", content: `${user} plays the cello` }];
  const added = await ask("POST", "/v3/memories/add/", { messages, user_id: user, infer: false });
  const { results } = added as { results: { id: string }[] };
  return { user, id: results[0]?.id ?? "" };
};
const hookOf = async (ask: Ask) => {
  const hook = { name: "Coverage", url: "https://hooks.invalid/http", event_types: ["memory_add"] };
  const made = await ask("POST", "/api/v1/webhooks/projects/lethe/", hook);
  return (made as { webhook_id: string }).webhook_id;
};
const exportOf = async (ask: Ask, user: string) => {
  const schema = { type: "object", properties: { memory: { type: "string" } } };
  const made = await ask("POST", "/v1/exports/", { schema, ...filtersOf(user) });
  return (made as { id: string }).id;
};
const ofOne = (work: (one: { user: string; id: string }, ask: Ask) => Promise<unknown>) => async (ask: Ask) =>
  work(await withOne(ask), ask);
const project = "/api/v1/orgs/organizations/lethe/projects/lethe/";

/** What is asked of each operation; of one that is not here, what is asked of any: see `caseOf`. */
const cases: Record<string, Case> = {
  "GET /v1/entities/": {
    works: ofOne(async ({ user }, ask) =>
      expect(JSON.stringify(await ask("GET", "/v1/entities/?page_size=200"))).toContain(user),
    ),
    refused: (ask) => ask("GET", "/v1/entities/?page_size=5000"),
  },
  "DELETE /v1/entities/{entity_type}/{entity_id}/": {
    works: ofOne(({ user }, ask) => ask("DELETE", `/v1/entities/user/${user}/`)),
    refused: (ask) => ask("DELETE", "/v1/entities/planet/mars/"),
  },
  "GET /v2/entities/{entity_type}/{entity_id}/": {
    works: ofOne(async ({ user }, ask) =>
      expect(JSON.stringify(await ask("GET", `/v2/entities/user/${user}/`))).toContain(user),
    ),
    refused: (ask) => ask("GET", "/v2/entities/planet/mars/"),
  },
  "DELETE /v2/entities/{entity_type}/{entity_id}/": {
    works: ofOne(({ user }, ask) => ask("DELETE", `/v2/entities/user/${user}/`)),
    refused: (ask) => ask("DELETE", "/v2/entities/planet/mars/"),
  },
  "GET /v1/event/{event_id}/": {
    works: ofOne(async ({ user }, ask) => {
      const { event_id: id } = (await ask("DELETE", `/v1/memories/?user_id=${user}`)) as { event_id: string };
      await expect
        .poll(() => ask("GET", `/v1/event/${id}/`), { timeout: 20_000 })
        .toMatchObject({ status: "SUCCEEDED" });
    }),
    refused: (ask) => ask("GET", `/v1/event/${unknownId}/`),
  },
  "POST /v1/exports/": {
    works: ofOne(({ user }, ask) => exportOf(ask, user)),
    refused: (ask) => ask("POST", "/v1/exports/", { schema: {}, filters: { planet: "Mars" } }),
  },
  "POST /v1/exports/get/": {
    works: ofOne(async ({ user }, ask) => {
      const id = await exportOf(ask, user);
      const dump = await ask("POST", "/v1/exports/get/", { memory_export_id: id });
      expect(JSON.stringify(dump)).toContain("plays the cello");
    }),
    refused: (ask) => ask("POST", "/v1/exports/get/", { memory_export_id: unknownId }),
  },
  "GET /v1/memories/": {
    works: ofOne(async ({ user, id }, ask) =>
      expect(JSON.stringify(await ask("GET", `/v1/memories/?user_id=${user}`))).toContain(id),
    ),
    refused: (ask) => ask("GET", "/v1/memories/"),
  },
  "POST /v1/memories/": {
    works: (ask) => {
      const messages = [{ role: "user", content: "Keeps bees" }];
      return ask("POST", "/v1/memories/", { messages, user_id: someone(), infer: false });
    },
    refused: (ask) => ask("POST", "/v1/memories/", { messages: [] }),
  },
  "DELETE /v1/memories/": {
    works: ofOne(({ user }, ask) => ask("DELETE", `/v1/memories/?user_id=${user}`)),
    refused: (ask) => ask("DELETE", "/v1/memories/"),
  },
  "POST /v2/memories/": {
    works: ofOne(async ({ user, id }, ask) =>
      expect(await ask("POST", "/v2/memories/", filtersOf(user))).toMatchObject([{ id }]),
    ),
    refused: (ask) => ask("POST", "/v2/memories/", { filters: { planet: "Mars" } }),
  },
  "POST /v1/memories/search/": {
    works: ofOne(async ({ user, id }, ask) => {
      const found = await ask("POST", "/v1/memories/search/", { query: "cello", user_id: user });
      expect(JSON.stringify(found)).toContain(id);
    }),
    refused: (ask) => ask("POST", "/v1/memories/search/", { query: " ", user_id: "nobody" }),
  },
  "POST /v2/memories/search/": {
    works: ofOne(async ({ user, id }, ask) => {
      const found = await ask("POST", "/v2/memories/search/", { query: "cello", ...filtersOf(user) });
      expect(found).toMatchObject([{ id }]);
    }),
    refused: (ask) => ask("POST", "/v2/memories/search/", { query: " ", ...filtersOf("nobody") }),
  },
  "POST /v3/memories/": {
    works: ofOne(async ({ user, id }, ask) =>
      expect(await ask("POST", "/v3/memories/", filtersOf(user))).toMatchObject({ results: [{ id }] }),
    ),
    refused: (ask) => ask("POST", "/v3/memories/", { filters: {} }),
  },
  "POST /v3/memories/add/": {
    works: withOne,
    refused: (ask) => ask("POST", "/v3/memories/add/", { messages: [] }),
  },
  "POST /v3/memories/search/": {
    works: ofOne(async ({ user, id }, ask) => {
      const found = await ask("POST", "/v3/memories/search/", { query: "cello", ...filtersOf(user) });
      expect(found).toMatchObject({ results: [{ id }] });
    }),
    refused: (ask) => ask("POST", "/v3/memories/search/", { query: "cello" }),
  },
  "GET /v1/memories/{entity_type}/{entity_id}/": {
    works: ofOne(async ({ user, id }, ask) =>
      expect(await ask("GET", `/v1/memories/user/${user}/`)).toMatchObject({ results: [{ id }] }),
    ),
    refused: (ask) => ask("GET", "/v1/memories/planet/mars/"),
  },
  "GET /v1/memories/{memory_id}/": {
    works: ofOne(async ({ id }, ask) =>
      expect(await ask("GET", `/v1/memories/${id}/`)).toMatchObject({ id }),
    ),
    refused: (ask) => ask("GET", `/v1/memories/${unknownId}/`),
  },
  "PUT /v1/memories/{memory_id}/": {
    works: ofOne(async ({ id }, ask) =>
      expect(await ask("PUT", `/v1/memories/${id}/`, { text: "Sold the cello" })).toMatchObject({
        memory: "Sold the cello",
      }),
    ),
    refused: (ask) => ask("PUT", `/v1/memories/${unknownId}/`, { text: "Sold the cello" }),
  },
  "DELETE /v1/memories/{memory_id}/": {
    works: ofOne(({ id }, ask) => ask("DELETE", `/v1/memories/${id}/`)),
    refused: (ask) => ask("DELETE", `/v1/memories/${unknownId}/`),
  },
  "GET /v1/memories/{memory_id}/history/": {
    works: ofOne(async ({ id }, ask) =>
      expect(await ask("GET", `/v1/memories/${id}/history/`)).toMatchObject([{ event: "ADD" }]),
    ),
    refused: (ask) => ask("GET", "/v1/memories/seven/history/"),
  },
  "POST /v1/summary/": {
    works: ofOne(({ user }, ask) => ask("POST", "/v1/summary/", filtersOf(user))),
    refused: (ask) => ask("POST", "/v1/summary/", { filters: { planet: "Mars" } }),
  },
  "POST /v1/feedback/": {
    works: ofOne(async ({ id }, ask) => {
      const feedback = { memory_id: id, feedback: "POSITIVE", feedback_reason: "True" };
      expect(await ask("POST", "/v1/feedback/", feedback)).toMatchObject({ feedback: "POSITIVE" });
    }),
    refused: (ask) => ask("POST", "/v1/feedback/", { memory_id: unknownId, feedback: "GOOD" }),
  },
  [`PATCH /api/v1/orgs/organizations/{org_id}/projects/{project_id}/`]: {
    works: async (ask) => {
      await ask("PATCH", project, { custom_instructions: "Only hobbies." });
      expect(await ask("GET", project)).toMatchObject({ custom_instructions: "Only hobbies." });
      await ask("PATCH", project, { custom_instructions: "" });
    },
    refused: (ask) => ask("PATCH", project.replace("projects/lethe", "projects/another"), {}),
  },
  "PUT /v1/batch/": {
    works: ofOne(({ id }, ask) =>
      ask("PUT", "/v1/batch/", { memories: [{ memory_id: id, text: "Sold the cello" }] }),
    ),
    refused: (ask) => ask("PUT", "/v1/batch/", { memories: [{ memory_id: "seven", text: "x" }] }),
  },
  "DELETE /v1/batch/": {
    works: ofOne(({ id }, ask) => ask("DELETE", "/v1/batch/", { memories: [{ memory_id: id }] })),
    refused: (ask) => ask("DELETE", "/v1/batch/", { memories: [] }),
  },
  "POST /api/v1/webhooks/projects/{project_id}/": {
    works: hookOf,
    refused: (ask) => ask("POST", "/api/v1/webhooks/projects/lethe/", { name: "", url: "nowhere" }),
  },
  "PUT /api/v1/webhooks/{webhook_id}/": {
    works: async (ask) => ask("PUT", `/api/v1/webhooks/${await hookOf(ask)}/`, { name: "Renamed" }),
    refused: (ask) => ask("PUT", `/api/v1/webhooks/${unknownId}/`, { name: "Renamed" }),
  },
  "DELETE /api/v1/webhooks/{webhook_id}/": {
    works: async (ask) => ask("DELETE", `/api/v1/webhooks/${await hookOf(ask)}/`),
    refused: (ask) => ask("DELETE", `/api/v1/webhooks/${unknownId}/`),
  },
};

/** Of any operation that needs nothing special: asked as it is, in the one project; and once more with a key that is wrong. */
export const caseOf = ({ method, path }: { method: string; path: string }): Case => {
  const found = cases[`${method} ${path}`];
  if (found !== undefined) return found;
  const address = path.replace(/\{(?:org|project)_id\}/g, "lethe").replace(/\{\w+\}/g, unknownId);
  const body = method === "GET" || method === "DELETE" ? undefined : {};
  return {
    works: (ask) => ask(method, address, body),
    refused: (ask) => ask(method, address, body, "lethe_wrong"),
  };
};
