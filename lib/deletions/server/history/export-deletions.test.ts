import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";
import { emptyScope } from "@/lib/deletions/scope/scope";
import type { Deletion, StoredSelection } from "@/lib/deletions/types";
import type { DeletionSearch } from "@/lib/deletions/search";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";
import { allDeletions } from "@/testing/deletions/deletion-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { deletions } from "@/drizzle/schema/deletions";
import { exportDeletions, type ExportFormat } from "./export-deletions";

const test = useTestDatabase();

const insert = (count: number, values: Partial<typeof deletions.$inferInsert> = {}) =>
  test
    .database()
    .insert(deletions)
    .values(
      Array.from({ length: count }, (_, index) => ({
        storeId: "builtin",
        operation: "batch" as const,
        status: "completed" as const,
        actor: test.context().actor,
        selection: { kind: "listed" as const, count: 2 },
        digestSalt: Buffer.alloc(32),
        idempotencyKey: randomUUID(),
        requestDigest: "",
        cutoffAt: new Date(),
        expectedCount: 2,
        // Several in one millisecond: the order must be total.
        createdAt: new Date(Date.UTC(2026, 0, 1) + Math.floor(index / 7)),
        ...values,
      })),
    );

const exported = async (format: ExportFormat, search: Partial<DeletionSearch> = {}): Promise<string> => {
  let text = "";
  for await (const piece of exportDeletions(test.context("viewer"), {
    search: { ...allDeletions, ...search },
    format,
  })) {
    text += piece;
  }
  return text;
};

const cellsOf = (line: string): string[] =>
  [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(
    ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? "",
  );

beforeEach(async () => {
  await test.database().delete(deletions);
});

describe("exportDeletions", () => {
  it("writes every deletion once, on all pages, newest first", async () => {
    await insert(350);
    const rows = (await exported("jsonl"))
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as Deletion);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(350);
    const times = rows.map(({ createdAt }) => createdAt);
    expect(times).toEqual(times.toSorted().toReversed());
    expect((await exported("csv")).split("\r\n")).toHaveLength(352);
  });

  it("takes the conditions of the history page", async () => {
    await insert(3, { ticket: "ERASE-17" });
    await insert(4, { status: "failed" });
    expect((await exported("jsonl", { ticket: "erase-17" })).trimEnd().split("\n")).toHaveLength(3);
    expect((await exported("jsonl", { status: "failed" })).trimEnd().split("\n")).toHaveLength(4);
    expect(await exported("jsonl", { status: "paused" })).toBe("");
  });

  it("writes what cannot be seen by its code point, and in JSON escaped", async () => {
    const evil = "sales\u202Egpj.exe\u200B";
    const selection = {
      kind: "entity" as const,
      entity: { kind: "user" as const, value: evil },
      keepsImmutable: false,
    };
    await insert(1, {
      actor: { ...test.context().actor, label: evil },
      ticket: evil,
      reason: evil,
      selection,
    });
    const [header = "", line = ""] = (await exported("csv")).split("\r\n");
    expect(line).not.toMatch(/[\u202E\u200B]/u);
    const cell = (name: string) => cellsOf(line)[cellsOf(header.slice(1)).indexOf(name)] ?? "";
    for (const name of ["actor", "ticket", "reason"]) expect(cell(name)).toBe("sales⟨U+202E⟩gpj.exe⟨U+200B⟩");
    expect(cell("entity")).toContain("\\u202e");
    expect(JSON.parse(cell("entity"))).toEqual(selection.entity);
    expect(await exported("jsonl")).toContain(evil);
  });

  it("writes CSV with a mark for Excel, a header, and text that cannot be run", async () => {
    await insert(1, { reason: '=HYPERLINK("http://evil.example","x")', ticket: "@SUM(1+1)" });
    const text = await exported("csv");
    expect(text.startsWith("\uFEFFid,created_at,status,")).toBe(true);
    expect(text).toContain(`,"'=HYPERLINK(""http://evil.example"",""x"")",'@SUM(1+1),2,`);
  });

  it("says of every kind of selection what it took and what it spared", async () => {
    const filter = { field: "user_id", operator: "eq", value: "ann" } as const;
    const scope = { ...emptyScope, user_id: "ann", metadata: { source: "email" } };
    const excludedIds = [randomUUID(), randomUUID()].map((id) => memoryIdSchema.parse(id));
    const selections: StoredSelection[] = [
      { kind: "listed", count: 2 },
      { kind: "matching", filter, excludedIds: excludedIds.slice(1), keepsImmutable: false },
      { kind: "scope", scope, excludedIds, keepsImmutable: true },
      { kind: "entity", entity: { kind: "agent", value: "bot;=1+1" } },
    ];
    for (const [index, selection] of selections.entries()) {
      await insert(1, { selection, createdAt: new Date(Date.UTC(2026, 0, 1 + index)) });
    }
    const [header = "", ...lines] = (await exported("csv")).trimEnd().split("\r\n");
    const names = cellsOf(header);
    const [ofEntity, ofScope, ofFilter, ofList] = lines.map((line) =>
      Object.fromEntries(cellsOf(line).map((text, at) => [names[at] ?? "", text] as const)),
    );
    const nothing = { filter: "", scope: "", entity: "", excluded_count: "0", keeps_immutable: "false" };
    expect(ofList).toMatchObject({ selection: "listed", ...nothing });
    expect(ofFilter).toMatchObject({ selection: "matching", excluded_count: "1", keeps_immutable: "false" });
    expect(JSON.parse(ofFilter?.filter ?? "")).toEqual(filter);
    expect(ofScope).toMatchObject({ selection: "scope", excluded_count: "2", keeps_immutable: "true" });
    expect(JSON.parse(ofScope?.scope ?? "")).toEqual(scope);
    expect(ofEntity).toMatchObject({ selection: "entity", excluded_count: "0", keeps_immutable: "false" });
    expect(JSON.parse(ofEntity?.entity ?? "")).toEqual({ kind: "agent", value: "bot;'=1+1" });
  });

  it("says of each whether it was verified, what is still stored, and what is known of copies", async () => {
    const check = (part: object) => ({
      ...{ check: "ids" as const, outcome: "verified_absent" as const, checkedCount: 2 },
      ...{ residualCount: 0, stayedCount: 0, otherCount: 0, durationMs: 1, ...part },
    });
    const verifiedAt = "2026-01-01T00:00:00.000Z";
    const whole = { deletedCount: 2, requestedCount: 2 };
    const verified = (...checks: object[]) => ({ verification: { verifiedAt, checks: checks.map(check) } });
    const rows: [Partial<typeof deletions.$inferInsert>, Record<string, string>][] = [
      [
        { ...whole, ...verified({}) },
        { verification: "verified_absent", still_stored_count: "0", verified_at: verifiedAt, copies: "" },
      ],
      [{ ...whole }, { verification: "not_verified", still_stored_count: "", verified_at: "" }],
      [
        {
          ...whole,
          deletedCount: 1,
          status: "cancelled",
          ...verified({ outcome: "residual", stayedCount: 1 }),
        },
        { verification: "residual", still_stored_count: "1" },
      ],
      [
        {
          ...whole,
          storeId: "mem0",
          ...verified({}, { check: "versions", outcome: "residual", residualCount: 2 }),
        },
        { verification: "verified_absent", copies: "residual" },
      ],
      [
        { status: "failed", failedCount: 2, unknownCount: 2 },
        { verification: "not_verified", unknown_count: "2" },
      ],
      [{ status: "running" }, { verification: "", still_stored_count: "" }],
    ];
    for (const [index, [part]] of rows.entries())
      await insert(1, { ...part, createdAt: new Date(Date.UTC(2026, 0, 9 - index)) });
    const [header = "", ...lines] = (await exported("csv")).trimEnd().split("\r\n");
    const names = cellsOf(header);
    for (const [index, [, expected]] of rows.entries()) {
      const cells = cellsOf(lines[index] ?? "");
      expect(Object.fromEntries(cells.map((text, at) => [names[at] ?? "", text]))).toMatchObject(expected);
    }
  });

  it("reads a page only when it is asked for it, and none after the reader went away", async () => {
    await insert(350);
    const controller = new AbortController();
    const input = { search: allDeletions, format: "jsonl", signal: controller.signal } as const;
    const pieces = exportDeletions(test.context("auditor"), input);
    expect((await pieces.next()).done).toBe(false);
    controller.abort();
    expect((await pieces.next()).done).toBe(true);
  });
});
