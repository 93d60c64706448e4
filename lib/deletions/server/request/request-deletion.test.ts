import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { memberActor } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { useTestDatabase } from "@/testing/test-database";
import { deletionItems, deletions } from "@/drizzle/schema/deletions";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import {
  countMemories,
  deletionInput,
  requested,
  storeMemories,
} from "@/testing/deletions/deletion-fixtures";
import { requestDeletion } from "./request-deletion";

const { database, context } = useTestDatabase();

const eventsOf = async (deletionId: string) => {
  const events = await database().select().from(ledgerEvents);
  return events.filter((event) => event.body.includes(deletionId));
};

describe("requestDeletion", () => {
  it("queues listed ids with their items and a ledger event, and deletes nothing itself", async () => {
    const ids = await storeMemories(database(), 3);
    const absent = randomUUID();
    const before = await countMemories(database());
    const input = deletionInput({ ids: [...ids, absent] }, { reason: "she asked for it", ticket: "ERA-7" });
    const deletion = await requested(context("support"), input);

    expect(deletion).toMatchObject({
      operation: "batch",
      status: "queued",
      storeName: "Built-in store",
      selection: { kind: "listed", count: 4 },
      expectedCount: 4,
      requestedCount: 4,
      reason: "she asked for it",
      ticket: "ERA-7",
      startedAt: null,
    });
    const items = await database()
      .select()
      .from(deletionItems)
      .where(eq(deletionItems.deletionId, deletion.id));
    expect(items.map((item) => item.memoryId).sort()).toEqual([...ids, absent].sort());
    expect(items.map((item) => item.seq).sort()).toEqual([1, 2, 3, 4]);
    const [event, ...others] = await eventsOf(deletion.id);
    expect(others).toEqual([]);
    expect(event?.kind).toBe("deletion.requested");
    expect(event?.body).not.toMatch(/she asked|ERA-7|example\.com/);
    expect(JSON.parse(event?.body ?? "")).toMatchObject({
      actor: { kind: "member", role: "support" },
      expectedCount: 4,
      operation: "batch",
      commitment: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
    });
    expect(await countMemories(database())).toBe(before);
  });

  it("calls one listed id a delete", async () => {
    const deletion = await requested(context(), deletionInput({ ids: [randomUUID()] }));
    expect(deletion.operation).toBe("delete");
  });

  it("queues a matching selection without freezing it, and holds its filter out of the ledger", async () => {
    const userId = `user ${randomUUID()}`;
    const [excluded] = await storeMemories(database(), 5, { userId });
    const input = deletionInput({ userId, expectedCount: 4, excludedIds: [excluded ?? ""] });
    const deletion = await requested(context(), input);
    expect(deletion).toMatchObject({
      operation: "delete_matching",
      requestedCount: null,
      selection: { kind: "matching", excludedCount: 1, filter: { value: userId } },
    });
    const [event] = await eventsOf(deletion.id);
    expect(event?.body).not.toContain(userId);
    expect(event?.body).not.toContain(excluded);
  });

  it("answers the new number when the count has changed, and requests nothing", async () => {
    const userId = randomUUID();
    await storeMemories(database(), 5, { userId });
    const input = deletionInput({ userId, expectedCount: 7 });
    expect(await requestDeletion(context(), input)).toEqual({
      kind: "count_changed",
      expected: 7,
      actual: 5,
      changedCount: 0,
    });
    const rows = await database()
      .select()
      .from(deletions)
      .where(eq(deletions.idempotencyKey, input.idempotencyKey));
    expect(rows).toEqual([]);
    // Confirmed anew, the same key may be used: nothing was made with it.
    expect(await requested(context(), { ...input, expectedCount: 5 })).toMatchObject({ expectedCount: 5 });
  });

  it("does not count what was stored after the cutoff", async () => {
    const userId = randomUUID();
    await storeMemories(database(), 2, { userId });
    const old = deletionInput(
      { userId, expectedCount: 2 },
      { cutoffAt: new Date(Date.now() - 3_600_000).toISOString() },
    );
    expect(await requestDeletion(context(), old)).toMatchObject({ kind: "count_changed", actual: 0 });
  });

  it("refuses everybody who may not delete", async () => {
    const input = deletionInput({ ids: [randomUUID()] });
    for (const role of ["viewer", "auditor"] as const) {
      await expect(requestDeletion(context(role), input)).rejects.toMatchObject({ code: "not_permitted" });
    }
    const rows = await database()
      .select()
      .from(deletions)
      .where(eq(deletions.idempotencyKey, input.idempotencyKey));
    expect(rows).toEqual([]);
  });

  it("refuses no filter in words that name the four and the wildcard", async () => {
    const input = {
      ...deletionInput({ userId: "x", expectedCount: 1 }),
      selection: {
        kind: "matching" as const,
        filter: null,
        excludedIds: [memoryIdSchema.parse(randomUUID())],
        keepsImmutable: false,
      },
    };
    await expect(requestDeletion(context(), input)).rejects.toMatchObject({
      code: "invalid_input",
      message: expect.stringMatching(/user_id, agent_id, app_id or run_id.*"\*"/) as string,
    });
  });

  it("refuses a cutoff in the future or of yesterday, and an unknown store", async () => {
    const at = (ms: number) => ({ cutoffAt: new Date(Date.now() + ms).toISOString() });
    const ids = [randomUUID()];
    for (const ms of [60_000, -25 * 3_600_000]) {
      await expect(requestDeletion(context(), deletionInput({ ids }, at(ms)))).rejects.toMatchObject({
        code: "invalid_input",
      });
    }
    const elsewhere = { ...deletionInput({ ids }), storeId: "elsewhere" as never };
    await expect(requestDeletion(context(), elsewhere)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("the same request twice", () => {
  it("is one deletion, also when its memories are gone by then", async () => {
    const userId = randomUUID();
    await storeMemories(database(), 4, { userId });
    const input = deletionInput({ userId, expectedCount: 4 }, { reason: "once" });
    const first = await requested(context(), input);
    await database().execute(`delete from memories where user_id = '${userId}'`);
    expect(await requested(context(), input)).toEqual(first);
    expect(await eventsOf(first.id)).toHaveLength(1);
  });

  it.each(["listed", "matching"])("is one deletion when twenty %s arrive at once", async (kind) => {
    const userId = randomUUID();
    const ids = await storeMemories(database(), 30, { userId });
    const input = kind === "listed" ? deletionInput({ ids }) : deletionInput({ userId, expectedCount: 30 });
    const all = await Promise.all(Array.from({ length: 20 }, () => requested(context(), input)));
    expect(new Set(all.map((deletion) => deletion.id)).size).toBe(1);
    const [first] = all;
    expect(await eventsOf(first?.id ?? "")).toHaveLength(1);
    const items = await database().$count(deletionItems, eq(deletionItems.deletionId, first?.id ?? ""));
    expect(items).toBe(kind === "listed" ? 30 : 0);
  });

  it("does not depend on the order of ids, nor on fractions in a filter", async () => {
    const ids = [randomUUID(), randomUUID()];
    const input = deletionInput({ ids });
    const first = await requested(context(), input);
    const again = deletionInput(
      { ids: [...ids].reverse() },
      { idempotencyKey: input.idempotencyKey, cutoffAt: input.cutoffAt.toISOString() },
    );
    expect((await requested(context(), again)).id).toBe(first.id);

    await storeMemories(database(), 1, { userId: "fraction" });
    const fractional = {
      ...deletionInput({ userId: "fraction", expectedCount: 1 }),
      selection: {
        kind: "matching" as const,
        excludedIds: [],
        keepsImmutable: false,
        filter: {
          and: [
            { field: "user_id" as const, operator: "eq" as const, value: "fraction" },
            { field: "metadata" as const, key: "n", operator: "ne" as const, value: 0.1 },
          ],
        },
      },
    };
    expect((await requested(context(), fractional)).id).toBe((await requested(context(), fractional)).id);
  });

  it("with other content is refused, and with another actor is another deletion", async () => {
    const input = deletionInput({ ids: [randomUUID()] }, { reason: "a" });
    const first = await requested(context(), input);
    for (const other of [{ reason: "b" }, { ticket: "T" }, { cutoffAt: new Date(Date.now() - 5_000) }]) {
      await expect(requestDeletion(context(), { ...input, ...other })).rejects.toMatchObject({
        code: "idempotency_key_reused",
      });
    }
    const id = memberIdSchema.parse(randomUUID());
    const colleague = { ...context(), actor: memberActor({ id, email: "b@example.com", role: "admin" }) };
    expect((await requested(colleague, input)).id).not.toBe(first.id);
  });
});
