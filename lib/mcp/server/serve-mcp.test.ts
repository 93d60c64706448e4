import { randomUUID } from "node:crypto";
import { Client, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createApiKey } from "@/lib/api-keys/server/create-api-key";
import { createApiGate } from "@/lib/api-keys/server/api-gate";
import { countMemories, testRunner, untilDeletion } from "@/testing/deletions/deletion-fixtures";
import type { Runner } from "@/lib/deletions/server/run/runner";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { requirePermission } from "@/lib/access/require-permission";
import type { Role } from "@/lib/access/types";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { deletions } from "@/drizzle/schema/deletions";
import { memories } from "@/drizzle/schema/memories";
import { setRule } from "@/testing/approvals/admins";
import { cancelDeletion } from "@/lib/deletions/server/control-deletion";
import { createMcpServing } from "./serve-mcp";

const test = useTestDatabase();
let runner: Runner;
beforeAll(() => {
  runner = testRunner(test.database());
});
afterAll(() => runner.stop());

const keyOf = async (role: Role) => {
  const { key } = await createApiKey(test.context(), { name: `the ${role} agent`, role });
  return key;
};

const serving = () => {
  const gate = createApiGate({
    database: test.database(),
    requestsPerMinute: 0,
    secret: "a secret for tests only, of more than 32 characters",
    now: () => new Date(),
    onNoteFailed: () => undefined,
  });
  return createMcpServing({
    authenticate: async (request, permission) => {
      const { actor, restriction } = await gate(request);
      requirePermission(actor, permission);
      return { ...test.context(), actor, restriction };
    },
    models: { chat: () => null, embedding: () => null, onFailure: () => undefined },
    log: () => ({ info: () => undefined, error: () => undefined }),
  });
};

/** The official client, talking to the handler as it would over HTTP. */
const connect = async (key: string): Promise<Client> => {
  const serve = serving();
  const client = new Client({ name: "test", version: "1" });
  await client.connect(
    new StreamableHTTPClientTransport(new URL("http://lethe.test/api/mcp"), {
      requestInit: { headers: { authorization: `Bearer ${key}` } },
      fetch: (url, init) => serve(new Request(url, init)),
    }),
  );
  return client;
};

const call = async (client: Client, name: string, args: Record<string, unknown>) => {
  const { content, isError } = await client.callTool({ name, arguments: args });
  const [first] = content;
  if (first?.type !== "text") throw new Error("Not a text.");
  return { answer: JSON.parse(first.text) as Record<string, unknown>, isError: isError === true };
};

describe("an agent", () => {
  it("is refused a message that nests too deeply, however deep", async () => {
    const key = await keyOf("viewer");
    for (const depth of [65, 20_000]) {
      const filters = `${'{"AND":['.repeat(depth / 2)}{"user_id":"ann"}${"]}".repeat(depth / 2)}`;
      const params = `{"name":"search_memories","arguments":{"query":"tea","filters":${filters}}}`;
      const response = await serving()(
        new Request("http://lethe.test/api/mcp", {
          method: "POST",
          headers: {
            authorization: `Bearer ${key}`,
            "content-type": "application/json",
            accept: "application/json, text/event-stream",
          },
          body: `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`,
        }),
      );
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        error: { code: -32600, message: "The message nests too deeply: at most 64 levels are read." },
      });
    }
  });

  it("is offered Mem0's tools, each with what it does", async () => {
    const client = await connect(await keyOf("support"));
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        "search_memories",
        "get_memories",
        "get_memory",
        "delete_memory",
        "delete_all_memories",
        "delete_entities",
        "list_entities",
        "list_events",
        "get_event_status",
      ]),
    );
    expect(tools.find(({ name }) => name === "delete_memory")?.annotations).toMatchObject({
      destructiveHint: true,
      readOnlyHint: false,
    });
    expect(tools.find(({ name }) => name === "get_memory")?.inputSchema).toMatchObject({
      required: ["memory_id"],
    });
  });

  it("finds a memory, and deletes it under its key's name", async () => {
    const client = await connect(await keyOf("support"));
    const [id = ""] = await insertMemories(test.database(), [
      { userId: "ann", memory: "Keeps bees on the roof" },
    ]);
    const found = await call(client, "search_memories", { query: "bees", user_id: "ann" });
    expect(found.answer).toMatchObject({ results: [{ id, memory: "Keeps bees on the roof" }] });
    expect(await call(client, "delete_memory", { memory_id: id })).toMatchObject({
      isError: false,
      answer: { message: "Memory deleted successfully!" },
    });
    expect(await test.database().$count(memories, eq(memories.id, id))).toBe(0);
    expect(await call(client, "get_memory", { memory_id: id })).toEqual({
      isError: true,
      answer: { error: "Memory not found!" },
    });
    const [row] = await test.database().select().from(deletions);
    expect(row?.actor).toMatchObject({ kind: "api-key", label: "the support agent (agent)" });
  });

  it("lists a hundred entities at a time", async () => {
    const client = await connect(await keyOf("viewer"));
    const runs = Array.from({ length: 120 }, (_, n) => ({ userId: null, runId: `listed-${n}` }));
    await insertMemories(test.database(), runs);
    const { answer } = await call(client, "list_entities", {});
    expect(answer.results).toHaveLength(100);
    expect(answer.next).toContain("page=2");
  });

  it("adds a memory, and updates it", async () => {
    const client = await connect(await keyOf("admin"));
    const { answer } = await call(client, "add_memory", { text: "Keeps goats", user_id: "ann" });
    const [{ id: memory_id }] = answer.results as [{ id: string }];
    expect(await call(client, "update_memory", { memory_id, text: "Kept goats" })).toMatchObject({
      isError: false,
      answer: { memory: "Kept goats" },
    });
    expect(await call(client, "add_memory", { text: "No one's" })).toMatchObject({ isError: true });
    const inferred = await call(client, "add_memory", { text: "x", user_id: "ann", infer: true });
    expect(JSON.stringify(inferred.answer)).toContain("LETHE_MODEL_URL");
  });

  it("needs a second word for a wildcard, an admin's key, and a filter in any case", async () => {
    const client = await connect(await keyOf("support"));
    await test.database().delete(memories);
    await insertMemories(test.database(), [{ userId: "ann" }, { userId: null, agentId: "bot" }]);
    expect(await call(client, "delete_all_memories", {})).toMatchObject({ isError: true });
    const refused = await call(client, "delete_all_memories", { user_id: "*" });
    expect(refused.isError).toBe(true);
    expect(JSON.stringify(refused.answer)).toContain("confirm_wildcards");
    expect(await countMemories(test.database())).toBe(2);
    const confirmed = { user_id: "*", confirm_wildcards: true };
    const ofSupport = await call(client, "delete_all_memories", confirmed);
    expect(ofSupport.isError).toBe(true);
    expect(JSON.stringify(ofSupport.answer)).toMatch(/Your role, support,.*the role admin/);
    expect(await countMemories(test.database())).toBe(2);
    const { answer } = await call(await connect(await keyOf("admin")), "delete_all_memories", confirmed);
    await untilDeletion(test.context(), deletionIdSchema.parse(answer.event_id));
    expect(await countMemories(test.database())).toBe(1);
    expect(await call(client, "get_event_status", { event_id: answer.event_id })).toMatchObject({
      answer: { status: "SUCCEEDED", metadata: { deleted_count: 1 } },
    });
  });

  it("is refused an argument that a tool which deletes does not have, and nothing is deleted", async () => {
    const client = await connect(await keyOf("admin"));
    await test.database().delete(memories);
    const [memory_id] = await insertMemories(test.database(), [{ userId: "ann" }]);
    const { tools } = await client.listTools();
    for (const { name, inputSchema, annotations } of tools) {
      if (annotations?.destructiveHint !== true) continue;
      expect(inputSchema, name).toMatchObject({ additionalProperties: false });
    }
    const calls: [string, Record<string, unknown>][] = [
      ["delete_all_memories", { user_id: "ann", category: "health" }],
      ["delete_all_memories", { user_id: "ann", runId: "r" }],
      ["delete_memory", { memory_id, if_older_than: "2026-01-01" }],
      ["delete_entities", { entity_type: "user", entity_id: "ann", owner: "diary" }],
    ];
    for (const [name, args] of calls) {
      const unknown = Object.keys(args).at(-1) ?? "";
      const { content, isError } = await client.callTool({ name, arguments: args });
      expect(isError, name).toBe(true);
      expect(JSON.stringify(content), name).toContain(unknown);
    }
    expect(await countMemories(test.database())).toBe(1);
  });

  it("may name its client and the one project with any tool, and no other project", async () => {
    const client = await connect(await keyOf("support"));
    const common = { source: "CLI", org_id: "lethe", project_id: "lethe" };
    const others = [{ project_id: "other" }, { org_id: "other" }];
    const tools: [name: string, args: object][] = [
      ["add_memory", { text: "Knits", user_id: "common" }],
      ["get_memories", { user_id: "common" }],
      ["delete_all_memories", { user_id: "common" }],
      ["delete_entities", { user_id: "common" }],
    ];
    for (const [name, args] of tools) {
      for (const other of others) {
        const { isError } = await client.callTool({ name, arguments: { ...args, ...other } });
        expect(isError, name).toBe(true);
      }
      const { content, isError } = await client.callTool({ name, arguments: { ...args, ...common } });
      expect(isError, name).not.toBe(true);
      expect(content, name).toHaveLength(1);
    }
    const [memory_id] = await insertMemories(test.database(), [{ userId: "common" }]);
    expect((await call(client, "delete_memory", { memory_id, ...common })).isError).toBe(false);
  });

  it("is told of an argument that another tool does not have, and goes on; but not of an ID by another spelling", async () => {
    const client = await connect(await keyOf("admin"));
    const [memory_id] = await insertMemories(test.database(), [{ userId: "told", memory: "Eats late" }]);
    const calls: [string, Record<string, unknown>][] = [
      ["update_memory", { memory_id, text: "Eats early", category: "health" }],
      ["get_memories", { user_id: "told", category: "health" }],
      ["list_events", { category: "health" }],
      ["get_memory", { memory_id, category: "health" }],
      ["search_memories", { query: "eats", user_id: "told", category: "health" }],
      ["add_memory", { text: "Eats well", user_id: "told", category: "health" }],
      ["list_entities", { category: "health" }],
    ];
    for (const [name, args] of calls) {
      const { content, isError } = await client.callTool({ name, arguments: args });
      expect(isError ?? false, name).toBe(false);
      expect(content.at(-1), name).toEqual({
        type: "text",
        text: 'Ignored, as this tool has no such arguments: "category".',
      });
      const misspelt = await call(client, name, { ...args, userId: "told" });
      expect(misspelt, name).toEqual({
        isError: true,
        answer: { error: expect.stringContaining('it is written "user_id"') as string },
      });
    }
  });

  it("adds a conversation, once, and is told what is left out of it", async () => {
    const client = await connect(await keyOf("admin"));
    const args = {
      messages: [
        { role: "user", name: "Ann", content: "I keep ducks" },
        { role: "assistant", content: "How many?" },
        { role: "user", content: { type: "image_url", image_url: { url: "https://example.com/a.png" } } },
      ],
      text: "A summary",
      user_id: "ducks",
      enable_graph: false,
      expiration_date: "2031-01-31",
    };
    const added = await call(client, "add_memory", args);
    expect(added).toMatchObject({
      isError: false,
      answer: {
        results: [{ data: { memory: "I keep ducks" } }, { data: { memory: "How many?" } }],
        left_out: [{ message: 2, kind: "image_url" }],
      },
    });
    expect(await test.database().$count(memories, eq(memories.expirationDate, "2031-01-31"))).toBe(2);
    const again = await call(client, "add_memory", args);
    expect(again.answer).toMatchObject({ results: [{ event: "NOOP" }, { event: "NOOP" }] });
    const empty = await call(client, "add_memory", { user_id: "ducks" });
    expect(empty).toEqual({ isError: true, answer: { error: "Give text, or messages." } });
  });

  it("updates metadata alone, and finds by it and an ID together", async () => {
    const client = await connect(await keyOf("admin"));
    const [memory_id] = await insertMemories(test.database(), [
      { userId: "by metadata", memory: "Plays chess", metadata: { a: 1 } },
      { userId: "by metadata", memory: "Plays chess at night" },
    ]);
    const updated = await call(client, "update_memory", { memory_id, metadata: { source: "email" } });
    expect(updated).toMatchObject({
      isError: false,
      answer: { memory: "Plays chess", metadata: { source: "email" } },
    });
    expect(await call(client, "update_memory", { memory_id })).toMatchObject({ isError: true });
    const filters = { "metadata.source": "email" };
    for (const [name, args] of [
      ["get_memories", { filters, user_id: "by metadata" }],
      ["search_memories", { filters, user_id: "by metadata", query: "chess", limit: 5 }],
    ] as const) {
      const { answer } = await call(client, name, args);
      expect(
        (answer.results as { id: string }[]).map(({ id }) => id),
        name,
      ).toEqual([memory_id]);
    }
    expect(await call(client, "get_memories", { filters, user_id: "another" })).toMatchObject({
      answer: { count: 0 },
    });
    const limited = await call(client, "search_memories", {
      query: "chess",
      user_id: "by metadata",
      limit: 1,
    });
    expect(limited.answer.results).toHaveLength(1);
  });

  it("lists events of one type and status", async () => {
    const client = await connect(await keyOf("admin"));
    await call(client, "add_memory", { text: "Runs", user_id: "runner" });
    const adds = await call(client, "list_events", { event_type: "ADD", status: "SUCCEEDED", page_size: 1 });
    expect(adds.answer).toMatchObject({
      results: [{ event_type: "ADD", status: "SUCCEEDED" }],
      next: "http://lethe.test/v1/events/?event_type=ADD&status=SUCCEEDED&page_size=1&page=2",
    });
    expect((await call(client, "list_events", { start_date: "2099-01-01" })).answer).toMatchObject({
      count: 0,
    });
    expect(await call(client, "list_events", { start_date: "soon" })).toMatchObject({ isError: true });
  });

  it("deletes an entity by one ID as by its type and ID, and none by two", async () => {
    const client = await connect(await keyOf("admin"));
    await insertMemories(test.database(), [
      { userId: "gone", agentId: "kept" },
      { userId: "gone too" },
      { userId: null, agentId: "kept" },
    ]);
    const ambiguous = [
      {},
      { user_id: "gone", agent_id: "kept" },
      { entity_type: "user" },
      { entity_id: "gone" },
    ];
    for (const args of [...ambiguous, { entity_type: "user", entity_id: "gone", agent_id: "kept" }]) {
      const { isError, answer } = await call(client, "delete_entities", args);
      expect([isError, JSON.stringify(answer)]).toEqual([
        true,
        expect.stringContaining("Name one entity") as string,
      ]);
    }
    for (const args of [{ user_id: "gone" }, { entity_type: "user", entity_id: "gone too" }]) {
      const { answer } = await call(client, "delete_entities", args);
      await untilDeletion(test.context(), deletionIdSchema.parse(answer.event_id));
    }
    expect(await test.database().$count(memories, eq(memories.agentId, "kept"))).toBe(1);
    expect(await test.database().$count(memories, eq(memories.userId, "gone too"))).toBe(0);
  });

  it("may do what its key's role may", async () => {
    const client = await connect(await keyOf("viewer"));
    const [id = ""] = await insertMemories(test.database(), [{ userId: "ann" }]);
    expect(await call(client, "get_memory", { memory_id: id })).toMatchObject({ isError: false });
    expect(await call(client, "delete_memory", { memory_id: id })).toMatchObject({ isError: true });
    expect(await test.database().$count(memories, eq(memories.id, id))).toBe(1);
  });

  it("without a key is nobody", async () => {
    await expect(connect(`lethe_${randomUUID()}`)).rejects.toThrow(/401|Unauthorized|Invalid API key/i);
  });
});

describe("under the rule of the second person", () => {
  it("is told that its deletion waits, and follows it as pending", async () => {
    const { database } = test;
    const key = await keyOf("admin");
    await setRule(database(), { isOn: true });
    try {
      await insertMemories(database(), [{ memory: "Keeps ferns.", userId: "fern" }]);
      const client = await connect(key);
      const { content } = await client.callTool({
        name: "delete_all_memories",
        arguments: { user_id: "*", confirm_wildcards: true },
      });
      const texts = content.map((part) => (part.type === "text" ? part.text : ""));
      expect(texts[1]).toMatch(/^An admin has to approve this deletion/);
      const { event_id: eventId } = JSON.parse(texts[0] ?? "") as { event_id: string };
      const ctx = test.context();
      const id = deletionIdSchema.parse(eventId);
      await untilDeletion(ctx, id, ({ status }) => status === "waiting");
      const { answer } = await call(client, "get_event_status", { event_id: eventId });
      expect(answer).toMatchObject({ status: "PENDING" });
      expect(await countMemories(database())).toBeGreaterThan(0);
      await cancelDeletion(ctx, { id });
    } finally {
      await setRule(database(), { isOn: false });
    }
  });
});
