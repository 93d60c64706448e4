import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import type { Role } from "@/lib/access/types";
import { openDatabase, type Database } from "@/lib/database/server/database";
import { useTestDatabase } from "@/testing/test-database";
import { apiKeys } from "@/drizzle/schema/api-keys";
import { createApiGate } from "./api-gate";
import { createApiKey } from "./create-api-key";
import { newKey } from "./new-key";
import { revokeApiKey } from "./revoke-api-key";

const { database, context, url } = useTestDatabase();
// As in a server that the launcher has started, whose forwarded headers no client has written.
Object.assign(globalThis, { letheForwardedHeaders: true });

let noteErrors: unknown[] = [];
beforeEach(() => (noteErrors = []));

const gateOf = (options: { requestsPerMinute?: number; now?: () => Date; database?: Database } = {}) =>
  createApiGate({
    database: database(),
    requestsPerMinute: 0,
    secret: "a secret for tests only, of more than 32 characters",
    now: () => new Date(),
    onNoteFailed: (error) => noteErrors.push(error),
    ...options,
  });
const made = (role: Role = "support") => createApiKey(context(), { name: "Support bot", role });
const requestWith = (authorization: string | null, address = "203.0.113.7") =>
  new Request("http://localhost/v1/ping/", {
    headers: { "x-forwarded-for": address, ...(authorization === null ? {} : { authorization }) },
  });

describe("the gate", () => {
  it.each(["Token", "token", "Bearer", "BEARER"])("lets a key in that comes as %s", async (scheme) => {
    const { key, apiKey } = await made();
    expect(await gateOf()(requestWith(`${scheme} ${key}`))).toEqual({
      restriction: null,
      actor: { kind: "api-key", id: apiKey.id, label: "Support bot", role: "support" },
    });
  });

  it("refuses what is no key, a key nobody made, and a key in another place (ASVS 13.2.3)", async () => {
    const { key } = await made();
    const gate = gateOf();
    for (const authorization of [
      null,
      "",
      key,
      `Basic ${key}`,
      `Token ${key} ${key}`,
      `Token ${key.slice(0, -1)}`,
      `Token ${key}x`,
      `Token x${key}`,
      "Token m0-not-of-lethe",
      `Token ${newKey()}`,
    ]) {
      const refused = {
        code: "not_signed_in",
        message: expect.stringMatching(/^Invalid API key\. /) as string,
      };
      await expect(gate(requestWith(authorization)), String(authorization)).rejects.toMatchObject(refused);
    }
    const inTheAddress = new Request(`http://localhost/v1/ping/?api_key=${key}`);
    await expect(gate(inTheAddress)).rejects.toMatchObject({ code: "not_signed_in" });
  });

  it("refuses a revoked key at the next request", async () => {
    const { key, apiKey } = await made();
    const gate = gateOf();
    await gate(requestWith(`Token ${key}`));
    await revokeApiKey(context(), apiKey);
    await expect(gate(requestWith(`Token ${key}`))).rejects.toMatchObject({ code: "not_signed_in" });
  });
});

describe("the limit of a key", () => {
  it("is of that key alone, and says when to come back", async () => {
    const gate = gateOf({ requestsPerMinute: 3 });
    const [first, second] = [await made(), await made()];
    for (let count = 0; count < 3; count++) await gate(requestWith(`Token ${first.key}`));
    const refusal = await gate(requestWith(`Token ${first.key}`)).catch((error: unknown) => error);
    expect(refusal).toMatchObject({ code: "too_many_attempts" });
    const { retryAfterSeconds } = (refusal as { values: { retryAfterSeconds: number } }).values;
    expect(retryAfterSeconds).toBeGreaterThan(50);
    expect(retryAfterSeconds).toBeLessThanOrEqual(60);
    await gate(requestWith(`Token ${second.key}`));
  });

  it("is shared by processes", async () => {
    const other = openDatabase(url());
    const here = gateOf({ requestsPerMinute: 40 });
    const there = gateOf({ requestsPerMinute: 40, database: other });
    const { key } = await made();
    const answers = await Promise.allSettled(
      Array.from({ length: 100 }, (_, index) =>
        (index % 2 === 0 ? here : there)(requestWith(`Token ${key}`)),
      ),
    );
    await other.$client.end();
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(40);
  });

  it("can be off", async () => {
    const gate = gateOf({ requestsPerMinute: 0 });
    const { key } = await made();
    await Promise.all(Array.from({ length: 700 }, () => gate(requestWith(`Token ${key}`))));
  });
});

describe("the limit of an address", () => {
  it("holds when the guesses come at once", async () => {
    const gate = gateOf();
    const answers = await Promise.allSettled(
      Array.from({ length: 150 }, () => gate(requestWith(`Token ${newKey()}`, "198.51.100.77"))),
    );
    const codes = answers.map((answer) =>
      answer.status === "rejected" ? (answer.reason as { code: string }).code : "let in",
    );
    expect(codes.filter((code) => code === "not_signed_in")).toHaveLength(60);
    expect(codes.filter((code) => code === "too_many_attempts")).toHaveLength(90);
  });

  const guess = () => requestWith(`Token ${newKey()}`, "198.51.100.9");

  it("stops guessing, also with a right guess, and leaves others and known keys alone", async () => {
    const gate = gateOf();
    const [known, unknown] = [await made(), await made()];
    const at = "198.51.100.9";
    await gate(requestWith(`Token ${known.key}`, at));
    for (let count = 0; count < 60; count++) {
      await expect(gate(guess())).rejects.toMatchObject({ code: "not_signed_in" });
    }
    const tooMany = {
      code: "too_many_attempts",
      values: { retryAfterSeconds: expect.any(Number) as number },
    };
    await expect(gate(guess())).rejects.toMatchObject(tooMany);
    await expect(gate(requestWith(null, at))).rejects.toMatchObject(tooMany);
    await expect(gate(requestWith(`Token ${unknown.key}`, at))).rejects.toMatchObject(tooMany);
    await gate(requestWith(`Token ${known.key}`, at));
    await gate(requestWith(`Token ${unknown.key}`, "198.51.100.10"));
  });
});

describe("last use", () => {
  it("is written at once, and then at most once a minute, however many requests and processes there are", async () => {
    let at = new Date("2026-08-01T12:00:00Z");
    const now = () => at;
    const gates = [gateOf({ now }), gateOf({ now })];
    const { key, apiKey } = await made();
    const use = () =>
      Promise.all(
        gates.flatMap((gate) => Array.from({ length: 20 }, () => gate(requestWith(`Token ${key}`)))),
      );
    const stored = async () => {
      const [row] = await database()
        .select({ lastUsedAt: apiKeys.lastUsedAt, version: sql<string>`xmin::text` })
        .from(apiKeys)
        .where(eq(apiKeys.id, apiKey.id));
      return row;
    };
    await use();
    await expect.poll(async () => (await stored())?.lastUsedAt).toEqual(at);
    const first = await stored();

    at = new Date("2026-08-01T12:00:59Z");
    await use();
    expect(await stored()).toEqual(first);

    at = new Date("2026-08-01T12:01:01Z");
    await use();
    await expect.poll(async () => (await stored())?.lastUsedAt).toEqual(at);
    expect(noteErrors).toEqual([]);
  });
});
