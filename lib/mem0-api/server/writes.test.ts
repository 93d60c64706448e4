import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { desc, eq } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { MemoryId } from "@/lib/memories/types";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import type { ModelSettings } from "@/lib/env/model-settings";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { additions } from "@/drizzle/schema/additions";
import { memories } from "@/drizzle/schema/memories";
import { apiFor } from "@/testing/mem0-api/api-fixtures";

const test = useTestDatabase();
const ask = apiFor(() => test.context("support"));

type Added = {
  event_id: string;
  results: { id: string; data: { memory: string } }[];
  left_out?: { message: number; kind: string }[];
};
const add = async (body: object, using = ask) => {
  const answer = await using("POST", "/v3/memories/add/", body);
  return { ...answer, added: answer.body as Added };
};
const user = (content: string) => ({ role: "user", content });
const assistant = (content: string) => ({ role: "assistant", content });
const rowsOf = async ({ results }: Added) =>
  Promise.all(
    results.map(async ({ id }) => {
      const [row] = await test
        .database()
        .select()
        .from(memories)
        .where(eq(memories.id, memoryIdSchema.parse(id)));
      return row;
    }),
  );

describe("POST /v3/memories/add/ with infer: false", () => {
  it.each(["/v1/memories/", "/v3/memories/add/"])(
    "is refused by %s with an ID in the query, which would not be stored",
    async (path) => {
      const body = { messages: "I like tea", agent_id: "misplaced", infer: false };
      expect(await ask("POST", `${path}?user_id=ann`, body)).toMatchObject({
        status: 400,
        body: {
          details: {
            message: "Entity parameters [user_id] are not read in the address. Send them in the body.",
          },
        },
      });
    },
  );

  it("stores each message of a user or an assistant as it is", async () => {
    const { status, body, added } = await add({
      messages: [
        { role: "system", content: "Be kind." },
        user("I live in Rome 🇮🇹\n— since 2020"),
        assistant("Noted."),
      ],
      user_id: "ann/ü",
      agent_id: "bot",
      app_id: "app",
      run_id: "run",
      metadata: { source: { kind: "chat" } },
      immutable: true,
      expiration_date: "2031-01-31",
      timestamp: 1_577_836_800,
      infer: false,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      message: "Memories stored successfully",
      status: "SUCCEEDED",
      results: [
        { event: "ADD", data: { memory: "I live in Rome 🇮🇹\n— since 2020" } },
        { event: "ADD", data: { memory: "Noted." } },
      ],
    });
    const [row] = await rowsOf(added);
    expect(row).toMatchObject({
      userId: "ann/ü",
      agentId: "bot",
      appId: "app",
      runId: "run",
      metadata: { source: { kind: "chat" } },
      immutable: true,
      expirationDate: "2031-01-31",
      createdAt: new Date("2020-01-01T00:00:00Z"),
    });
    const [addition] = await test.database().select().from(additions).where(eq(additions.id, added.event_id));
    expect(addition?.memoryIds).toEqual(added.results.map(({ id }) => id));
  });

  it("stores what an assistant says for a user as well, and never a system's messages", async () => {
    const messages = [{ role: "system", content: "Be kind." }, user("I keep bees"), assistant("How many?")];
    const { added } = await add({ messages, user_id: "keeper", infer: false });
    expect(await rowsOf(added)).toMatchObject([
      { memory: "I keep bees", userId: "keeper", agentId: null },
      { memory: "How many?", userId: "keeper", agentId: null },
    ]);
    const { status, added: nothing } = await add({
      messages: messages.slice(0, 1),
      user_id: "keeper",
      infer: false,
    });
    expect([status, nothing.results]).toEqual([200, []]);
  });

  it("is an event that tells the ids, and never a text", async () => {
    const { added } = await add({ messages: [user("Keeps bees")], user_id: "ann", infer: false });
    const { status, body } = await ask("GET", `/v1/event/${added.event_id}/`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      id: added.event_id,
      event_type: "ADD",
      status: "SUCCEEDED",
      payload: {},
      metadata: { added_count: 1 },
      results: [{ id: added.results[0]?.id, event: "ADD" }],
      error: null,
    });
    expect(JSON.stringify(body)).not.toContain("bees");
    expect((await ask("GET", "/v1/events/?page_size=1")).body).toMatchObject({
      results: [{ id: added.event_id }],
      previous: null,
    });
  });

  it("can be read back in every way at once", async () => {
    const { added } = await add({ messages: [user("Collects stamps")], user_id: "reader", infer: false });
    const [{ id } = { id: "" }] = added.results;
    expect((await ask("GET", `/v1/memories/${id}/`)).body).toMatchObject({ memory: "Collects stamps" });
    const filters = { user_id: "reader" };
    expect((await ask("POST", "/v3/memories/", { filters })).body).toMatchObject({ count: 1 });
    expect((await ask("POST", "/v3/memories/search/", { filters, query: "stamp" })).body).toMatchObject({
      results: [{ id }],
    });
  });

  it("takes everything that Mem0's clients send, ids in filters among it", async () => {
    const { status, added } = await add({
      messages: [{ ...user("x"), name: "Ann" }],
      filters: { user_id: "inside", run_id: "r" },
      run_id: "beside",
      infer: false,
      metadata: null,
      expiration_date: null,
      custom_categories: [{ travel: "trips" }],
      custom_instructions: "…",
      structured_data_schema: {},
      output_format: "v1.1",
      version: "v2",
      async_mode: true,
      project_id: "lethe",
    });
    expect(status).toBe(200);
    expect((await rowsOf(added))[0]).toMatchObject({ userId: "inside", runId: "beside" });
  });

  it("stores what agents and tools say, and a system's or a developer's messages never", async () => {
    const roles = ["user", "assistant", "agent", "tool", "function", "system", "developer"];
    const messages = roles.map((role) => ({ role, content: `By a ${role}`, name: "Ann" }));
    const { added } = await add({ messages, user_id: "roles", agent_id: "bot", infer: false });
    expect(await rowsOf(added)).toMatchObject(
      roles
        .slice(0, 5)
        .map((role) => ({ memory: `By a ${role}`, userId: "roles", agentId: "bot", metadata: {} })),
    );
    expect(added.left_out).toBeUndefined();
  });

  it("leaves out what is not text, and says so in the answer and in a header", async () => {
    const { status, headers, added } = await add({
      messages: [
        { role: "user", content: { type: "image_url", image_url: { url: "https://example.com/ann.png" } } },
        user("Plain"),
        {
          role: "user",
          content: [
            { type: "text", text: "Look at" },
            { type: "pdf_url", pdf_url: { url: "https://example.com/ann.pdf" } },
            "this.",
            { type: "Ann's secret" },
          ],
        },
        { role: "assistant", content: null, tool_calls: [{ id: "1", function: { name: "look" } }] },
        { role: "tool", content: "Seen.", tool_call_id: "1" },
        { role: "user", content: { type: "mdx_url", mdx_url: { url: "aGk=" } } },
        { role: "assistant", tool_calls: [] },
      ],
      user_id: "viewer",
      infer: false,
    });
    expect(status).toBe(200);
    expect(added.results.map(({ data }) => data.memory)).toEqual(["Plain", "Look at this.", "Seen."]);
    expect(added.left_out).toEqual([
      { message: 0, kind: "image_url" },
      { message: 2, kind: "pdf_url" },
      { message: 2, kind: "other" },
      { message: 3, kind: "tool_calls" },
      { message: 5, kind: "mdx_url" },
      { message: 6, kind: "tool_calls" },
    ]);
    expect(headers.get("x-lethe-left-out")).toBe(
      "messages[0] image_url, messages[2] pdf_url, messages[2] other, messages[3] tool_calls, messages[5] mdx_url, messages[6] tool_calls",
    );
    expect(headers.get("x-lethe-left-out")).not.toContain("Ann");
  });

  it("keeps the header short, however much is left out", async () => {
    const image = { role: "user", content: { type: "image_url", image_url: {} } };
    const { headers, added } = await add({
      messages: Array(1000).fill(image),
      user_id: "many",
      infer: false,
    });
    expect(added).toMatchObject({ message: "There was nothing new to store", results: [] });
    expect(added.left_out).toHaveLength(1000);
    expect(headers.get("x-lethe-left-out")?.length).toBeLessThan(1100);
  });

  it.each([
    ["a text", "Likes rye", "Likes rye"],
    ["one message", user("Likes oats"), "Likes oats"],
  ])("takes %s for a list of one", async (_, messages, memory) => {
    const { added } = await add({ messages, user_id: "alone", infer: false });
    expect(added.results).toMatchObject([{ data: { memory }, event: "ADD" }]);
  });

  it("stores an exact repeat once, and tells which memory it is of, in the event too", async () => {
    const body = { messages: [user("Reads at night")], user_id: "night", infer: false };
    const { added: first } = await add(body);
    const { added: again } = await add(body);
    const [{ id } = { id: "" }] = first.results;
    expect(again).toMatchObject({
      message: "There was nothing new to store",
      status: "SUCCEEDED",
      results: [{ id, data: { memory: "Reads at night" }, event: "NOOP" }],
    });
    expect((await ask("GET", `/v1/event/${again.event_id}/`)).body).toMatchObject({
      status: "SUCCEEDED",
      metadata: { added_count: 0, repeated_count: 1 },
      results: [{ id, event: "NOOP" }],
    });
    const filters = { user_id: "night" };
    expect((await ask("POST", "/v3/memories/", { filters })).body).toMatchObject({ count: 1 });
  });

  const valid = { messages: [user("x")], user_id: "ann", infer: false };
  it.each([
    [{ ...valid, user_id: undefined }, "At least one entity ID is required"],
    [{ ...valid, user_id: null }, "At least one entity ID is required"],
    [{ ...valid, user_id: "" }, "user_id is empty."],
    [{ ...valid, user_id: "a\u0000" }, "user_id contains a null or invalid character."],
    [{ ...valid, messages: [] }, "messages is empty."],
    [{ ...valid, messages: [user("  ")] }, "messages[0].content is empty."],
    [{ ...valid, messages: [{ role: "user" }] }, "messages[0].content is empty."],
    [{ ...valid, messages: [{ role: "user", content: [] }] }, "messages[0].content is empty."],
    [{ ...valid, messages: [user("")] }, "messages[0].content is empty."],
    [
      { ...valid, messages: [{ role: "user", content: [{ type: "text", text: " " }] }] },
      "messages[0].content is",
    ],
    [{ ...valid, messages: 5 }, "messages: "],
    [
      { ...valid, messages: [user("half \ud83d")] },
      "messages[0].content contains a null or invalid character.",
    ],
    [{ ...valid, messages: [{ role: "nobody", content: "x" }] }, "messages[0].role: "],
    [{ ...valid, metadata: [] }, "metadata is not an object."],
    [{ ...valid, expiration_date: "soon" }, "expiration_date is not a day such as 2026-01-31."],
    [{ ...valid, expiration_date: "2030-02-30" }, "expiration_date is a time that does not exist."],
    [{ ...valid, expiration_date: "31/01/2030" }, "expiration_date can be read as day and month"],
    [{ ...valid, timestamp: 1e20 }, "timestamp is not a time such as"],
    [{ ...valid, timestamp: "" }, "timestamp is empty."],
    [{ ...valid, timestamp: "01/05/2026" }, "timestamp can be read as day and month or as month and day"],
    [{ ...valid, filters: { bogus: 1 } }, 'Unknown field "bogus" in filters.'],
    [{ ...valid, agentId: "bot" }, 'There is no field "agentId": it is written "agent_id".'],
    [{ ...valid, messages: [{ role: "user", content: "x", userId: "a" }] }, 'There is no field "userId"'],
  ])("refuses %j", async (body, message) => {
    const answer = await add(body);
    expect(answer.status).toBe(400);
    const { error, details } = answer.body as { error: string; details: { message: string } };
    expect(error).toBe("400 Bad Request");
    expect(details.message.slice(0, message.length)).toBe(message);
  });

  it.each([
    ["2030-01-31T23:00:00-07:00", "2030-01-31"],
    [1_767_607_200, "2026-01-05"],
    ["2030/01/31", "2030-01-31"],
    ["", null],
  ])("takes %j for the day %s, as imports do", async (expiration_date, expirationDate) => {
    const { added } = await add({ ...valid, messages: [user(`Until ${expiration_date}`)], expiration_date });
    expect(await rowsOf(added)).toMatchObject([{ expirationDate }]);
  });

  it.each(["viewer", "auditor"] as const)("is not for a %s", async (role) => {
    expect(
      await add(
        valid,
        apiFor(() => test.context(role)),
      ),
    ).toMatchObject({ status: 403 });
  });

  it("answers a list to clients before version 3", async () => {
    const early = { ...valid, messages: [user("Of an early client")] };
    expect((await ask("POST", "/v1/memories/", early)).body).toMatchObject([
      { status: "SUCCEEDED", results: [{ event: "ADD" }] },
    ]);
    const both = { ...early, output_format: "v1.1", version: "v2" };
    expect((await ask("POST", "/v1/memories/", both)).body).toMatchObject({
      results: [{ status: "SUCCEEDED", results: [{ event: "NOOP" }] }],
      relations: [],
    });
  });
});

describe("POST /v3/memories/add/ with infer: true", () => {
  // A model's API on this machine: what it is asked is kept, what it answers is set.
  let answer: { status: number; content: string } = { status: 200, content: "" };
  let asked: { authorization: string | undefined; body: string }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      asked.push({ authorization: request.headers.authorization, body: Buffer.concat(chunks).toString() });
      response.writeHead(answer.status, { "content-type": "application/json" });
      response.end(
        JSON.stringify({ choices: [{ message: { role: "assistant", content: answer.content } }] }),
      );
    });
  });
  let model: ModelSettings;
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    // What listens on a port has an address with one.
    const { port } = server.address() as AddressInfo;
    model = { url: `http://127.0.0.1:${port}/v1`, key: "secret", name: "small" };
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));
  beforeEach(() => (asked = []));

  const messages = [user("I moved to Lisbon."), assistant("I will speak Portuguese.")];
  const conversation = { messages, user_id: "ann", agent_id: "bot", app_id: "app" };
  const addBy = (body: object) =>
    add(
      body,
      apiFor(() => test.context("support"), { chat: () => model }),
    );
  const facts = (list: unknown) => JSON.stringify({ facts: list });

  it("says how to configure a model while there is none", async () => {
    const { status, body } = await add({ messages, user_id: "ann" });
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toMatch(
      /infer: false.*LETHE_MODEL_URL, LETHE_MODEL_NAME and LETHE_MODEL_KEY/,
    );
  });

  it("stores the facts, each with whoever stated it", async () => {
    answer = {
      status: 200,
      content: `Here you are:\n\`\`\`json\n${facts([
        { text: "Ann moved to Lisbon", speaker: "user" },
        { text: "The assistant speaks Portuguese", speaker: "assistant" },
      ])}\n\`\`\``,
    };
    const { status, added } = await addBy({ ...conversation, custom_instructions: "Places above all." });
    expect(status).toBe(200);
    expect(await rowsOf(added)).toMatchObject([
      { memory: "Ann moved to Lisbon", userId: "ann", agentId: null, appId: "app" },
      { memory: "The assistant speaks Portuguese", userId: null, agentId: "bot", appId: "app" },
    ]);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.authorization).toBe("Bearer secret");
    expect(asked[0]?.body).toContain("Places above all.");
    expect(asked[0]?.body).toContain("I moved to Lisbon.");
  });

  it("tells the model what the project's settings say, unless the add has instructions of its own", async () => {
    answer = { status: 200, content: facts([]) };
    const admin = apiFor(() => test.context("admin"));
    const settings = { custom_instructions: "Only places.", agent_custom_instructions: "Only tools." };
    const path = "/api/v1/orgs/organizations/lethe/projects/lethe/";
    expect(await admin("PATCH", path, settings)).toMatchObject({ status: 200 });
    const told = async (body: object) => {
      await addBy(body);
      return asked.at(-1)?.body ?? "";
    };
    expect(await told({ messages, user_id: "ann" })).toMatch(/Only places\.(?!.*Only tools\.)/s);
    expect(await told({ messages, agent_id: "bot" })).toMatch(/^(?!.*Only places\.).*Only tools\./s);
    expect(await told(conversation)).toMatch(/Only places\..*assistant states.*Only tools\./s);
    const own = await told({ messages, user_id: "ann", custom_instructions: "Only food." });
    expect(own).toMatch(/^(?!.*Only places\.).*Only food\./s);
    await admin("PATCH", path, { custom_instructions: null, agent_custom_instructions: "" });
    expect(await told({ messages, user_id: "ann" })).not.toContain("Only places.");
  });

  it("tells the model who speaks, an agent as the assistant, and not what tools and pictures are", async () => {
    answer = { status: 200, content: facts([{ text: "Ann keeps goats", speaker: "assistant" }]) };
    const { status, added, headers } = await addBy({
      ...conversation,
      messages: [
        { role: "system", content: "Be kind." },
        { ...user("I keep goats."), name: "Ann" },
        { role: "agent", name: "Scout", content: "Noted." },
        { role: "tool", content: "A weather report." },
        {
          role: "user",
          content: [
            { type: "text", text: "Mine." },
            { type: "image_url", image_url: {} },
          ],
        },
      ],
    });
    expect(status).toBe(200);
    const sent = JSON.parse(asked[0]?.body ?? "") as { messages: { content: string }[] };
    expect(JSON.parse(sent.messages[1]?.content ?? "")).toEqual([
      { role: "system", content: "Be kind." },
      { role: "user", content: "I keep goats.", name: "Ann" },
      { role: "assistant", content: "Noted.", name: "Scout" },
      { role: "user", content: "Mine." },
    ]);
    expect(await rowsOf(added)).toMatchObject([{ userId: null, agentId: "bot" }]);
    expect(added.left_out).toEqual([
      { message: 3, kind: "tool" },
      { message: 4, kind: "image_url" },
    ]);
    expect(headers.get("x-lethe-left-out")).toBe("messages[3] tool, messages[4] image_url");
  });

  it("does not ask the model about a conversation without a word", async () => {
    const image = { role: "user", content: { type: "image_url", image_url: {} } };
    const added = await addBy({ ...conversation, messages: [{ role: "system", content: "x" }, image] });
    expect(added).toMatchObject({ status: 200, body: { results: [], left_out: [{ message: 1 }] } });
    expect(asked).toHaveLength(0);
  });

  it("stores a fact once that the model finds again", async () => {
    answer = { status: 200, content: facts([{ text: "Ann has twins", speaker: "user" }]) };
    expect((await addBy(conversation)).body).toMatchObject({ results: [{ event: "ADD" }] });
    expect((await addBy(conversation)).body).toMatchObject({ results: [{ event: "NOOP" }] });
  });

  it("stores nothing where there is no fact", async () => {
    answer = { status: 200, content: facts([]) };
    expect(await addBy(conversation)).toMatchObject({ status: 200, body: { results: [] } });
  });

  it.each([
    [{ status: 500, content: "" }, "The model answered with status 500.", "model_unavailable"],
    [{ status: 200, content: "I would rather not." }, "The model did not answer with a list", "model_answer"],
    [{ status: 200, content: facts([{ text: "", speaker: "user" }]) }, "The model did not", "model_answer"],
    [
      { status: 200, content: facts([{ text: "x", speaker: "nobody" }]) },
      "The model did not",
      "model_answer",
    ],
  ])("stores nothing when the model answers %j, and writes that down", async (given, error, errorCode) => {
    answer = given;
    const before = await test.database().$count(memories);
    const refusal = await addBy(conversation);
    expect(refusal.status).toBe(503);
    expect((refusal.body as { error: string }).error).toMatch(error);
    expect(await test.database().$count(memories)).toBe(before);
    const [addition] = await test
      .database()
      .select()
      .from(additions)
      .orderBy(desc(additions.finishedAt))
      .limit(1);
    expect(addition).toMatchObject({ status: "failed", errorCode, memoryIds: [] });
    expect((await ask("GET", `/v1/event/${addition?.id ?? ""}/`)).body).toMatchObject({
      status: "FAILED",
      error: expect.stringMatching(/Nothing was stored\.$/) as string,
    });
  });

  it("says that the model cannot be reached", async () => {
    const away = { ...model, url: "http://127.0.0.1:1/v1" };
    expect(
      await add(
        conversation,
        apiFor(() => test.context(), { chat: () => away }),
      ),
    ).toMatchObject({
      status: 503,
      body: { error: "The model could not be reached. Nothing was stored." },
    });
  });
});

describe("PUT /v1/memories/{id}/", () => {
  const stored = async (row: object = {}): Promise<MemoryId> => {
    const [id] = await insertMemories(test.database(), [{ memory: "before", userId: "ann", ...row }]);
    if (id === undefined) throw new Error("Nothing was stored.");
    return id;
  };
  const put = (id: string, body: object) => ask("PUT", `/v1/memories/${id}/`, body);

  it("updates and answers the memory, whose history tells of it", async () => {
    const id = await stored();
    expect(await put(id, { text: "after", metadata: { a: 1 }, expiration_date: "2031-01-31" })).toMatchObject(
      {
        status: 200,
        body: { id, memory: "after", metadata: { a: 1 }, expiration_date: "2031-01-31", user_id: "ann" },
      },
    );
    expect(await put(id, { expiration_date: null })).toMatchObject({ body: { expiration_date: null } });
    expect(await put(id, { timestamp: "2021-01-01T00:00:00Z" })).toMatchObject({
      body: { created_at: "2021-01-01T00:00:00.000Z", memory: "after" },
    });
    expect((await ask("GET", `/v1/memories/${id}/history/`)).body).toMatchObject([
      { event: "ADD", new_memory: "before" },
      { event: "UPDATE", old_memory: "before", new_memory: "after" },
    ]);
  });

  it.each([
    [{}, "At least one of text, metadata, timestamp, or expiration_date must be provided for update."],
    [{ text: "" }, "text is empty."],
    [{ text: null }, "text is not text."],
    [{ metadata: null }, "metadata is not an object."],
    [{ text: "x", USER_ID: "y" }, 'There is no field "USER_ID": it is written "user_id".'],
  ])("refuses %j", async (body, error) => {
    expect(await put(await stored(), body)).toMatchObject({ status: 400, body: { error } });
  });

  it("refuses an immutable memory, an unknown one, and what is no id", async () => {
    const id = await stored({ immutable: true });
    expect(await put(id, { text: "x" })).toMatchObject({
      status: 400,
      body: { error: `Memory ${id} is immutable and cannot be updated. Nothing was changed.` },
    });
    expect(await put(randomUUID(), { text: "x" })).toMatchObject({
      status: 404,
      body: { error: "Memory not found!" },
    });
    expect(await put("x", { text: "x" })).toMatchObject({
      status: 400,
      body: { error: "memory_id should be a valid UUID" },
    });
  });

  it("updates a batch, all or none", async () => {
    const ids = [await stored(), await stored()];
    const batch = (memories: object[]) => ask("PUT", "/v1/batch/", { memories });
    expect(await batch(ids.map((memory_id) => ({ memory_id, text: "in a batch" })))).toMatchObject({
      status: 200,
      body: { message: "Successfully updated 2 memories" },
    });
    const [first = ""] = ids;
    const absent = randomUUID();
    expect(
      await batch([
        { memory_id: first, text: "again" },
        { memory_id: absent, text: "x" },
      ]),
    ).toMatchObject({ status: 404, body: { error: `Memory ${absent} not found! Nothing was changed.` } });
    expect((await ask("GET", `/v1/memories/${first}/`)).body).toMatchObject({ memory: "in a batch" });
    expect(
      await batch([
        { memory_id: first, text: "a" },
        { memory_id: first, text: "b" },
      ]),
    ).toMatchObject({
      status: 400,
      body: { error: "The same memory_id is given twice." },
    });
    expect(await batch([{ memory_id: "x", text: "a" }])).toMatchObject({
      status: 400,
      body: { error: "memory_id should be a valid UUID" },
    });
    expect(await batch([{ memory_id: first }])).toMatchObject({ status: 400 });
    expect(await batch([])).toMatchObject({ status: 400, body: { error: "memories is empty." } });
    const many = Array.from({ length: 1001 }, () => ({ memory_id: randomUUID(), text: "x" }));
    expect(await batch(many)).toMatchObject({
      status: 400,
      body: { error: "Maximum of 1000 memories can be updated in a single request" },
    });
  });
});
