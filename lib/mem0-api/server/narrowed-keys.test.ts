import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import type { Restriction } from "@/lib/access/restriction";
import { createApiGate } from "@/lib/api-keys/server/api-gate";
import { createApiKey } from "@/lib/api-keys/server/create-api-key";
import { toolsWith } from "@/lib/mcp/server/tools";
import type { MemoryId } from "@/lib/memories/types";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { previewedInput, requested, testRunner } from "@/testing/deletions/deletion-fixtures";
import { apiFor, type Ask } from "@/testing/mem0-api/api-fixtures";
import { withModel } from "@/testing/mem0-api/with-model";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { additions } from "@/drizzle/schema/additions";
import { deletions } from "@/drizzle/schema/deletions";
import { memories } from "@/drizzle/schema/memories";
import type { Operation } from "./operation";
import { operationsWith } from "./operations";
import { ofNoUse } from "./operations/of-no-use";

// A key narrowed to the user ann: what each operation lets it see, add, change and delete.

const test = useTestDatabase();
const models = { chat: () => null, embedding: () => null, onFailure: () => undefined };
const operationIds = operationsWith(models).map(({ id }) => id);
let runner: ReturnType<typeof testRunner>;
beforeAll(() => {
  runner = testRunner(test.database());
});
afterAll(() => runner.stop());

const keyContext = (restriction: Restriction | null): Context => ({
  ...test.context(),
  actor: { kind: "api-key", id: keyId, label: "a key", role: "admin" },
  restriction,
});
const keyId = randomUUID();
const onlyAnn: Restriction = { storeId: null, entities: [{ kind: "user", value: "ann" }] };
const narrowed = apiFor(() => keyContext(onlyAnn));

let anns: MemoryId;
let bobs: MemoryId;
beforeEach(async () => {
  await test.database().delete(memories);
  await test.database().delete(deletions);
  await test.database().delete(additions);
  const [first, second] = await insertMemories(test.database(), [
    { memory: "Allergic to peanuts", userId: "ann", agentId: "bot", metadata: { tier: "gold" } },
    { memory: "Allergic to pollen", userId: "bob", agentId: "bot", metadata: { tier: "gold" } },
  ]);
  if (first === undefined || second === undefined) throw new Error("Nothing was stored.");
  anns = first;
  bobs = second;
});

const idsLeft = async () =>
  (await test.database().select({ id: memories.id }).from(memories)).map(({ id }) => id);
const settled = async (answer: { body: unknown }): Promise<void> => {
  const { event_id: id } = answer.body as { event_id: string };
  await expect
    .poll(async () => ((await narrowed("GET", `/v1/event/${id}/`)).body as { status: string }).status, {
      timeout: 20_000,
    })
    .toBe("SUCCEEDED");
};

const showsAnnAlone = async (path: string, method: "GET" | "POST", body?: unknown) => {
  const { status, body: shown } = await narrowed(method, path, body);
  expect(status).toBe(200);
  expect(JSON.stringify(shown)).toContain("peanuts");
  expect(JSON.stringify(shown)).not.toContain("pollen");
};
const ofBot = { filters: { agent_id: "bot" } };
const refused = { status: 403 };

const deletesEntity = async (ask: Ask, version: "v1" | "v2") => {
  for (const path of ["user/bob", "agent/bot", "user/*"])
    expect(await ask("DELETE", `/${version}/entities/${path}/`), path).toMatchObject(refused);
  expect(await idsLeft()).toHaveLength(2);
  await settled(await ask("DELETE", `/${version}/entities/user/ann/`));
  expect(await idsLeft()).toEqual([bobs]);
};

const adds = async (ask: Ask, path: string) => {
  const body = (ids: object) => ({
    messages: [{ role: "user", content: "Likes tea" }],
    infer: false,
    ...ids,
  });
  for (const ids of [{ user_id: "bob" }, { agent_id: "bot" }])
    expect(await ask("POST", path, body(ids))).toMatchObject(refused);
  expect(await idsLeft()).toHaveLength(2);
  expect(await ask("POST", path, body({ user_id: "ann", agent_id: "bot" }))).toMatchObject({ status: 200 });
  expect(await idsLeft()).toHaveLength(3);
};

/** What is of no memory is told to every key. */
const tells = async (ask: Ask, path: string) => expect(await ask("GET", path)).toMatchObject({ status: 200 });
const manages = async (
  ask: Ask,
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE",
  path: string,
  body?: unknown,
) => expect(await ask(method, path, body)).toMatchObject(refused);
const webhook = { url: "https://example.com/hook", name: "hook", event_types: ["memory_add"] };

/** What Lethe has no use for does nothing, whoever asks. */
const answersWhyNot = ({ id, method, path, whyNot }: Operation) =>
  [
    id,
    async (ask: Ask) => {
      const address = path.replaceAll(/\{\w+\}/g, "bob");
      const body = method === "GET" ? undefined : { user_id: "bob" };
      const answer = await ask(method, address, body);
      expect(answer.status).toBe(501);
      expect(JSON.stringify(answer.body)).toContain(JSON.stringify(whyNot));
      expect(await idsLeft()).toHaveLength(2);
    },
  ] as const;

/** For each operation, what it lets the key do, and what not. */
const rows: Record<string, (ask: Ask) => Promise<unknown>> = {
  ...Object.fromEntries(ofNoUse.map(answersWhyNot)),
  add_memories: (ask) => adds(ask, "/v3/memories/add/"),
  add_memories_v1: (ask) => adds(ask, "/v1/memories/"),
  list_memories: async () => {
    await showsAnnAlone("/v3/memories/", "POST", ofBot);
    expect(await narrowed("POST", "/v3/memories/", ofBot)).toMatchObject({ body: { count: 1 } });
    const ofBob = { filters: { OR: [{ user_id: "bob" }, { user_id: "*" }] } };
    await showsAnnAlone("/v3/memories/", "POST", ofBob);
  },
  list_memories_v2: () => showsAnnAlone("/v2/memories/", "POST", ofBot),
  list_memories_v1: () => showsAnnAlone("/v1/memories/?agent_id=bot", "GET"),
  search_memories: () => showsAnnAlone("/v3/memories/search/", "POST", { query: "allergic", ...ofBot }),
  search_memories_v1: async () => {
    const asked = { query: "allergic", agent_id: "bot" };
    await showsAnnAlone("/v1/memories/search/", "POST", asked);
  },
  search_memories_v2: () => showsAnnAlone("/v2/memories/search/", "POST", { query: "allergic", ...ofBot }),
  get_memory: async (ask) => {
    expect(await ask("GET", `/v1/memories/${anns}/`)).toMatchObject({ status: 200 });
    expect(await ask("GET", `/v1/memories/${bobs}/`)).toMatchObject({ status: 404 });
  },
  memory_history: async (ask) => {
    expect((await ask("GET", `/v1/memories/${anns}/history/`)).body).not.toEqual([]);
    expect((await ask("GET", `/v1/memories/${bobs}/history/`)).body).toEqual([]);
  },
  update_memory: async (ask) => {
    expect(await ask("PUT", `/v1/memories/${bobs}/`, { text: "Changed" })).toMatchObject({ status: 404 });
    expect(await ask("PUT", `/v1/memories/${anns}/`, { text: "Changed" })).toMatchObject({ status: 200 });
  },
  update_batch: async (ask) => {
    const change = (id: MemoryId) => ({ memory_id: id, text: "Changed" });
    const both = { memories: [change(anns), change(bobs)] };
    expect(await ask("PUT", "/v1/batch/", both)).toMatchObject({ status: 404 });
    const texts = await test.database().select({ memory: memories.memory }).from(memories);
    expect(texts).not.toContainEqual({ memory: "Changed" });
    expect(await ask("PUT", "/v1/batch/", { memories: [change(anns)] })).toMatchObject({ status: 200 });
  },
  list_history: async (ask) => {
    const { body } = await ask("GET", "/v1/memories/events/");
    expect(body).toMatchObject({ count: 1, results: [{ memory_id: anns }] });
  },
  list_entity_memories: async (ask) => {
    const { body } = await ask("GET", "/v1/memories/agent/bot/");
    expect(body).toMatchObject({ count: 1, results: [{ id: anns }] });
    expect((await ask("GET", "/v1/memories/user/bob/")).body).toMatchObject({ count: 0, results: [] });
  },
  list_entity_filters: async (ask) =>
    expect((await ask("GET", "/v1/entities/filters/")).body).toMatchObject({ users: ["ann"] }),
  get_entity: async (ask) => {
    expect((await ask("GET", "/v2/entities/user/ann/")).body).toMatchObject([{ total_memories: 1 }]);
    expect((await ask("GET", "/v2/entities/user/bob/")).body).toEqual([]);
    expect((await ask("GET", "/v2/entities/agent/bot/")).body).toEqual([]);
  },
  get_stats: async (ask) =>
    expect((await ask("GET", "/v1/stats/")).body).toMatchObject({
      total_memories: 1,
      total_users_with_memories: 1,
      total_add_events: 0,
    }),
  list_organizations: (ask) => tells(ask, "/api/v1/orgs/organizations/"),
  get_organization: (ask) => tells(ask, "/api/v1/orgs/organizations/lethe/"),
  list_projects: (ask) => tells(ask, "/api/v1/orgs/organizations/lethe/projects/"),
  get_project: (ask) => tells(ask, "/api/v1/orgs/organizations/lethe/projects/lethe/"),
  update_project: (ask) =>
    manages(ask, "PATCH", "/api/v1/orgs/organizations/lethe/projects/lethe/", { custom_instructions: "x" }),
  give_feedback: async (ask) => {
    const given = (memory_id: string) => ask("POST", "/v1/feedback/", { memory_id, feedback: "POSITIVE" });
    expect(await given(bobs)).toMatchObject({ status: 404 });
    expect(await given(anns)).toMatchObject({ status: 200 });
    const told = await test
      .database()
      .select({ id: memories.id, feedback: memories.feedback })
      .from(memories);
    expect(told).toContainEqual({ id: bobs, feedback: null });
  },
  summarize_memories: async () => {
    await withModel("A summary.", async (model, asked) => {
      const asks = apiFor(() => keyContext(onlyAnn), { chat: () => model });
      expect(await asks("POST", "/v1/summary/", ofBot)).toMatchObject({ body: [{ memory_count: 1 }] });
      expect(JSON.stringify(asked)).toContain("peanuts");
      expect(JSON.stringify(asked)).not.toContain("pollen");
    });
  },
  create_export: async (ask) => {
    expect(await ask("POST", "/v1/exports/", { schema: {}, filters: { user_id: "bob" } })).toMatchObject({
      status: 201,
    });
  },
  get_export: async (ask) => {
    // Asked for before the key was narrowed.
    const whole = apiFor(() => keyContext(null));
    const { body } = await whole("POST", "/v1/exports/", { schema: {}, ...ofBot });
    const { id } = body as { id: string };
    await showsAnnAlone("/v1/exports/get/", "POST", { memory_export_id: id });
    const others = await apiFor(() => test.context())("POST", "/v1/exports/", { schema: {}, ...ofBot });
    const { id: notOwn } = others.body as { id: string };
    expect(await ask("POST", "/v1/exports/get/", { memory_export_id: notOwn })).toMatchObject({
      status: 404,
    });
  },
  list_entities: async (ask) => {
    const { body } = await ask("GET", "/v1/entities/");
    expect(body).toMatchObject({ count: 1, total_agents: 0, results: [{ id: "user:ann" }] });
  },
  delete_memory: async (ask) => {
    expect(await ask("DELETE", `/v1/memories/${bobs}/`)).toMatchObject({ status: 404 });
    await test.database().update(memories).set({ supersededBy: anns }).where(eq(memories.id, bobs));
    const linked = `/v1/memories/${anns}/?delete_linked=true`;
    expect(await ask("DELETE", linked)).toMatchObject(refused);
    expect(await idsLeft()).toHaveLength(2);
    expect(await ask("DELETE", `/v1/memories/${anns}/`)).toMatchObject({ status: 200 });
    expect(await idsLeft()).toEqual([bobs]);
  },
  delete_batch: async (ask) => {
    const batch = (ids: MemoryId[]) =>
      ask("DELETE", "/v1/batch/", { memories: ids.map((memory_id) => ({ memory_id })) });
    expect((await batch([bobs])).body).toEqual({ message: "Successfully deleted 0 memories" });
    expect((await batch([bobs, anns])).body).toEqual({ message: "Successfully deleted 1 memory" });
    expect(await idsLeft()).toEqual([bobs]);
  },
  delete_all_memories: async (ask) => {
    const star = "%2A";
    const wipe = `user_id=${star}&agent_id=${star}&app_id=${star}&run_id=${star}`;
    for (const query of [
      wipe,
      `user_id=${star}`,
      "user_id=bob",
      "agent_id=bot",
      "metadata=%7B%22tier%22%3A%22gold%22%7D",
    ])
      expect(await ask("DELETE", `/v1/memories/?${query}`), query).toMatchObject(refused);
    expect(await idsLeft()).toHaveLength(2);
    await settled(await ask("DELETE", `/v1/memories/?user_id=ann&agent_id=${star}`));
    expect(await idsLeft()).toEqual([bobs]);
  },
  delete_entity: (ask) => deletesEntity(ask, "v2"),
  delete_entity_v1: (ask) => deletesEntity(ask, "v1"),
  get_event: async (ask) => {
    const { id } = await requested(
      test.context(),
      await previewedInput(test.context(), { kind: "entity", entity: { kind: "user", value: "bob" } }),
    );
    expect(await ask("GET", `/v1/event/${id}/`)).toMatchObject({ status: 404 });
    const other = await apiFor(() => test.context())("POST", "/v3/memories/add/", added("bob"));
    const { event_id: addition } = other.body as { event_id: string };
    expect(await ask("GET", `/v1/event/${addition}/`)).toMatchObject({ status: 404 });
    const own = await ask("POST", "/v3/memories/add/", added("ann"));
    const { event_id: ownAddition } = own.body as { event_id: string };
    expect(await ask("GET", `/v1/event/${ownAddition}/`)).toMatchObject({ status: 200 });
  },
  list_events: async (ask) => {
    await apiFor(() => test.context())("POST", "/v3/memories/add/", added("bob"));
    await requested(
      test.context(),
      await previewedInput(test.context(), { kind: "entity", entity: { kind: "user", value: "bob" } }),
    );
    expect((await ask("GET", "/v1/events/")).body).toMatchObject({ count: 0, results: [] });
    await ask("POST", "/v3/memories/add/", added("ann"));
    expect((await ask("GET", "/v1/events/")).body).toMatchObject({ count: 1 });
  },
  list_webhooks: (ask) => manages(ask, "GET", "/api/v1/webhooks/projects/lethe/"),
  create_webhook: (ask) => manages(ask, "POST", "/api/v1/webhooks/projects/lethe/", webhook),
  update_webhook: (ask) => manages(ask, "PUT", `/api/v1/webhooks/${randomUUID()}/`, webhook),
  delete_webhook: (ask) => manages(ask, "DELETE", `/api/v1/webhooks/${randomUUID()}/`),
  create_ticket: (ask) =>
    manages(ask, "POST", "/api/tickets", { reference: "GDPR-1", law: "gdpr", names: ["ann"] }),
  get_ticket: (ask) => manages(ask, "GET", "/api/tickets/GDPR-1"),
  find_tickets: (ask) => manages(ask, "POST", "/api/tickets/find", { names: ["ann"] }),
  opendsr_discovery: (ask) => manages(ask, "GET", "/opendsr/discovery"),
  opendsr_create_request: (ask) => manages(ask, "POST", "/opendsr/requests", {}),
  opendsr_get_request: (ask) => manages(ask, "GET", `/opendsr/requests/${randomUUID()}`),
  opendsr_cancel_request: (ask) => manages(ask, "DELETE", `/opendsr/requests/${randomUUID()}`),
  ping: async (ask) => expect(await ask("GET", "/v1/ping/")).toMatchObject({ status: 200 }),
};

const added = (userId: string) => ({
  messages: [{ role: "user", content: "Likes tea" }],
  infer: false,
  user_id: userId,
});

it("has a row for each operation, and each tool is one of them", () => {
  expect(Object.keys(rows).sort()).toEqual([...operationIds].sort());
  for (const { operation } of toolsWith(models)) expect(operationIds).toContain(operation.id);
});

describe("a key narrowed to a user, by", () => {
  it.each(Object.entries(rows))("%s", async (_id, row) => {
    await row(narrowed);
  });
});

describe("a key narrowed to another store", () => {
  const elsewhere = apiFor(() => keyContext({ storeId: "acme", entities: null }));
  it.each(operationsWith(models).map((operation) => [operation.id, operation] as const))(
    "%s",
    async (_id, { method, path, permission }) => {
      const url = path
        .replace("{memory_id}", anns)
        .replace("{entity_type}", "user")
        .replace("{entity_id}", "ann")
        .replace(/\{[a-z_]+\}/, randomUUID());
      const { status, body } = await elsewhere(method, url);
      if (permission === "deletions:read") expect(JSON.stringify(body)).not.toContain("ann");
      else expect(status).toBe(403);
      expect(await idsLeft()).toHaveLength(2);
    },
  );
});

describe("a key's narrowing", () => {
  const gate = () =>
    createApiGate({
      database: test.database(),
      requestsPerMinute: 0,
      secret: test.context().secret,
      now: () => new Date(Date.UTC(2026, 5, 1, 12)),
      onNoteFailed: () => undefined,
    });
  const asked = (key: string) =>
    new Request("https://lethe.test", { headers: { authorization: `Token ${key}` } });
  const early = (): Context => ({ ...test.context(), now: () => new Date(Date.UTC(2026, 4, 1)) });

  it("is what it was created with", async () => {
    const entities = [{ kind: "user" as const, value: "ann" }];
    const input = { name: "Narrow", role: "support" as const, storeId: builtinStoreId, entities };
    const { key, apiKey } = await createApiKey(test.context(), input);
    expect(apiKey.only).toEqual({ store: { id: "builtin", name: "Built-in store" }, entities });
    expect((await gate()(asked(key))).restriction).toEqual({ storeId: "builtin", entities });
  });

  it("ends with its last day, in UTC, and the answer says so", async () => {
    const made = (expiresOn: string) =>
      createApiKey(early(), { name: "Short", role: "viewer" as const, expiresOn });
    expect((await gate()(asked((await made("2026-06-01")).key))).actor.label).toBe("Short");
    await expect(gate()(asked((await made("2026-05-31")).key))).rejects.toMatchObject({
      code: "not_signed_in",
      message: expect.stringMatching(/expired at 2026-06-01T00:00:00/) as string,
    });
    await expect(made("2026-04-30")).rejects.toMatchObject({ code: "invalid_input" });
    await expect(
      createApiKey(test.context(), { name: "x", role: "viewer", storeId: "nowhere" }),
    ).rejects.toMatchObject({ code: "not_found" });
  });
});
