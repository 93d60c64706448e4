import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { parseExact } from "@/lib/json/parse-exact";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { makeGuardedRequest } from "@/lib/stores/remote/guarded-request";
import { StoreError } from "@/lib/errors/store-error";
import type { OssCredentials } from "@/lib/stores/store-settings";
import { startOssReplay, type OssReplay } from "@/testing/oss-replay/start-oss-replay";
import { noFaults } from "@/testing/oss-replay/types";
import { isListable, ossClient, versionsFrom } from "./client";

const { request, close } = makeGuardedRequest({ allowsPrivate: true });
afterAll(close);

let replay: OssReplay;
beforeAll(async () => {
  replay = await startOssReplay();
});
afterAll(() => replay.stop());
beforeEach(() => replay.setFaults(noFaults));

const clientOf = (credentials: Partial<OssCredentials> = {}) => {
  const { email, password } = replay;
  return ossClient(replay.url, { email, password, databaseUrl: null, ...credentials }, request);
};
const withKey = (apiKey: string) => ossClient(replay.url, { apiKey, databaseUrl: null }, request);

const add = async (text: string, payload: Record<string, unknown> = { user_id: "iris.lund" }) => {
  const [row] = await replay.memories.add([text], payload, { isInferred: false });
  return memoryIdSchema.parse(row?.id);
};
const absentId = memoryIdSchema.parse("00000000-0000-4000-8000-000000000000");
const sentPaths = () => replay.requests.map(({ method, path }) => `${method} ${path}`);

describe("credentials", () => {
  it("takes a key, and says who it belongs to", async () => {
    await expect(withKey(replay.apiKey).getAccount()).resolves.toMatchObject({ role: "admin" });
    await expect(withKey(replay.environmentKey).getAccount()).resolves.toMatchObject({ role: "admin" });
    await expect(withKey("m0sk_other").getAccount()).rejects.toMatchObject({
      code: "unauthorized",
      status: 401,
    });
  });

  it("signs in once for many requests, and again when the token has run out", async () => {
    const client = clientOf();
    const before = sentPaths().length;
    await Promise.all([client.getAccount(), client.listEntities(), client.listAll()]);
    replay.expireTokens();
    await Promise.all([client.getAccount(), client.listEntities(), client.listAll()]);
    const signIns = sentPaths()
      .slice(before)
      .filter((path) => path === "POST /auth/login");
    expect(signIns).toHaveLength(2);
  });

  it.each([
    [{ password: "wrong" }, "unauthorized"],
    [{ email: "nobody" }, "unauthorized"],
  ])("does not get in with %j", async (wrong, code) => {
    await expect(clientOf(wrong).getAccount()).rejects.toMatchObject({ code });
  });

  it("says that sign-ins are limited, and tries again the next time", async () => {
    const client = clientOf();
    replay.setFaults({ isLoginLimited: true });
    await expect(client.getAccount()).rejects.toMatchObject({
      code: "rate_limited",
      retryAfterSeconds: null,
    });
    replay.setFaults({ isLoginLimited: false });
    await expect(client.getAccount()).resolves.toMatchObject({ role: "admin" });
  });

  it("is told by the server what needs an admin", async () => {
    const client = clientOf({ email: replay.memberEmail });
    await expect(client.listAll()).rejects.toMatchObject({ code: "forbidden" });
    await expect(client.list({ user_id: "nobody" })).resolves.toEqual([]);
  });
});

describe("reading", () => {
  it("reads the same memory from a list of all, a list of one entity, and by its id", async () => {
    const id = await add("Prefers the aisle seat.", {
      user_id: "reader",
      role: "user",
      topic: "travel",
      created_at: "2026-03-01T09:30:00.123456+02:00",
      expiration_date: "2020-01-01",
    });
    const expected = {
      id,
      memory: "Prefers the aisle seat.",
      userId: "reader",
      agentId: null,
      metadata: { topic: "travel", role: "user" },
      expirationDate: "2020-01-01",
      createdAt: "2026-03-01T07:30:00.123Z",
    };
    const client = clientOf();
    const found = [
      await client.find(id),
      ...(await client.list({ user_id: "reader" })),
      ...(await client.listAll()).filter((row) => row.id === id),
    ].map((row) => row?.memory);
    expect(
      found.map((memory) => memory && { ...memory, metadata: parseExact(memory.metadata) }),
    ).toMatchObject([expected, expected, expected]);
  });

  it("reads whatever an application wrote into the payload", async () => {
    const id = memoryIdSchema.parse("66666666-6666-4666-8666-666666666666");
    await replay.memories.rows.put([
      { id, payload: { data: "Number id.", user_id: 42, created_at: "yesterday", updated_at: 17 } },
    ]);
    await expect(clientOf().find(id)).resolves.toMatchObject({
      memory: {
        userId: "42",
        createdAt: "1970-01-01T00:00:00.000Z",
        updatedAt: "1970-01-01T00:00:00.000Z",
      },
    });
  });

  it("tells absence from failure", async () => {
    await expect(clientOf().find(absentId)).resolves.toBeNull();
    replay.setFaults({ isDatabaseDown: true });
    await expect(clientOf().find(absentId)).rejects.toMatchObject({ code: "unavailable", status: 502 });
    await expect(withKey(replay.apiKey).find(absentId)).rejects.toMatchObject({
      code: "unavailable",
      status: 500,
    });
  });

  it("never asks for what the server would read as something else", async () => {
    const before = replay.requests.length;
    for (const scope of [
      {},
      { user_id: "" },
      { user_id: "*" },
      { user_id: " nia" },
      { user_id: "iris lund" },
    ])
      await expect(clientOf().list(scope)).rejects.toThrow("A list needs an entity");
    expect(replay.requests).toHaveLength(before);
    expect(isListable("team/iris+1@example.com")).toBe(true);
  });

  it("says that a memory without text breaks the list of its user", async () => {
    await replay.memories.rows.put([{ id: absentId, payload: { data: null, user_id: "broken" } }]);
    await expect(clientOf().list({ user_id: "broken" })).rejects.toMatchObject({
      code: "refused",
      status: 502,
    });
    await replay.memories.rows.remove(absentId);
  });

  it("stops when it is told to", async () => {
    replay.setFaults({ latencyMs: 5_000 });
    const signal = AbortSignal.timeout(50);
    await expect(withKey(replay.apiKey).listAll(signal)).rejects.toMatchObject({ name: "TimeoutError" });
  });

  it("tries three times what may pass, and then says that the server is not there", async () => {
    const client = withKey(replay.apiKey);
    const before = replay.requests.length;
    replay.setFaults({ silentAfter: 0 });
    await expect(client.getAccount()).rejects.toMatchObject({ code: "unreachable" });
    // Each on a connection of its own, and once more where one that was kept had been closed.
    expect(replay.requests.length - before).toBeGreaterThanOrEqual(3);
  });
});

describe("deleting one", () => {
  it("says whether it was there, and leaves its texts in the history", async () => {
    const client = clientOf();
    const id = await add("Keeps the spare key at the baker's.");
    await expect(client.deleteMemory(id)).resolves.toBe(true);
    await expect(client.deleteMemory(id)).resolves.toBe(false);
    await expect(client.find(id)).resolves.toBeNull();
    const steps = await client.getHistory(id);
    expect(steps.map(({ event, old_memory }) => [event, old_memory])).toEqual([
      ["ADD", null],
      ["DELETE", "Keeps the spare key at the baker's."],
    ]);
    expect(versionsFrom(steps)).toHaveLength(1);
  });

  it("tries again after an error under which the memory was deleted, and then finds it absent", async () => {
    const id = await add("Waters the fern on Mondays.");
    replay.setFaults({ isHistoryLocked: true });
    await expect(clientOf().deleteMemory(id)).resolves.toBe(false);
    expect(await replay.memories.find(id)).toBeNull();
  });

  it("says what the server cannot delete", async () => {
    await replay.memories.rows.put([{ id: absentId, payload: null }]);
    await expect(clientOf().deleteMemory(absentId)).rejects.toBeInstanceOf(StoreError);
    await replay.memories.rows.remove(absentId);
  });
});
