import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import type { MemoryId } from "@/lib/memories/types";
import { previewedInput, requested, runToEnd } from "@/testing/deletions/deletion-fixtures";
import { apiFor } from "@/testing/mem0-api/api-fixtures";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories } from "@/drizzle/schema/memories";
import { memoryExports } from "@/drizzle/schema/memory-exports";
import { pruneExports } from "./exports/prune-exports";

const test = useTestDatabase();
const keyId = randomUUID();
const context = (id = keyId): Context => ({
  ...test.context(),
  actor: { kind: "api-key", id, label: "a key", role: "viewer" },
});
const ask = apiFor(context);

const at = (day: number) => new Date(Date.UTC(2026, 0, day, 12));
let ids: MemoryId[] = [];
beforeEach(async () => {
  await test.database().delete(memories);
  await test.database().delete(memoryExports);
  ids = await insertMemories(test.database(), [
    { memory: "Lives in Rome", userId: "ann", createdAt: at(2), metadata: { city: "Rome" } },
    { memory: "Likes tea", userId: "ann", createdAt: at(1), expirationDate: "2026-01-02" },
    { memory: "Likes milk", userId: "bob", createdAt: at(3), agentId: "bot" },
  ]);
});

const schema = {
  type: "object",
  properties: {
    memories: {
      type: "array",
      items: {
        type: "object",
        properties: { text: { type: "string" }, city: { anyOf: [{ type: "string" }, { type: "null" }] } },
      },
    },
    summary: { type: "string" },
  },
};
const ofAnn = { user_id: "ann" };
const created = async (filters: object = ofAnn, more: object = {}): Promise<string> => {
  const { status, body } = await ask("POST", "/v1/exports/", { schema, filters, ...more });
  expect(status).toBe(201);
  return (body as { id: string }).id;
};
const fetched = (body: object) => ask("POST", "/v1/exports/get/", body);
const kept = async () =>
  (await test.database().select({ id: memoryExports.id }).from(memoryExports)).map(({ id }) => id);
const missing = { status: 404, body: { error: "No memory export request found" } };

describe("an export", () => {
  it("is made while the same key's others wait, however many are fetched at once", async () => {
    const memory_export_id = await created();
    let underWay = 0;
    let most = 0;
    const database = new Proxy(test.database(), {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name, target);
        if (name !== "transaction" || typeof value !== "function") return value;
        return async (...given: unknown[]): Promise<unknown> => {
          most = Math.max(most, ++underWay);
          try {
            return await Reflect.apply(value, target, given);
          } finally {
            underWay--;
          }
        };
      },
    });
    const counted = apiFor(() => ({ ...context(), database }));
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => counted("POST", "/v1/exports/get/", { memory_export_id })),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    expect(most).toBe(1);
  });

  it("has the memories there are when it is fetched, in its schema, and names what is missing", async () => {
    const id = await created(ofAnn, { export_instructions: "Be brief." });
    const first = await fetched({ memory_export_id: id });
    expect(first).toMatchObject({
      status: 200,
      body: {
        memories: [
          { text: "Lives in Rome", city: "Rome" },
          { text: "Likes tea", city: null },
        ],
      },
    });
    expect(first.headers.get("x-lethe-unmet-fields")).toBe("summary");
    await test
      .database()
      .delete(memories)
      .where(eq(memories.id, ids[0] ?? ""));
    expect((await fetched({ memory_export_id: id })).body).toEqual({
      memories: [{ text: "Likes tea", city: null }],
    });
  });

  it("takes a schema as text, and ids beside it, as Mem0's Python client says", async () => {
    const { body } = await ask("POST", "/v1/exports/", { schema: JSON.stringify(schema), user_id: "ann" });
    const { id } = body as { id: string };
    const answer = await fetched({ memory_export_id: id });
    expect(answer.body).toMatchObject({ memories: [{ text: "Lives in Rome" }, { text: "Likes tea" }] });
    expect((await fetched(ofAnn)).body).toEqual(answer.body);
  });

  it("is found by the same filter, or the same entities and when it was asked for", async () => {
    const narrow = { AND: [{ user_id: "ann" }, { created_at: { gte: "2026-01-02" } }] };
    await created(narrow);
    expect((await fetched({ filters: narrow })).body).toMatchObject({
      memories: [{ text: "Lives in Rome" }],
    });
    const today = new Date().toISOString().slice(0, 10);
    const since = (day: string) =>
      fetched({ filters: { AND: [{ created_at: { gte: day } }, { user_id: "ann" }] } });
    expect(await since(today)).toMatchObject({ status: 200 });
    expect(await since("2999-01-01")).toMatchObject(missing);
    expect(await fetched({ filters: { user_id: "bob" } })).toMatchObject(missing);
    // The newest.
    await created();
    expect((await fetched({ filters: ofAnn })).body).toMatchObject({ memories: [{}, {}] });
  });

  it("is found by nobody else, and not when it is too old", async () => {
    const id = await created();
    const other = apiFor(() => context(randomUUID()));
    expect(await other("POST", "/v1/exports/get/", { memory_export_id: id })).toMatchObject(missing);
    expect(await fetched({ memory_export_id: randomUUID() })).toMatchObject(missing);
    const later = apiFor(() => ({ ...context(), now: () => new Date(Date.now() + 7.1 * 86_400_000) }));
    expect(await later("POST", "/v1/exports/get/", { memory_export_id: id })).toMatchObject(missing);
  });

  it("leaves a ledger event with its number, and no name in it", async () => {
    await fetched({ memory_export_id: await created() });
    const events = await test
      .database()
      .select()
      .from(ledgerEvents)
      .where(eq(ledgerEvents.kind, "memories.exported"));
    expect(JSON.parse(events.at(-1)?.body ?? "")).toMatchObject({
      count: 2,
      storeId: "builtin",
      selection: "matching",
    });
    expect(JSON.stringify(events)).not.toContain("ann");
  });

  it("of very many memories is refused with their number", async () => {
    await insertMemories(
      test.database(),
      Array.from({ length: 10_001 }, (_, n) => ({ memory: `Fact ${n}`, userId: "many" })),
    );
    const many = { memory_export_id: await created({ user_id: "many" }) };
    expect(await fetched(many)).toMatchObject({
      status: 400,
      body: { error: expect.stringMatching(/10,001 memories.+at most 10,000/) as string },
    });
    await test.database().delete(memories).where(eq(memories.memory, "Fact 7"));
    const { body } = await fetched(many);
    const texts = (body as { memories: { text: string }[] }).memories.map(({ text }) => text);
    expect(new Set(texts).size).toBe(10_000);
  });

  it.each([
    [{ filters: ofAnn }, { message: "Schema is required and must be a valid object" }],
    [{ filters: ofAnn, schema: "no JSON" }, { message: "Schema is required and must be a valid object" }],
    [
      { schema },
      { error: "One of the filters: app_id, user_id, agent_id, run_id, memory_export_id is required!" },
    ],
    [{ schema, filters: {} }, { error: expect.stringContaining("memory_export_id is required!") as string }],
    [
      { filters: ofAnn, schema: { $ref: "#/$defs/A", $defs: { A: { $ref: "#/$defs/A" } } } },
      { message: expect.stringContaining("contains itself") as string },
    ],
    [
      { filters: ofAnn, schema: { title: "x".repeat(70_000) } },
      { message: expect.stringContaining("65,536") as string },
    ],
  ])("is refused, in Mem0's words where it has some (%#)", async (body, expected) => {
    expect(await ask("POST", "/v1/exports/", body)).toMatchObject({ status: 400, body: expected });
    expect(await kept()).toEqual([]);
  });

  it("is refused without an ID or a filter when fetched", async () => {
    expect(await fetched({})).toMatchObject({
      status: 400,
      body: { message: "One of the filters: app_id, user_id, agent_id, run_id is required!" },
    });
    expect(await fetched({ memory_export_id: "7" })).toMatchObject({ status: 400 });
  });
});

describe("what is kept of an export", () => {
  it("is its schema, its filter and who asked, and no text", async () => {
    await fetched({ memory_export_id: await created() });
    const rows = await test.database().select().from(memoryExports);
    expect(rows).toMatchObject([{ actorId: keyId, entityKinds: ["user"], entityValues: ["ann"] }]);
    expect(JSON.stringify(rows)).not.toContain("Rome");
  });

  it.each(["by a filter", "one by one"])(
    "goes with the last memory of an entity it names, deleted %s",
    async (way) => {
      const anns = await created();
      await created({ OR: [{ user_id: "ann" }, { user_id: "bob" }] });
      const [bobs, all] = [await created({ user_id: "bob" }), await created({ user_id: "*" })];
      await created({ AND: [{ user_id: "bob" }, { NOT: { user_id: "ann" } }] });
      const admin = test.context();
      const end = async (input: Parameters<typeof requested>[1]) =>
        expect(await runToEnd(admin, (await requested(admin, input)).id)).toMatchObject({
          status: "completed",
        });
      if (way === "by a filter") {
        await end(await previewedInput(admin, { kind: "entity", entity: { kind: "user", value: "ann" } }));
      } else {
        await end(await previewedInput(admin, { kind: "listed", ids: [ids[0] ?? ""] }));
        expect(await kept()).toContain(anns);
        const answer = await apiFor(() => admin)("DELETE", `/v1/memories/${ids[1] ?? ""}/`);
        expect(answer).toMatchObject({ status: 200 });
      }
      expect((await kept()).toSorted()).toEqual([bobs, all].toSorted());
    },
  );

  it("goes after seven days, and when a hundred newer ones have been asked for", async () => {
    const id = await created();
    await pruneExports(test.database(), new Date(Date.now() + 6.9 * 86_400_000));
    expect(await kept()).toEqual([id]);
    await pruneExports(test.database(), new Date(Date.now() + 7.1 * 86_400_000));
    expect(await kept()).toEqual([]);
    const oldest = await created();
    for (let n = 0; n < 100; n += 1) await created();
    expect(await kept()).toHaveLength(100);
    expect(await kept()).not.toContain(oldest);
  });

  it("goes, too, when the memories went by another hand", async () => {
    await created();
    await test.database().delete(memories).where(eq(memories.userId, "ann"));
    await pruneExports(test.database(), new Date());
    expect(await kept()).toEqual([]);
  });
});
