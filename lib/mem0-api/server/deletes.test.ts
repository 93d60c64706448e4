import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { countMemories, testRunner, untilDeletion } from "@/testing/deletions/deletion-fixtures";
import type { Runner } from "@/lib/deletions/server/run/runner";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { deletions } from "@/drizzle/schema/deletions";
import { memories, memoryVersions } from "@/drizzle/schema/memories";
import { apiFor } from "@/testing/mem0-api/api-fixtures";

const test = useTestDatabase();
const key = { kind: "api-key" as const, id: randomUUID(), label: "the shop", role: "support" as const };
const asKey = (role: "viewer" | "support" | "admin" = "support"): Context => ({
  ...test.context(),
  actor: { ...key, role },
});
const ask = apiFor(() => asKey());
const askAsAdmin = apiFor(() => asKey("admin"));
let runner: Runner;

beforeAll(() => {
  runner = testRunner(test.database());
});
afterAll(() => runner.stop());

const eventIdOf = (body: unknown) => deletionIdSchema.parse((body as { event_id: string }).event_id);
const store = async (rows: Parameters<typeof insertMemories>[1]) =>
  (await insertMemories(test.database(), rows)).map(String);
const many = (count: number, part: object) => Array.from({ length: count }, () => part);
const rowOf = async (id: string) => {
  const [row] = await test.database().select().from(deletions).where(eq(deletions.id, id));
  return row;
};

/** A store of nothing but these. */
const only = async (rows: Parameters<typeof insertMemories>[1]) => {
  await test.database().delete(memories);
  return store(rows);
};
const isThere = (id: string) => test.database().$count(memories, eq(memories.id, id));

describe("DELETE /v1/memories/{memory_id}/", () => {
  it("answers when the memory and its versions are gone", async () => {
    const [id = ""] = await store([{ userId: "ann", immutable: true }]);
    await test.database().insert(memoryVersions).values({ memoryId: id, oldMemory: "a", newMemory: "b" });
    const answer = await ask("DELETE", `/v1/memories/${id}/`);
    expect(answer).toMatchObject({ status: 200, body: { message: "Memory deleted successfully!" } });
    expect(await isThere(id)).toBe(0);
    expect((await ask("GET", `/v1/memories/${id}/history/`)).body).toEqual([]);
    expect(await ask("DELETE", `/v1/memories/${id}/`)).toMatchObject({
      status: 404,
      body: { error: "Memory not found!" },
    });
  });

  it("takes the superseded along when asked, and lets them resurface when not", async () => {
    const [newest = ""] = await store([{ userId: "chain" }]);
    const [older = ""] = await store([{ userId: "chain", supersededBy: newest }]);
    const [oldest = ""] = await store([{ userId: "chain", supersededBy: older }]);
    expect((await ask("DELETE", `/v1/memories/${newest}/?delete_linked=true`)).body).toEqual({
      message: "Memory deleted successfully!",
      cascade_count: 2,
    });
    expect(await Promise.all([newest, older, oldest].map(isThere))).toEqual([0, 0, 0]);

    const [head = ""] = await store([{ userId: "chain" }]);
    const [tail = ""] = await store([{ userId: "chain", supersededBy: head }]);
    expect((await ask("DELETE", `/v1/memories/${head}?delete_linked=false`)).body).toEqual({
      message: "Memory deleted successfully!",
    });
    const [row] = await test.database().select().from(memories).where(eq(memories.id, tail));
    expect(row?.supersededBy).toBeNull();
  });

  it("takes 1,500 superseded ones along, a chain that closes on itself among them, and counts them all", async () => {
    const [newest = ""] = await store([{ userId: "long" }]);
    await store(many(1_498, { userId: "long", supersededBy: newest }));
    const [middle = ""] = await store([{ userId: "long", supersededBy: newest }]);
    const [last = ""] = await store([{ userId: "long", supersededBy: middle }]);
    await test.database().update(memories).set({ supersededBy: last }).where(eq(memories.id, newest));
    expect((await ask("DELETE", `/v1/memories/${newest}/?delete_linked=true`)).body).toEqual({
      message: "Memory deleted successfully!",
      cascade_count: 1_500,
    });
    expect(await test.database().$count(memories, eq(memories.userId, "long"))).toBe(0);
  });

  it(
    "deletes nothing, and says how many there are, when more are linked than one deletion lists",
    { timeout: 120_000 },
    async () => {
      const [newest = ""] = await store([{ userId: "endless" }]);
      // In parts: all at once may take a busy machine longer than a statement may.
      for (let part = 0; part < 10; part++) {
        await test.database().execute(sql`
          insert into memories (memory, user_id, superseded_by)
          select 'old', 'endless', ${newest}::uuid from generate_series(1, 10000)`);
      }
      const answer = await ask("DELETE", `/v1/memories/${newest}/?delete_linked=true`);
      expect(answer).toMatchObject({
        status: 400,
        body: { error: expect.stringContaining("superseded 100000 others") as string },
      });
      expect(await test.database().$count(memories, eq(memories.userId, "endless"))).toBe(100_001);
      await test.database().delete(memories).where(eq(memories.userId, "endless"));
    },
  );

  it("refuses what is no UUID, and who may not delete", async () => {
    expect(await ask("DELETE", "/v1/memories/seven/")).toMatchObject({
      status: 400,
      body: { error: "memory_id should be a valid UUID" },
    });
    const [id = ""] = await store([{ userId: "ann" }]);
    const viewer = apiFor(() => asKey("viewer"));
    expect((await viewer("DELETE", `/v1/memories/${id}/`)).status).toBe(403);
    expect(await isThere(id)).toBe(1);
  });
});

describe("DELETE /v1/batch/", () => {
  const batch = (ids: string[]) =>
    ask("DELETE", "/v1/batch/", { memories: ids.map((memory_id) => ({ memory_id })) });

  it("deletes 1,000, and says how many it deleted", async () => {
    const ids = await store(many(1000, { userId: "batch" }));
    expect(await batch(ids)).toMatchObject({
      status: 200,
      body: { message: "Successfully deleted 1000 memories" },
    });
    expect(await test.database().$count(memories, eq(memories.userId, "batch"))).toBe(0);
  });

  it("counts neither what is absent nor what is listed twice", async () => {
    const [id = ""] = await store([{ userId: "batch" }]);
    expect((await batch([id, id.toUpperCase(), randomUUID()])).body).toEqual({
      message: "Successfully deleted 1 memory",
    });
  });

  it("refuses 1,001, and deletes nothing", async () => {
    const ids = await store(many(1001, { userId: "batch" }));
    expect(await batch(ids)).toMatchObject({
      status: 400,
      body: { error: "Maximum of 1000 memories can be deleted in a single request" },
    });
    expect(await test.database().$count(memories, eq(memories.userId, "batch"))).toBe(1001);
  });

  it.each([
    [{ memories: [] }, "No memories"],
    [{ memories: ["3f0c2b8e-5d1a-4c7e-9b52-8f6a1d0e7c34"] }, "memories[0]"],
    [{ memories: [{ memory_id: "x" }] }, "memory_id should be a valid UUID"],
    [{ memories: [{ memory_id: randomUUID(), delete_linked: true }] }, "Unknown field"],
    [{}, "memories"],
    [undefined, ""],
  ])("refuses %j", async (body, text) => {
    const answer = await ask("DELETE", "/v1/batch/", body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(text);
  });
});

describe("DELETE /v1/memories/", () => {
  it("is an event that succeeds once everything is found to be gone", async () => {
    const [, stays = ""] = await only([{ userId: "ann", expirationDate: "2020-01-01" }, { userId: "bob" }]);
    const { status, body } = await ask("DELETE", "/v1/memories/?user_id=ann");
    expect(status).toBe(200);
    const id = eventIdOf(body);
    await untilDeletion(test.context(), id);
    expect((await ask("GET", `/v1/event/${id}/`)).body).toMatchObject({
      id,
      status: "SUCCEEDED",
      event_type: "DELETE",
      metadata: { expected_count: 1, deleted_count: 1 },
      error: null,
    });
    expect(await countMemories(test.database())).toBe(1);
    expect(await isThere(stays)).toBe(1);
    expect(await rowOf(id)).toMatchObject({ operation: "delete_all", actor: key });
    expect((await ask("GET", "/v1/events/?page_size=1")).body).toMatchObject({ results: [{ id }] });
  });

  it("without a filter is an error that says which there are, and deletes nothing", async () => {
    await only([{ userId: "ann" }]);
    for (const query of ["", "?metadata=%7B%7D", "?org_id=lethe"]) {
      const { status, body } = await ask("DELETE", `/v1/memories/${query}`);
      expect(status).toBe(400);
      expect(body).toEqual([
        "One of the filters: app_id, user_id, agent_id, run_id is required!",
        expect.stringContaining('"*"'),
      ]);
    }
    expect((await ask("DELETE", "/v1/memories/?user_id=")).status).toBe(400);
    // An id is its very characters: a space is one, of which there are no memories.
    expect((await ask("DELETE", "/v1/memories/?user_id=%20")).status).toBe(200);
    expect((await ask("DELETE", "/v1/memories/?user=ann")).body).toEqual({ error: 'Unknown field "user".' });
    const endless = "x".repeat(8_193);
    for (const path of [`/v1/memories/?user_id=${endless}`, `/v2/entities/user/${endless}/`])
      expect(await ask("DELETE", path)).toMatchObject({
        status: 400,
        body: { error: expect.stringContaining("can be deleted by their own IDs.") as unknown },
      });
    expect(await countMemories(test.database())).toBe(1);
  });

  it("narrows by several filters, and takes metadata as a JSON string", async () => {
    await only([
      { userId: "ann", agentId: "x", metadata: { tier: "gold" } },
      { userId: "ann", agentId: "x" },
      { userId: "ann", agentId: null, metadata: { tier: "gold" } },
      { userId: null, agentId: "x", metadata: { tier: "gold" } },
    ]);
    const metadata = encodeURIComponent(JSON.stringify({ tier: "gold" }));
    const { body } = await askAsAdmin("DELETE", `/v1/memories/?user_id=*&agent_id=*&metadata=${metadata}`);
    expect(await untilDeletion(test.context(), eventIdOf(body))).toMatchObject({ deletedCount: 1 });
    expect((await ask("DELETE", "/v1/memories/?metadata=[object Object]")).status).toBe(400);
    const byMetadata = await ask("DELETE", `/v1/memories/?metadata=${metadata}`);
    expect(await untilDeletion(test.context(), eventIdOf(byMetadata.body))).toMatchObject({
      deletedCount: 2,
    });
  });

  it("wipes by four wildcards, and by no three of them", async () => {
    await only([{ userId: null }, { userId: "a", agentId: "b", appId: "c", runId: "d" }, { userId: "a" }]);
    const three = await askAsAdmin("DELETE", "/v1/memories/?user_id=*&agent_id=*&app_id=*");
    expect(await untilDeletion(test.context(), eventIdOf(three.body))).toMatchObject({ deletedCount: 1 });
    const four = await askAsAdmin("DELETE", "/v1/memories/?user_id=*&agent_id=*&app_id=*&run_id=*");
    expect(await untilDeletion(test.context(), eventIdOf(four.body))).toMatchObject({
      operation: "wipe",
      deletedCount: 2,
    });
    expect(await countMemories(test.database())).toBe(0);
  });

  it.each([
    ["one wildcard", "user_id=*", 1],
    ["one beside a name", "user_id=*&agent_id=x", 3],
    ["four", "user_id=*&agent_id=*&app_id=*&run_id=*", 0],
    ["metadata that everything has", `metadata=${encodeURIComponent(JSON.stringify({ kind: "fact" }))}`, 0],
  ])("takes what only an admin may delete from an admin's key alone: %s", async (_name, query, leftCount) => {
    const metadata = { kind: "fact" };
    await only([
      { userId: null, agentId: "x", metadata },
      { userId: "ann", agentId: null, metadata },
      { userId: "ann", agentId: "y", metadata },
      { userId: "bob", agentId: "x", metadata },
    ]);
    expect(await ask("DELETE", `/v1/memories/?${query}`)).toMatchObject({
      status: 403,
      body: { detail: expect.stringMatching(/Your role, support,.*the role admin/) as string },
    });
    expect(await countMemories(test.database())).toBe(4);
    const { body } = await askAsAdmin("DELETE", `/v1/memories/?${query}`);
    await untilDeletion(test.context(), eventIdOf(body));
    expect(await countMemories(test.database())).toBe(leftCount);
  });

  it("lets every key delete one user of many, and a store's only one while it is small", async () => {
    await only([...many(30, { userId: "ann", runId: "trip" }), { userId: "bob" }]);
    const { body } = await ask("DELETE", "/v1/memories/?user_id=ann");
    expect(await untilDeletion(test.context(), eventIdOf(body))).toMatchObject({ deletedCount: 30 });
    await only(many(19, { userId: "ann" }));
    const few = await ask("DELETE", "/v2/entities/user/ann/");
    expect(await untilDeletion(test.context(), eventIdOf(few.body))).toMatchObject({ deletedCount: 19 });
    await only(many(20, { userId: "ann" }));
    expect((await ask("DELETE", "/v2/entities/user/ann/")).status).toBe(403);
    expect(await countMemories(test.database())).toBe(20);
  });

  it("finds nothing, and says so", async () => {
    const { body } = await ask("DELETE", "/v1/memories/?user_id=nobody");
    const done = await untilDeletion(test.context(), eventIdOf(body));
    expect(done).toMatchObject({ status: "completed", deletedCount: 0, expectedCount: 0 });
    expect((await ask("GET", `/v1/event/${done.id}/`)).body).toMatchObject({ status: "SUCCEEDED" });
  });
});

describe("DELETE /v2/entities/{entity_type}/{entity_id}/", () => {
  it("takes names with slashes, in every script, and a star literally", async () => {
    const names = ["a/b", "café 東京", "*", "100%"];
    await only([...names.map((appId) => ({ appId })), { appId: "stays" }]);
    for (const name of names) {
      const { body } = await ask("DELETE", `/v2/entities/app/${encodeURIComponent(name)}/`);
      expect(await untilDeletion(test.context(), eventIdOf(body))).toMatchObject({
        operation: "delete_entity",
        deletedCount: 1,
      });
    }
    expect(await countMemories(test.database())).toBe(1);
  });

  it("leaves nothing where a client deletes every entity that one list names, as reset() does", async () => {
    await only([
      ...Array.from({ length: 96 }, (_, n) => ({ userId: `u/${n}`, agentId: "bot", runId: `run ${n % 3}` })),
      { userId: null, agentId: "bot", appId: "*" },
      { userId: null, appId: "*" },
    ]);
    type Listed = { results: { type: string; name: string }[] };
    const { results } = (await askAsAdmin("GET", "/v1/entities/")).body as Listed;
    expect(results).toHaveLength(96 + 1 + 1 + 3);
    const events = [];
    for (const { type, name } of results) {
      const answer = await askAsAdmin("DELETE", `/v2/entities/${type}/${encodeURIComponent(name)}/`);
      expect(answer.status, `${type} ${name}`).toBe(200);
      events.push(eventIdOf(answer.body));
    }
    for (const id of events)
      expect(await untilDeletion(test.context(), id)).toMatchObject({ status: "completed" });
    expect(await countMemories(test.database())).toBe(0);
    expect((await askAsAdmin("GET", "/v1/entities/")).body).toMatchObject({ count: 0, results: [] });
    // A hundred deletions take their time on a machine that is busy.
  }, 120_000);

  it("answers clients before version 2 as well", async () => {
    await only([{ userId: "old" }, { userId: "stays" }]);
    const { body } = await ask("DELETE", "/v1/entities/user/old/");
    expect(await untilDeletion(test.context(), eventIdOf(body))).toMatchObject({ deletedCount: 1 });
  });

  it("refuses another type", async () => {
    expect(await ask("DELETE", "/v2/entities/memory/x/")).toMatchObject({
      status: 400,
      body: { message: "Invalid entity type" },
    });
  });
});

describe("GET /v1/event/{event_id}/", () => {
  it("is not found for what never was", async () => {
    expect(await ask("GET", `/v1/event/${randomUUID()}/`)).toMatchObject({
      status: 404,
      body: { error: "Event not found or you don't have permission to access it." },
    });
    expect((await ask("GET", "/v1/event/7/")).status).toBe(400);
  });
});
