import { randomUUID } from "node:crypto";
import { desc, eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import { openDatabase } from "@/lib/database/server/database";
import { exportMemoriesSchema, type ExportMemoriesInput } from "@/lib/deletions/request/schema";
import { emptyScope } from "@/lib/deletions/scope/scope";
import { digestKeyOf, digestOf } from "./record/digest-keys";
import type { Selection } from "@/lib/deletions/types";
import { importMemories } from "@/lib/imports/server/import-memories";
import { verifyStoredLedger } from "@/lib/ledger/server/verify-stored-ledger";
import { insertMemories } from "@/testing/stores/test-memories";
import { useTestDatabase } from "@/testing/test-database";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories } from "@/drizzle/schema/memories";
import { exportMemories } from "./export-memories";

const test = useTestDatabase();
const soon = () => new Date(Date.now() + 1_000).toISOString();
const inputOf = (selection: Selection, cutoffAt = soon()): ExportMemoriesInput =>
  exportMemoriesSchema.parse({ storeId: "builtin", selection, cutoffAt });
const ofUser = (user: string, others: Partial<Extract<Selection, { kind: "scope" }>> = {}): Selection => ({
  kind: "scope",
  scope: { ...emptyScope, user_id: user },
  excludedIds: [],
  keepsImmutable: false,
  ...others,
});

const linesOf = async (ctx: Context, input: ExportMemoriesInput): Promise<string[]> => {
  let all = "";
  const { count, text } = await exportMemories(ctx, input);
  for await (const piece of text) all += piece;
  const lines = all.split("\n");
  expect(lines.pop()).toBe("");
  expect(lines).toHaveLength(count + 1);
  return lines;
};
const lastEvent = async () => {
  const [event] = await test
    .database()
    .select()
    .from(ledgerEvents)
    .where(eq(ledgerEvents.kind, "memories.exported"))
    .orderBy(desc(ledgerEvents.seq))
    .limit(1);
  return event === undefined ? null : event.body;
};
const openTransactions = async (): Promise<number> => {
  const { rows } = await test.database().execute<{ count: number }>(sql`
    select count(*)::integer as count from pg_stat_activity
    where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null
      and backend_type = 'client backend'`);
  return rows[0]?.count ?? -1;
};
const untilNothingIsOpen = async () => {
  while ((await openTransactions()) > 0) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe("exportMemories", () => {
  it("has the feedback that a memory was given, where there is some", async () => {
    const user = randomUUID();
    await insertMemories(test.database(), [
      { userId: user, memory: "Plain", createdAt: new Date(0) },
      { userId: user, memory: "Told", feedback: "NEGATIVE", feedbackReason: 'Says "no"\n' },
    ]);
    const lines = await linesOf(test.context("support"), inputOf(ofUser(user)));
    const told = lines.slice(0, 2).map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(told.find(({ memory }) => memory === "Told")).toMatchObject({
      user_id: user,
      feedback: "NEGATIVE",
      feedback_reason: 'Says "no"\n',
    });
    expect(Object.keys(told.find(({ memory }) => memory === "Plain") ?? {})).not.toContain("feedback");
  });

  it("writes every field in the names of Mem0's API, so that an import stores the same again", async () => {
    const user = randomUUID();
    const newer = randomUUID();
    await insertMemories(test.database(), [
      {
        userId: user,
        memory: 'Tab\t, line\nfeed, back\\slash, "quotes", 東京 🦉, \'',
        agentId: "a",
        appId: "b",
        runId: "c",
        metadata: { "key\n": ['"', { deep: null }], n: 1.5 },
        categories: ["a,b", 'say "hi"'],
        immutable: true,
        expirationDate: "2027-01-31",
        supersededBy: newer,
        createdAt: new Date("2023-05-08T13:56:00.123Z"),
        updatedAt: new Date("2024-05-08T13:56:00.001Z"),
      },
      { userId: user },
      { userId: user, memory: "long ".repeat(100_000) },
    ]);
    const stored = () =>
      test.database().select().from(memories).where(eq(memories.userId, user)).orderBy(memories.id);
    const before = await stored();
    const lines = await linesOf(test.context(), inputOf(ofUser(user)));

    await test.database().delete(memories).where(eq(memories.userId, user));
    const source = (async function* () {
      yield await Promise.resolve(Buffer.from(lines.join("\n")));
    })();
    expect(await importMemories(test.context(), { source })).toMatchObject({
      lineCount: 3,
      addedCount: 3,
      alreadyPresentCount: 0,
      badCount: 0,
      end: "complete",
    });
    // When it arrived is another matter.
    const withoutArrival = (row: typeof memories.$inferSelect) => {
      const {
        storedAt: _storedAt,
        importId: _importId,
        changedAt: _changedAt,
        storedIn: _storedIn,
        ...others
      } = row;
      return others;
    };
    expect((await stored()).map(withoutArrival)).toEqual(before.map(withoutArrival));
  });

  it("keeps every digit of a number", async () => {
    const user = randomUUID();
    const [id] = await insertMemories(test.database(), [{ userId: user }]);
    await test.database().execute(sql`
      update memories set metadata = '{"n": 12345678901234567890.12345}' where id = ${id}::uuid`);
    const [line] = await linesOf(test.context(), inputOf(ofUser(user)));
    expect(line).toContain("12345678901234567890.12345");
  });

  it("takes what the selection takes at its cutoff, in several fetches, each memory once", async () => {
    const user = randomUUID();
    const ids = await insertMemories(
      test.database(),
      Array.from({ length: 1_203 }, (_, number) => ({ userId: user, immutable: number < 100 })),
    );
    const cutoffAt = soon();
    await insertMemories(test.database(), [{ userId: user, storedAt: new Date(Date.parse(cutoffAt) + 1) }]);
    const selection = ofUser(user, { excludedIds: ids.slice(1_200), keepsImmutable: true });
    const lines = await linesOf(test.context(), inputOf(selection, cutoffAt));
    const exported = lines.slice(0, -1).map((line) => (JSON.parse(line) as { id: string }).id);
    expect(exported.toSorted()).toEqual(ids.slice(100, 1_200).toSorted());
  });

  it("says in its last line that it is whole, with the salt of what the ledger committed itself to", async () => {
    const user = randomUUID();
    await insertMemories(test.database(), [{ userId: user }, { userId: user }]);
    const ctx = test.context("support");
    const input = inputOf(ofUser(user));
    const lines = await linesOf(ctx, input);
    const last = JSON.parse(lines.at(-1) ?? "") as { lethe_export: { salt: string } };
    expect(last).toMatchObject({ lethe_export: { complete: true, count: 2 } });

    const body = (await lastEvent()) ?? "";
    const key = digestKeyOf(ctx.secret, Buffer.from(last.lethe_export.salt, "hex"), "commitment");
    expect(JSON.parse(body)).toEqual({
      actor: { kind: "member", id: ctx.actor.id, role: "support" },
      storeId: "builtin",
      selection: "scope",
      wildcards: [],
      count: 2,
      excludedCount: 0,
      keepsImmutable: false,
      cutoffAt: input.cutoffAt.toISOString(),
      commitment: digestOf(key, { scope: { ...emptyScope, user_id: user }, excludedIds: [] }),
    });
    expect(body).not.toContain(user);
    for await (const message of verifyStoredLedger(test.context(), { anchorFile: "none", dataDir: "none" })) {
      if (message.type === "report") expect(message.report.findings).toEqual([]);
    }
  });

  it("reads one snapshot: what is deleted meanwhile is still in it", async () => {
    const user = randomUUID();
    await insertMemories(
      test.database(),
      Array.from({ length: 1_100 }, () => ({ userId: user })),
    );
    const { count, text } = await exportMemories(test.context(), inputOf(ofUser(user)));
    await test.database().delete(memories).where(eq(memories.userId, user));
    let lineCount = 0;
    for await (const _line of text) lineCount += 1;
    expect([count, lineCount]).toEqual([1_100, 1_101]);
  });

  it("fails, and writes no last line, when the database goes away in the middle", async () => {
    const user = randomUUID();
    await insertMemories(
      test.database(),
      Array.from({ length: 1_100 }, () => ({ userId: user })),
    );
    const { text } = await exportMemories(test.context(), inputOf(ofUser(user)));
    const read: string[] = [];
    const reading = (async () => {
      for await (const line of text) {
        read.push(line);
        if (read.length !== 1) continue;
        await test.database().execute(sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where datname = current_database() and pid <> pg_backend_pid() and state = 'idle in transaction'`);
      }
    })();
    await expect(reading).rejects.toMatchObject({ name: "DatabaseError" });
    expect(read.some((line) => line.includes("lethe_export"))).toBe(false);
  });

  it("lets go of the database when its reader stops, or goes away", async () => {
    const user = randomUUID();
    await insertMemories(
      test.database(),
      Array.from({ length: 1_100 }, () => ({ userId: user })),
    );
    const stopped = await exportMemories(test.context(), inputOf(ofUser(user)));
    for await (const _line of stopped.text) break;
    await untilNothingIsOpen();

    const controller = new AbortController();
    const left = await exportMemories(test.context(), {
      ...inputOf(ofUser(user)),
      signal: controller.signal,
    });
    expect(await openTransactions()).toBe(1);
    controller.abort();
    await untilNothingIsOpen();
    const rest: string[] = [];
    for await (const line of left.text) rest.push(line);
    expect(rest.some((line) => line.includes("lethe_export"))).toBe(false);
  });

  it("takes no connection of the pool", async () => {
    const database = openDatabase(test.url(), { connectionsMax: 1 });
    const { text } = await exportMemories({ ...test.context(), database }, inputOf(ofUser("maya")));
    await database.execute(sql`select 1`);
    for await (const _line of text);
    await database.$client.end();
  });

  it.each(["viewer", "auditor"] as const)("refuses the role %s", async (role) => {
    await expect(exportMemories(test.context(role), inputOf(ofUser("maya")))).rejects.toMatchObject({
      code: "not_permitted",
    });
  });

  it("refuses a selection without a filter", async () => {
    await expect(exportMemories(test.context(), inputOf(ofUser("")))).rejects.toMatchObject({
      code: "invalid_input",
    });
  });
});
