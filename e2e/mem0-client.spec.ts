import { randomUUID } from "node:crypto";
import type { default as MemoryClient, Memory } from "mem0ai";
import { callServer, createKey } from "./api-key";
import { expect, signIn, test } from "./console";

/**
 * Mem0's official JavaScript client, unchanged, against the running product. Its telemetry would send ids elsewhere; only this
 * value, set before the import, stops it.
 */
const connect = async (apiKey: string): Promise<MemoryClient> => {
  process.env["MEM0_TELEMETRY"] = "false";
  const { MemoryClient: Client } = await import("mem0ai");
  const host = process.env["LETHE_E2E_URL"];
  if (host === undefined) throw new Error("The product was not started.");
  return new Client({ apiKey, host });
};

/** One memory for each text, stored as it is. */
const add = async (
  client: MemoryClient,
  texts: string[],
  scope: Record<string, unknown>,
): Promise<string[]> => {
  const answer: unknown = await client.add(
    texts.map((content) => ({ role: "user" as const, content })),
    { ...scope, infer: false },
  );
  return (answer as { results: { id: string }[] }).results.map(({ id }) => id);
};

/** What the client itself says of a refusal: status and body. */
const refusalOf = async (asking: Promise<unknown>): Promise<string> => {
  try {
    await asking;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  throw new Error("It was not refused.");
};

const texts = (count: number, word: string) =>
  Array.from({ length: count }, (_, index) => `${word} number ${index + 1} is on the list`);
const countOf = async (client: MemoryClient, filters: Record<string, unknown>): Promise<number> =>
  (await client.getAll({ filters, pageSize: 1 })).count;
const idsOf = (memories: Memory[]) => memories.map(({ id }) => id);

/** Polls an event as an application would, until it has ended. */
const untilDone = async (client: MemoryClient, answer: unknown): Promise<Record<string, unknown>> => {
  const { event_id: snakeId, eventId } = answer as { event_id?: string; eventId?: string };
  let event: Record<string, unknown> = {};
  await expect
    .poll(async () => {
      event = (await callServer(client.apiKey, "GET", `/v1/event/${snakeId ?? eventId ?? ""}/`)).body;
      return event["status"];
    })
    .toMatch(/SUCCEEDED|FAILED/);
  return event;
};

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
  const listed = await client.getAll({ filters: { userId: user }, page: 1, pageSize: 50 });
  expect(listed.count).toBe(2);
  expect(idsOf(listed.results)).toEqual(expect.arrayContaining([id, other]));
  const found = await client.search("theremin", { filters: { userId: user }, topK: 5 });
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
  expect(await countOf(client, { userId: user })).toBe(1001);
  expect(await client.batchDelete(ids.slice(0, 1000))).toMatchObject({
    message: "Successfully deleted 1000 memories",
  });
  expect(await countOf(client, { userId: user })).toBe(1);
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
  expect(await countOf(client, { userId: user })).toBe(2);
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
    await expect.poll(() => countOf(client, { userId })).toBe(0);
  }
});

test("a wrong key is refused", async () => {
  const client = await connect("lethe_wrong");
  expect(await refusalOf(client.getAll({ filters: { userId: "x" } }))).toContain("Invalid API key");
});

test("what the client deletes stands in an open history within two seconds", async ({ page }) => {
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
  await expect(row).toBeVisible({ timeout: 2_000 });
  await expect(row).toContainText("Completed");
});
