import { randomUUID } from "node:crypto";
import { asc } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { createApiKeySchema } from "@/lib/api-keys/schema";
import { apiKeyIdSchema, type NewApiKey } from "@/lib/api-keys/types";
import { listEvents } from "@/lib/ledger/server/list-events";
import { longSignedIn, useTestDatabase } from "@/testing/test-database";
import { apiKeys } from "@/drizzle/schema/api-keys";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { createApiKey } from "./create-api-key";
import { findApiKey } from "./find-api-key";
import { listApiKeys } from "./list-api-keys";
import { revokeApiKey } from "./revoke-api-key";

const { database, context } = useTestDatabase();

beforeEach(() => database().delete(apiKeys));

const bodies = async (): Promise<{ kind: string; body: string }[]> =>
  database()
    .select({ kind: ledgerEvents.kind, body: ledgerEvents.body })
    .from(ledgerEvents)
    .orderBy(asc(ledgerEvents.seq));
/** The events that tell of one key, in order. */
const eventsOf = async ({ apiKey }: NewApiKey) =>
  (await bodies()).filter(({ body }) => body.includes(apiKey.id)).map(({ kind }) => kind);

describe("createApiKey", () => {
  it("makes a key that is found by itself alone, and keeps no copy of it", async () => {
    const ctx = context();
    const made = await createApiKey(ctx, { name: "Support bot", role: "support" });
    expect(made.key).toMatch(/^lethe_[\w-]{43}$/);
    expect(made.apiKey).toMatchObject({
      name: "Support bot",
      role: "support",
      prefix: made.key.slice(0, 12),
      createdBy: ctx.actor,
      lastUsedAt: null,
      revokedAt: null,
    });
    const { id, name, role } = made.apiKey;
    expect(await findApiKey(database(), made.key)).toEqual({
      id,
      name,
      role,
      restriction: null,
      expiresAt: null,
    });
    expect(await findApiKey(database(), made.key.toLowerCase())).toBeNull();
    expect(await findApiKey(database(), made.apiKey.prefix)).toBeNull();
    const rows = await database().select().from(apiKeys);
    expect(JSON.stringify(rows)).not.toContain(made.key.slice(12));
  });

  it("asks a member who signed in a while ago to confirm who they are", async () => {
    const input = { name: "Support bot", role: "support" } as const;
    await expect(createApiKey(longSignedIn(context()), input)).rejects.toMatchObject({
      code: "reauthentication_required",
    });
    expect(await database().select().from(apiKeys)).toEqual([]);
  });

  it("leaves an event that names the key beside the ledger, with nothing secret and no free text in it", async () => {
    const made = await createApiKey(context(), { name: "Support bot", role: "support" });
    expect(await eventsOf(made)).toEqual(["api-key.created"]);
    const [shown] = (await listEvents(context(), { beforeSeq: null })).events;
    expect(shown).toMatchObject({
      kind: "api-key.created",
      facts: { apiKey: "Support bot", role: "support" },
    });
    const texts = JSON.stringify(await bodies());
    const [row] = await database().select().from(apiKeys);
    for (const kept of [made.key, made.apiKey.prefix, row?.keyDigest.toString("hex"), "Support bot"]) {
      expect(texts).not.toContain(kept);
    }
  });

  it("makes a different key each time, also under the same name", async () => {
    const input = { name: "Twin", role: "viewer" } as const;
    const made = await Promise.all(Array.from({ length: 20 }, () => createApiKey(context(), input)));
    expect(new Set(made.map(({ key }) => key)).size).toBe(20);
  });

  it.each([
    ["", "Enter a name for the key."],
    ["  ", "Enter a name for the key."],
    ["a".repeat(81), "A name can have at most 80 characters."],
    ["two\nlines", "A name must be one line, without control or invisible characters."],
    ["null\u0000", "A name must be one line, without control or invisible characters."],
    ["pay\u202Etnuoma", "A name must be one line, without control or invisible characters."],
  ])("takes no name like %j", (name, sentence) => {
    const parsed = createApiKeySchema.safeParse({ name, role: "viewer" });
    expect(parsed.error?.issues[0]?.message).toBe(sentence);
  });

  it("takes a last day that a clock can come to", () => {
    const of = (expiresOn: string) =>
      createApiKeySchema.safeParse({ name: "bot", role: "viewer", expiresOn });
    expect(of("2199-12-31").success).toBe(true);
    for (const day of ["2200-01-01", "9999-12-31"])
      expect(of(day).error?.issues.map(({ message }) => message)).toEqual([
        "Enter a day before the year 2200, or leave it out.",
      ]);
    expect(of("2026-02-30").error?.issues).toHaveLength(1);
  });
});

describe("revokeApiKey", () => {
  it("ends a key at once, and twice is once", async () => {
    const made = await createApiKey(context(), { name: "Old bot", role: "admin" });
    const revoked = await revokeApiKey(context(), made.apiKey);
    expect(revoked.revokedAt).not.toBeNull();
    expect(await findApiKey(database(), made.key)).toBeNull();
    const again = await Promise.all([1, 2, 3].map(() => revokeApiKey(context(), made.apiKey)));
    for (const answer of again) expect(answer).toEqual(revoked);
    expect(await eventsOf(made)).toEqual(["api-key.created", "api-key.revoked"]);
  });

  it("leaves one event when two revoke at the same time", async () => {
    const made = await createApiKey(context(), { name: "Old bot", role: "admin" });
    await Promise.all([revokeApiKey(context(), made.apiKey), revokeApiKey(context(), made.apiKey)]);
    expect(await eventsOf(made)).toEqual(["api-key.created", "api-key.revoked"]);
  });

  it("says when there is no such key", async () => {
    const id = apiKeyIdSchema.parse(randomUUID());
    await expect(revokeApiKey(context(), { id })).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("listApiKeys", () => {
  it("lists active keys first, the newest of them first, without anything secret", async () => {
    const at = (minute: number) => ({ ...context(), now: () => new Date(Date.UTC(2026, 7, 1, 12, minute)) });
    const made: NewApiKey[] = [];
    for (const minute of [1, 2, 3]) {
      made.push(await createApiKey(at(minute), { name: `Key ${minute}`, role: "viewer" }));
    }
    const last = made[2];
    if (last === undefined) throw new Error("Three keys were made.");
    await revokeApiKey(at(4), last.apiKey);
    const list = await listApiKeys(context());
    expect(list.total).toBe(3);
    expect(list.keys.map(({ name }) => name)).toEqual(["Key 2", "Key 1", "Key 3"]);
    for (const { key } of made) expect(JSON.stringify(list)).not.toContain(key.slice(12));
  });
});

describe("keys are for admins", () => {
  it.each(["viewer", "support", "auditor"] as const)("and not for the role %s", async (role) => {
    const made = await createApiKey(context(), { name: "Bot", role: "viewer" });
    const refused = { code: "not_permitted" };
    const eventCount = (await bodies()).length;
    await expect(createApiKey(context(role), { name: "Bot", role: "admin" })).rejects.toMatchObject(refused);
    await expect(revokeApiKey(context(role), made.apiKey)).rejects.toMatchObject(refused);
    await expect(listApiKeys(context(role))).rejects.toMatchObject(refused);
    expect(await findApiKey(database(), made.key)).not.toBeNull();
    expect(await database().$count(apiKeys)).toBe(1);
    expect((await bodies()).length).toBe(eventCount);
  });
});
