import { randomUUID } from "node:crypto";
import { callServer, createKey } from "./api-key";
import { expect, signIn, test } from "./console";
import { connectToDatabase } from "./database";
import { add, connect, countOf, idsOf, refusalOf, untilDone } from "./mem0-client";

// Mem0's official JavaScript client, unchanged, against the running product. What needs a product of its own, wildcards over
// the whole project among it, is in mem0-wildcards.spec.ts.

const texts = (count: number, word: string) =>
  Array.from({ length: count }, (_, index) => `${word} number ${index + 1} is on the list`);
let apiKey = "";
test.beforeAll(async () => {
  apiKey = await createKey("mem0 client", "admin");
});

test("pings, adds, gets, lists, searches, updates, and tells a history", async () => {
  const client = await connect(apiKey);
  await client.ping();
  const user = `pelican-${randomUUID().slice(0, 8)}`;
  const [id = "", other = ""] = await add(client, ["Plays the theremin on Sundays", "Prefers rye bread"], {
    userId: user,
    metadata: { source: "chat", snake_key: 1 },
  });
  expect(await client.get(id)).toMatchObject({ id, memory: "Plays the theremin on Sundays" });
  const listed = await client.getAll({ filters: { user_id: user }, page: 1, pageSize: 50 });
  expect(listed.count).toBe(2);
  expect(idsOf(listed.results)).toEqual(expect.arrayContaining([id, other]));
  const found = await client.search("theremin", { filters: { user_id: user }, topK: 5 });
  expect(found.results[0]).toMatchObject({ id });
  await client.update(id, { text: "Plays the theremin on Mondays" });
  expect((await client.get(id)).memory).toBe("Plays the theremin on Mondays");
  const history = await client.history(id);
  expect(history.map(({ event }) => event)).toEqual(["ADD", "UPDATE"]);
  expect(await client.delete(id)).toMatchObject({ message: "Memory deleted successfully!" });
  expect(await client.history(id)).toEqual([]);
  expect(await refusalOf(client.get(id))).toContain("Memory not found!");
  expect(await refusalOf(client.delete(id))).toContain("Memory not found!");
  expect(await refusalOf(client.delete("seven"))).toContain("valid UUID");
});

test("deletes batches of up to 1,000", async () => {
  const client = await connect(apiKey);
  const user = `tern-${randomUUID().slice(0, 8)}`;
  const ids: string[] = [];
  for (let part = 0; part < 11; part++)
    ids.push(...(await add(client, texts(91, `Tern ${part}`), { userId: user })));
  expect(ids).toHaveLength(1001);
  expect(await refusalOf(client.batchDelete(ids))).toContain(
    "Maximum of 1000 memories can be deleted in a single request",
  );
  expect(await countOf(client, { user_id: user })).toBe(1001);
  expect(await client.batchDelete(ids.slice(0, 1000))).toMatchObject({
    message: "Successfully deleted 1000 memories",
  });
  expect(await countOf(client, { user_id: user })).toBe(1);
});

test("deletes all by entity, by metadata and by wildcard, and tells how it went", async () => {
  const client = await connect(apiKey);
  const name = (noun: string) => `${noun}-${randomUUID().slice(0, 8)}`;
  const [user, agent, app, run] = [name("skua"), name("agent"), name("app"), name("run")];
  await add(client, texts(3, "Skua"), { userId: user, agentId: agent, appId: app, runId: run });
  await add(client, texts(2, "Skua alone"), { userId: user });
  await add(client, ["Skua in gold"], { userId: user, appId: app, metadata: { tier: "gold" } });

  expect(await refusalOf(client.deleteAll())).toContain("One of the filters");
  // The client makes "[object Object]" of an object; its JSON is what Mem0 takes.
  expect(await refusalOf(client.deleteAll({ userId: user, metadata: { tier: "gold" } } as never))).toContain(
    "JSON",
  );
  const gold = JSON.stringify({ tier: "gold" });
  const byMetadata = await client.deleteAll({ userId: user, metadata: gold } as never);
  expect(byMetadata).toMatchObject({ message: "Delete in progress. This may take some time." });
  expect(await untilDone(client, byMetadata)).toMatchObject({
    status: "SUCCEEDED",
    metadata: { deleted_count: 1 },
  });
  // Several filters narrow: only those that have this user and any run.
  const narrowed = await untilDone(client, await client.deleteAll({ userId: user, runId: "*" }));
  expect(narrowed).toMatchObject({ metadata: { deleted_count: 3 } });
  expect(await countOf(client, { user_id: user })).toBe(2);
  expect(await untilDone(client, await client.deleteAll({ userId: user }))).toMatchObject({
    metadata: { deleted_count: 2 },
  });
});

test("users and deleteUsers, with slashes and every script in their names", async () => {
  const client = await connect(apiKey);
  const mark = randomUUID().slice(0, 8);
  const names = [`a/b ${mark}`, `كرستين ${mark}`, `東京 ${mark}`, `50% ${mark}?#`];
  for (const userId of names) await add(client, [`Known as ${userId}`], { userId });
  const { results } = await client.users({ pageSize: 200 });
  expect(results.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  for (const userId of names) {
    await client.deleteUsers({ userId });
    await expect.poll(() => countOf(client, { user_id: userId })).toBe(0);
  }
});

test("a wrong key is refused", async () => {
  // The client writes it to the console by itself. Caught here, so that the log of a passing run is quiet.
  const said: unknown[] = [];
  const { error, warn } = console;
  console.error = console.warn = (...words: unknown[]) => void said.push(...words);
  try {
    const client = await connect("lethe_wrong");
    expect(await refusalOf(client.getAll({ filters: { user_id: "x" } }))).toContain("Invalid API key");
    await expect.poll(() => said).toContain("Failed to initialize client:");
  } finally {
    Object.assign(console, { error, warn });
  }
});

test("a key may do what its role may", async () => {
  const viewer = await connect(await createKey("mem0 reader", "viewer"));
  const [id = ""] = await add(await connect(apiKey), ["Whimbrels whistle"], { userId: "whimbrel" });
  expect((await viewer.get(id)).memory).toBe("Whimbrels whistle");
  for (const refused of [
    () => add(viewer, ["Whimbrels sing"], { userId: "whimbrel" }),
    () => viewer.update(id, { text: "Whimbrels sing" }),
    () => viewer.delete(id),
    () => viewer.batchDelete([id]),
    () => viewer.deleteAll({ userId: "whimbrel" }),
    () => viewer.deleteUsers({ userId: "whimbrel" }),
  ]) {
    expect(await refusalOf(refused())).toContain("Your role, viewer, does not allow this.");
  }
  expect((await viewer.get(id)).memory).toBe("Whimbrels whistle");
});

test("a key that asks too often is told when to come back", async () => {
  const key = await createKey("mem0 in a hurry", "viewer");
  const ping = () => callServer(key, "GET", "/v1/ping/");
  let left = 600;
  const pinging = async () => {
    while (left-- > 0) expect((await ping()).status).toBe(200);
  };
  await Promise.all(Array.from({ length: 10 }, pinging));
  const refused = await ping();
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(Number(refused.headers.get("retry-after"))).toBeLessThanOrEqual(60);
});

test("deletes a memory with those that it superseded, and says how many", async () => {
  const client = await connect(apiKey);
  const userId = `dunnock-${randomUUID().slice(0, 8)}`;
  const [oldest = "", older = "", newest = "", other = ""] = await add(client, texts(4, "Dunnock"), {
    userId,
  });
  const database = await connectToDatabase();
  for (const [old, by] of [
    [oldest, older],
    [older, newest],
  ])
    await database.query("update memories set superseded_by = $2 where id = $1", [old, by]);
  await database.end();
  expect((await client.getAll({ filters: { user_id: userId }, latestOnly: true })).count).toBe(2);
  expect(await client.delete(newest, { deleteLinked: true })).toEqual({
    message: "Memory deleted successfully!",
    cascadeCount: 2,
  });
  expect(idsOf((await client.getAll({ filters: { user_id: userId } })).results)).toEqual([other]);
});

test("updates in batches; what is immutable is not updated, and is deleted", async () => {
  const client = await connect(apiKey);
  const userId = `siskin-${randomUUID().slice(0, 8)}`;
  const [first = "", second = ""] = await add(client, texts(2, "Siskin"), { userId });
  const [fixed = ""] = await add(client, ["Siskins are green"], { userId, immutable: true });
  await client.batchUpdate([
    { memoryId: first, text: "Siskin one" },
    { memoryId: second, text: "Siskin two" },
  ]);
  expect((await client.get(second)).memory).toBe("Siskin two");
  expect(await refusalOf(client.update(fixed, { text: "Siskins are red" }))).toContain("immutable");
  const both = [first, fixed].map((memoryId) => ({ memoryId, text: "Siskins are red" }));
  expect(await refusalOf(client.batchUpdate(both))).toContain("Nothing was changed");
  expect((await client.get(first)).memory).toBe("Siskin one");
  expect(await client.batchDelete([first, second, fixed])).toEqual({
    message: "Successfully deleted 3 memories",
  });
});

test("what has expired is hidden, and is deleted with the rest", async () => {
  const client = await connect(apiKey);
  const userId = `knot-${randomUUID().slice(0, 8)}`;
  await add(client, ["Knots flock"], { userId });
  await add(client, ["Knots flew"], { userId, expirationDate: "2020-01-31" });
  expect(await countOf(client, { user_id: userId })).toBe(1);
  expect((await client.getAll({ filters: { user_id: userId }, showExpired: true })).count).toBe(2);
  const done = await untilDone(client, await client.deleteAll({ userId }));
  expect(done).toMatchObject({ status: "SUCCEEDED", metadata: { deleted_count: 2 } });
});

test("webhooks, made and listed by the client", async () => {
  const client = await connect(apiKey);
  const url = "https://hooks.invalid/mem0";
  const made: unknown = await client.createWebhook({
    name: "Mem0 hook",
    url,
    eventTypes: ["memory_delete"],
  } as never);
  const { webhookId } = made as { webhookId: string };
  expect(await client.getWebhooks()).toEqual(
    expect.arrayContaining([expect.objectContaining({ webhookId, url, isActive: true })]),
  );
  await client.updateWebhook({ webhookId, name: "Renamed hook" });
  expect(JSON.stringify(await client.getWebhooks())).toContain("Renamed hook");
  await client.deleteWebhook({ webhookId });
  expect(JSON.stringify(await client.getWebhooks())).not.toContain(webhookId);
});

const filters = { user_id: "nobody" };
const messages = [{ role: "user", content: "Has a boat" }];
const unknownId = "00000000-0000-4000-8000-000000000000";
const refusals: [string, string, unknown, number, object][] = [
  ["GET", "/v1/memories/seven/", undefined, 400, { error: "memory_id should be a valid UUID" }],
  ["GET", "/v1/memories/%ZZ/", undefined, 400, { error: "The address is not valid." }],
  ["DELETE", "/v2/entities/user/%C0%80/", undefined, 400, { error: "The address is not valid." }],
  ["DELETE", "/api/v1/webhooks/%/", undefined, 400, { error: "The address is not valid." }],
  ["GET", "/v1/%ZZ/", undefined, 404, { detail: "Not found." }],
  ["GET", `/v1/memories/${unknownId}/`, undefined, 404, { error: "Memory not found!" }],
  ["PUT", `/v1/memories/${unknownId}/`, { text: "x" }, 404, { error: "Memory not found!" }],
  ["PUT", `/v1/memories/${unknownId}/`, {}, 400, { error: matching("^At least one of text") }],
  ["DELETE", "/v1/memories/", undefined, 400, expect.arrayContaining([matching("^One of the filters")])],
  ["DELETE", "/v1/memories/?user_id=", undefined, 400, {}],
  ["DELETE", "/v1/memories/?metadata=x", undefined, 400, { error: matching("JSON") }],
  ["DELETE", "/v1/memories/?user=ann", undefined, 400, { error: matching("^Unknown field") }],
  ["DELETE", "/v1/batch/", { memories: [] }, 400, { error: matching("^No memories") }],
  ["DELETE", "/v1/batch/", { memories: [{ memory_id: "x" }] }, 400, { error: matching("valid UUID") }],
  ["DELETE", "/v2/entities/planet/mars/", undefined, 400, { message: "Invalid entity type" }],
  ["GET", `/v1/event/${unknownId}/`, undefined, 404, { error: matching("^Event not found") }],
  ["POST", "/v3/memories/", {}, 400, {}],
  ["POST", "/v3/memories/", { filters: {} }, 400, {}],
  [
    "POST",
    "/v3/memories/",
    { filters, user_id: "ann" },
    400,
    { error: matching("^Top-level entity parameters") },
  ],
  ["POST", "/v3/memories/", { filters: { nme: "x" } }, 400, { error: matching("^Top-level key must be") }],
  ["POST", "/v3/memories/", { filters: { AND: [filters], OR: [filters] } }, 400, { error: matching("OR") }],
  ["POST", "/v3/memories/?page_size=201", { filters }, 400, { error: "page_size must be <= 200" }],
  ["POST", "/v3/memories/search/", { filters, query: " " }, 400, { error: matching("^Invalid query") }],
  ["POST", "/v3/memories/add/", { messages, infer: false }, 400, { error: "400 Bad Request" }],
  [
    "POST",
    "/v3/memories/add/",
    { messages, user_id: "ann" },
    400,
    { details: { message: matching("LETHE_MODEL_URL") } },
  ],
  ["POST", "/v3/memories/", { filters, text: "x".repeat(1_100_000) }, 413, { error: matching("1 MiB") }],
  ["GET", "/v1/batch/", undefined, 405, { detail: 'Method "GET" not allowed.' }],
  ["GET", "/v1/nothing/", undefined, 404, { detail: "Not found." }],
];
function matching(pattern: string): unknown {
  return expect.stringMatching(pattern);
}

test("refuses what Mem0 refuses, in its words, with and without the slash at the end", async () => {
  for (const [method, path, body, status, answer] of refusals) {
    for (const each of [path, path.replace(/\/(?=$|\?)/, "")]) {
      const refused = await callServer(apiKey, method, each, body);
      expect(refused, `${method} ${each}`).toMatchObject({ status, body: answer });
    }
  }
});

test("what the client deletes stands in an open history within seconds", async ({ page }) => {
  const client = await connect(apiKey);
  const user = `godwit-${randomUUID().slice(0, 8)}`;
  await add(client, texts(4, "Godwit"), { userId: user });
  await signIn(page, "/history");
  await expect(page.getByRole("status").filter({ hasText: /^Live$/ })).toBeVisible();
  await client.deleteAll({ userId: user });
  const row = page
    .getByRole("table", { name: "Deletion history" })
    .getByRole("row")
    .filter({ hasText: user });
  await expect(row).toBeVisible({ timeout: 10_000 });
  await expect(row).toContainText("Completed");
});
