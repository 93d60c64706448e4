import { asc, eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Context } from "@/lib/access/context";
import { type ImportId } from "@/lib/memories/import-id";
import { importFilter, importWords } from "@/lib/filters/import-words";
import { partBody } from "@/lib/imports/part";
import type { BadLine } from "@/lib/imports/types";
import { builtinStore } from "@/lib/stores/builtin/builtin-store";
import { useTestDatabase } from "@/testing/test-database";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories } from "@/drizzle/schema/memories";
import { imports } from "@/drizzle/schema/imports";
import { continueImport } from "./begin-import";
import { listImports } from "./list-imports";
import { importMemories } from "./import-memories";
import { type ImportInput } from "./import-input";

const test = useTestDatabase();

async function* sourceOf(...chunks: (string | Buffer)[]): AsyncGenerator<Buffer> {
  for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
}
const importText = (text: string | Buffer, input: Omit<ImportInput, "source"> = {}) =>
  importMemories(test.context(), { source: sourceOf(text), ...input });
const linesOf = (values: unknown[]): string => values.map((value) => `${JSON.stringify(value)}\n`).join("");
const storedOf = (userId: string) =>
  test.database().select().from(memories).where(eq(memories.userId, userId)).orderBy(asc(memories.createdAt));
const lastEvent = async () => {
  const [event] = await test
    .database()
    .select()
    .from(ledgerEvents)
    .where(eq(ledgerEvents.kind, "memories.imported"))
    .orderBy(sql`seq desc`)
    .limit(1);
  return event === undefined ? null : (JSON.parse(event.body) as Record<string, unknown>);
};

describe("importMemories", () => {
  it("stores every field as it is, awkward characters included", async () => {
    const memory = "Tab\t, line\nfeed, return\r, back\\slash, \\N, \\., 'quotes' \"\", 東京 🦉";
    const before = Date.now();
    const result = await importText(
      linesOf([
        {
          id: "11111111-2222-4333-8444-555555555555",
          memory,
          user_id: "every\tfield\\",
          agent_id: "\\N",
          app_id: "app",
          run_id: "run",
          metadata: { "key\n": ['"', "\\", { deep: null }], n: 1.5 },
          categories: ['say "hi"', "NULL", "a,b", "{x}", "back\\slash", "line\nfeed"],
          immutable: true,
          expiration_date: "2027-01-31",
          created_at: "2023-05-08T13:56:00.123Z",
          updated_at: "2024-05-08T13:56:00+02:00",
        },
      ]),
    );
    expect(result).toEqual({
      lineCount: 1,
      addedCount: 1,
      alreadyPresentCount: 0,
      differingCount: 0,
      badCount: 0,
      suppressedCount: 0,
      end: "complete",
      problem: null,
      unknownKeys: {},
      importId: expect.any(String) as string,
    });
    const [stored] = await storedOf("every\tfield\\");
    expect(stored).toMatchObject({
      id: "11111111-2222-4333-8444-555555555555",
      memory,
      agentId: "\\N",
      appId: "app",
      runId: "run",
      metadata: { "key\n": ['"', "\\", { deep: null }], n: 1.5 },
      categories: ['say "hi"', "NULL", "a,b", "{x}", "back\\slash", "line\nfeed"],
      immutable: true,
      expirationDate: "2027-01-31",
      isSample: false,
      createdAt: new Date("2023-05-08T13:56:00.123Z"),
      updatedAt: new Date("2024-05-08T11:56:00Z"),
    });
    // When the store took it in, not when it was made.
    expect(stored?.storedAt.getTime()).toBeGreaterThan(before - 60_000);
  });

  it("keeps two numbers apart that JavaScript takes for one", async () => {
    const [one, other] = ["1161888007138312193", "1161888007138312200"];
    const line = (order: string) => `{"memory":"order","user_id":"snow","metadata":{"order":${order}}}\n`;
    expect(await importText(line(one) + line(other))).toMatchObject({ addedCount: 2 });
    const { rows } = await test
      .database()
      .execute(sql`select metadata ->> 'order' as "order" from memories where user_id = 'snow' order by 1`);
    expect(rows).toEqual([{ order: one }, { order: other }]);
  });

  it("adds nothing twice, and keeps what is there", async () => {
    const file = linesOf([
      { memory: "one", user_id: "twice", metadata: { a: 1, b: 2 } },
      { memory: "two", user_id: "twice" },
      { memory: "one", user_id: "twice", metadata: { b: 2, a: 1 } },
      { id: "11111111-2222-4333-8444-666666666666", memory: "three", user_id: "twice" },
    ]);
    expect(await importText(file)).toMatchObject({ lineCount: 4, addedCount: 3, alreadyPresentCount: 1 });
    const first = await storedOf("twice");
    expect(await importText(file)).toMatchObject({
      lineCount: 4,
      addedCount: 0,
      alreadyPresentCount: 4,
      differingCount: 0,
    });
    expect(await storedOf("twice")).toEqual(first);
    const changed = linesOf([
      { id: "11111111-2222-4333-8444-666666666666", memory: "changed", user_id: "twice" },
    ]);
    expect(await importText(changed)).toMatchObject({
      addedCount: 0,
      alreadyPresentCount: 1,
      differingCount: 1,
    });
    expect((await storedOf("twice")).map((memory) => memory.memory)).toContain("three");
  });

  it("counts memories that share an id with another of their file, and say something else", async () => {
    const id = "11111111-2222-4333-8444-777777777777";
    const file = linesOf([
      { id, memory: "one", user_id: "shared", metadata: { n: 1 } },
      { id, memory: "one", user_id: "shared", metadata: { n: 1 } },
      { id: id.toUpperCase(), memory: "other", user_id: "shared" },
    ]);
    const { addedCount, differingCount } = await importText(file);
    expect(addedCount).toBe(1);
    const [stored] = await storedOf("shared");
    expect(differingCount).toBe(stored?.memory === "one" ? 1 : 2);
  });

  it("reports bad lines by number and keeps the good ones around them", async () => {
    const bad: BadLine[] = [];
    const file = Buffer.concat([
      Buffer.from('{"memory":"a","user_id":"around"}\n\nnot json\n'),
      Buffer.from([0xff, 0xfe, 0x0a]),
      Buffer.from('{"user_id":"around"}\n{"memory":"b","user_id":"around"}'),
    ]);
    const result = await importText(file, { onBadLine: (line) => bad.push(line) });
    expect(result).toMatchObject({ lineCount: 5, addedCount: 2, badCount: 3, end: "complete" });
    expect(bad).toEqual([
      { number: 3, place: "line", reason: "This is not valid JSON." },
      { number: 4, place: "line", reason: "This is not valid UTF-8." },
      { number: 5, place: "line", reason: '"memory" is missing.' },
    ]);
  });

  it("leaves one ledger event with counts and nothing of the memories", async () => {
    await importText(linesOf([{ memory: "unmistakable", user_id: "ledger" }, { memory: "" }]));
    expect(await lastEvent()).toMatchObject({
      actor: { kind: "member" },
      lineCount: 2,
      addedCount: 1,
      badCount: 1,
      end: "complete",
    });
    const { rows } = await test
      .database()
      .execute(sql`select 1 from ledger_events where body like '%unmistakable%'`);
    expect(rows).toEqual([]);
  });

  it("keeps what it has added when it is aborted, even while the source keeps silent", async () => {
    const controller = new AbortController();
    const some = Array.from({ length: 6000 }, (_, number) => ({
      memory: `Number ${number}`,
      user_id: "aborted",
    }));
    async function* silent(): AsyncGenerator<Buffer> {
      yield Buffer.from(linesOf(some));
      await new Promise(() => undefined);
    }
    const result = await importMemories(test.context(), {
      source: silent(),
      signal: controller.signal,
      onProgress: ({ addedCount }) => {
        if (addedCount >= 5000) controller.abort();
      },
    });
    expect(result.end).toBe("aborted");
    expect(result.addedCount).toBeGreaterThanOrEqual(5000);
    expect((await storedOf("aborted")).length).toBe(result.addedCount);
    expect(await lastEvent()).toMatchObject({ addedCount: result.addedCount, end: "aborted" });
  });

  it("says that the source broke off, and does not take the broken line for a bad one", async () => {
    async function* broken(): AsyncGenerator<Buffer> {
      yield await Promise.resolve(
        Buffer.from(`${linesOf([{ memory: "whole", user_id: "broken" }])}{"memory":"ha`),
      );
      yield Buffer.from("x".repeat(70_000));
      throw new Error("connection reset while sending the secret text");
    }
    const result = await importMemories(test.context(), { source: broken() });
    expect(result).toEqual({
      lineCount: 1,
      addedCount: 1,
      alreadyPresentCount: 0,
      differingCount: 0,
      badCount: 0,
      suppressedCount: 0,
      end: "source_failed",
      problem: null,
      unknownKeys: {},
      importId: expect.any(String) as string,
    });
  });

  it("hands a failure of the database on without any value, and the ledger has what was added before", async () => {
    await test.database().execute(sql`
      create function refuse_word() returns trigger language plpgsql as $$ begin
        if new.memory = 'the poison' then raise exception 'no %', new.memory; end if; return new; end $$`);
    await test
      .database()
      .execute(
        sql`create trigger refuse_word before insert on memories for each row execute function refuse_word()`,
      );
    const some = Array.from({ length: 6000 }, (_, number) => ({
      memory: `Number ${number}`,
      user_id: "failed",
    }));
    const importing = importText(linesOf([...some, { memory: "the poison" }]));
    await expect(importing).rejects.toThrow(/^The database answered P0001\.$/);
    await test.database().execute(sql`drop trigger refuse_word on memories`);
    const addedCount = (await storedOf("failed")).length;
    expect(addedCount).toBeGreaterThanOrEqual(1000);
    expect(await lastEvent()).toMatchObject({ addedCount, end: "failed" });
  });

  it("refuses a role that may not import, and adds nothing", async () => {
    const importing = importMemories(test.context("support"), {
      source: sourceOf('{"memory":"x","user_id":"role"}'),
    });
    await expect(importing).rejects.toMatchObject({ code: "not_permitted" });
    expect(await storedOf("role")).toEqual([]);
  });

  it("lets what each import added be found, and the parts of one file be one import", async () => {
    const first = await importText(
      linesOf([
        { memory: "first", user_id: "found" },
        { memory: "both", user_id: "found" },
      ]),
    );
    const second = await importText(
      linesOf([
        { memory: "second", user_id: "found" },
        { memory: "both", user_id: "found" },
      ]),
    );
    const body = partBody([
      Buffer.from('{"memory":"third","user_id":"found"}'),
      Buffer.from('{"memory":""}'),
    ]);
    const bad: BadLine[] = [];
    const part = await importMemories(test.context(), {
      source: sourceOf(Buffer.from(await body.arrayBuffer())),
      part: { unreadableCount: 2, importId: second.importId },
      onBadLine: (line) => bad.push(line),
    });
    expect(part).toMatchObject({ importId: second.importId, lineCount: 4, addedCount: 1, badCount: 3 });
    expect(bad).toEqual([{ number: 2, place: "position", reason: '"memory" is empty.' }]);
    expect(await lastEvent()).toMatchObject({ importId: second.importId, addedCount: 1, badCount: 3 });

    const store = builtinStore(test.database());
    const found = async ({ importId }: { importId: ImportId }) => {
      const { memories: listed } = await store.list({
        filter: importFilter(importId),
        sort: { field: "created_at", direction: "asc" },
        cursor: null,
        limit: 10,
      });
      expect(listed.map((memory) => memory.importId)).toEqual(listed.map(() => importId));
      return listed.map(({ memory }) => memory).toSorted();
    };
    expect(await found(first)).toEqual(["both", "first"]);
    expect(await found(second)).toEqual(["second", "third"]);
    const listed = await listImports(test.context(), { text: "", limit: 2 });
    expect(listed).toEqual([
      { value: second.importId, label: importWords(second.importId), count: 2 },
      { value: first.importId, label: importWords(first.importId), count: 2 },
    ]);
    expect(await listImports(test.context(), { text: "no such", limit: 2 })).toEqual([]);
    const rows = await test.database().select().from(imports).where(eq(imports.id, second.importId));
    expect(rows).toMatchObject([{ addedCount: 2, way: "command" }]);
  });

  it("adds nothing to another's import, and begins none for a file that cannot be read", async () => {
    const { importId } = await importText(linesOf([{ memory: "mine", user_id: "other" }]));
    const ctx = test.context();
    const other: Context = { ...ctx, actor: { kind: "system", id: "somebody", label: "somebody" } };
    await expect(continueImport(other, importId)).rejects.toMatchObject({ code: "not_found" });
    expect(await continueImport(ctx, importId)).toBe(importId);
    const before = await test.database().$count(imports);
    await expect(importText("%PDF-1.7")).rejects.toThrow("This file is a PDF.");
    await expect(importText(linesOf([{ title: "x" }]))).rejects.toThrow("its objects have no “memory”");
    expect(await test.database().$count(imports)).toBe(before);
  });

  it("takes two imports of the same memories at once", async () => {
    const some = Array.from({ length: 6000 }, (_, number) => ({
      memory: `Number ${number}`,
      user_id: "both",
    }));
    const results = await Promise.all([importText(linesOf(some)), importText(linesOf(some.toReversed()))]);
    expect(results.reduce((sum, result) => sum + result.addedCount, 0)).toBe(6000);
  });
});
