import { beforeAll, afterAll, beforeEach, describe, expect, it } from "vitest";
import { testRunner, untilDeletion } from "@/testing/deletions/deletion-fixtures";
import type { Runner } from "@/lib/deletions/server/run/runner";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { importMemories } from "@/lib/imports/server/import-memories";
import { requirePermission } from "@/lib/access/require-permission";
import { useTestDatabase } from "@/testing/test-database";
import { memories } from "@/drizzle/schema/memories";
import { createMcpServing } from "@/lib/mcp/server/serve-mcp";
import { createDispatcher } from "./dispatch";
import { operationsWith } from "./operations";

// Texts on the wire, and no client's numbers: JavaScript would round them before they are sent.
const one = "1161888007138312193";
const other = "1161888007138312200";

const test = useTestDatabase();
let runner: Runner;
beforeAll(() => {
  runner = testRunner(test.database());
});
afterAll(() => runner.stop());
beforeEach(async () => {
  await test.database().delete(memories);
});

const models = { chat: () => null, embedding: () => null, onFailure: () => undefined };
const log = () => ({ info: () => undefined, error: () => undefined });
const authenticate = (_request: Request, permission: Parameters<typeof requirePermission>[1]) => {
  const ctx = test.context();
  requirePermission(ctx.actor, permission);
  return Promise.resolve(ctx);
};

const api = async (method: string, path: string, body?: string): Promise<string> => {
  const dispatch = createDispatcher({ operations: operationsWith(models), authenticate, log });
  const response = await dispatch(
    new Request(`https://lethe.test${path}`, {
      method,
      ...(body === undefined ? {} : { body, headers: { "content-type": "application/json" } }),
    }),
  );
  const text = await response.text();
  if (response.status >= 400) throw new Error(text);
  return text;
};

/** Calls a tool by what is on the wire, and answers the text of its result. */
const mcp = async (name: string, args: string): Promise<string> => {
  const response = await createMcpServing({ authenticate, models, log })(
    new Request("https://lethe.test/api/mcp", {
      method: "POST",
      headers: {
        "content-type": "application/json",
        accept: "application/json, text/event-stream",
        "mcp-protocol-version": "2025-06-18",
      },
      body: `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"${name}","arguments":${args}}}`,
    }),
  );
  return response.text();
};

const eventIdIn = (text: string) =>
  deletionIdSchema.parse(/event_id\\?":\s*\\?"([0-9a-f-]{36})/.exec(text)?.[1]);
const gone = async (text: string) => untilDeletion(test.context(), eventIdIn(text));
const add = (number: string) =>
  api(
    "POST",
    "/v3/memories/add/",
    `{"messages":[{"role":"user","content":"order"}],"user_id":"snow","infer":false,"metadata":{"order":${number},"deep":[{"n":${number}}]}}`,
  );
const list = (filters: string) => api("POST", "/v3/memories/", `{"filters":${filters}}`);
const all = () => list('{"user_id":"snow"}');

describe("numbers that no double can hold", () => {
  beforeEach(async () => {
    await add(one);
    await add(other);
  });

  it("are answered as they were sent", async () => {
    const answer = await all();
    for (const number of [one, other]) {
      expect(answer).toMatch(new RegExp(`"order":${number}\\b`));
      expect(answer).toMatch(new RegExp(`"n":${number}\\b`));
    }
    expect(await mcp("get_memories", '{"user_id":"snow"}')).toContain(one);
  });

  it("find the one and not the other, in a filter, a search and a query", async () => {
    const filters = `{"AND":[{"user_id":"snow"},{"metadata":{"order":${one}}}]}`;
    const query = `user_id=snow&metadata=${encodeURIComponent(`{"order":${one}}`)}`;
    const answers = [
      await list(filters),
      await api(
        "POST",
        "/v3/memories/search/",
        `{"query":"order","filters":{"user_id":"snow"},"metadata":{"order":${one}}}`,
      ),
      await api("GET", `/v1/memories/?${query}`),
      await mcp("get_memories", `{"filters":${filters}}`),
    ];
    for (const answer of answers) {
      expect(answer).toContain(one);
      expect(answer).not.toContain(other);
    }
  });

  it.each([
    [
      "the API",
      () => api("DELETE", `/v1/memories/?user_id=snow&metadata=${encodeURIComponent(`{"order":${one}}`)}`),
    ],
    ["an agent", () => mcp("delete_all_memories", `{"user_id":"snow","metadata":{"order":${one}}}`)],
  ])("are deleted by %s, and their neighbours are not", async (_, erase) => {
    expect(await gone(await erase())).toMatchObject({ status: "completed", deletedCount: 1 });
    const left = await all();
    expect(left).toContain(other);
    expect(left).not.toContain(one);
  });

  it("are updated as they are, and not taken from what merely looks like one inside Lethe", async () => {
    const id = /"id":"([0-9a-f-]{36})"/.exec(await all())?.[1] ?? "";
    expect(await api("PUT", `/v1/memories/${id}/`, `{"metadata":{"share":0.1234567890123456789}}`)).toContain(
      "0.1234567890123456789",
    );
    const disguised = encodeURIComponent(`{"order":{"number":"${other}"}}`);
    await expect(api("DELETE", `/v1/memories/?user_id=snow&metadata=${disguised}`)).rejects.toThrow(
      "metadata value",
    );
    await expect(add("1e1000")).rejects.toThrow("more than 1,000 digits");
  });
});

describe("an id of nothing but white space", () => {
  const ids = [" ", "   ", "\t", "\u00a0", "\u3000", "\u200b", "\ufeff"];

  it.each(ids)("%j is stored by every way in, and found and deleted by every way out", async (id) => {
    const name = JSON.stringify(id);
    const store = async () => {
      await api(
        "POST",
        "/v3/memories/add/",
        `{"messages":[{"role":"user","content":"x"}],"user_id":${name},"infer":false}`,
      );
      const source = (async function* () {
        yield await Promise.resolve(Buffer.from(`{"memory":"y","user_id":${name}}`));
      })();
      expect(await importMemories(test.context(), { source })).toMatchObject({ addedCount: 1, badCount: 0 });
      await test
        .database()
        .update(memories)
        .set({ storedAt: new Date(Date.now() - 60_000) });
      expect(JSON.parse(await list(`{"user_id":${name}}`))).toMatchObject({ count: 2 });
    };
    const encoded = encodeURIComponent(id);
    for (const erase of [
      () => api("DELETE", `/v1/memories/?user_id=${encoded}`),
      () => api("DELETE", `/v2/entities/user/${encoded}/`),
      () => mcp("delete_all_memories", `{"user_id":${name}}`),
      () => mcp("delete_entities", `{"entity_type":"user","entity_id":${name}}`),
    ]) {
      await store();
      expect(await gone(await erase())).toMatchObject({ status: "completed", deletedCount: 2 });
    }
  });

  it("while one without any character is none, and is refused where it would be a filter", async () => {
    await expect(api("DELETE", "/v1/memories/?user_id=")).rejects.toThrow("An entity ID is empty");
    await expect(api("DELETE", "/v2/entities/user//")).rejects.toThrow();
  });
});

describe("null and {} from an agent", () => {
  it("are as good as absent where it reads", async () => {
    await add("5");
    const read = '{"user_id":"snow","agent_id":null,"filters":{},"page":null,"show_expired":null}';
    expect(await mcp("get_memories", read)).toContain("order");
    const search =
      '{"query":"order","user_id":"snow","run_id":null,"filters":null,"top_k":null,"threshold":{}}';
    expect(await mcp("search_memories", search)).toContain("order");
    expect(await mcp("list_entities", '{"page":null,"page_size":null}')).toContain("snow");
    expect(await mcp("search_memories", '{"query":null,"user_id":"snow"}')).toContain("query");
  });

  it("are refused where it deletes", async () => {
    await add("5");
    for (const args of ['{"user_id":"snow","agent_id":null}', '{"user_id":"snow","metadata":null}'])
      expect(await mcp("delete_all_memories", args)).toContain('"isError":true');
    expect(JSON.parse(await all())).toMatchObject({ count: 1 });
  });
});
