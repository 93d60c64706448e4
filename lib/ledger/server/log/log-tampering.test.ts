import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { eq, sql, type SQL } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { deletions } from "@/drizzle/schema/deletions";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { cancelDeletion, pauseDeletion, resumeDeletion } from "@/lib/deletions/server/control-deletion";
import { findingWords } from "@/lib/ledger/finding-words";
import { formatCheckpoint } from "@/lib/ledger/log/checkpoint";
import { signNote } from "@/lib/ledger/log/note";
import { formatVerifierKey } from "@/lib/ledger/log/verifier-key";
import type { Report } from "@/lib/ledger/types";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { insertEvents, startLedger, tamper } from "@/testing/ledger/ledger-table";
import { clearLog, logFolder, rootsOf, tamperLog } from "@/testing/ledger/log-fixtures";
import { makeChain } from "@/testing/ledger/make-chain";
import { useTestDatabase } from "@/testing/test-database";
import { recordEvent } from "../record-event";
import { verifyStoredLedger } from "../verify-stored-ledger";
import { produceCheckpoint, type LogSettings } from "./produce-checkpoint";
import { signerOf } from "./signing-keys";

// What `npm run ledger -- verify` and the ledger page find, with the checkpoints that were signed. The anchors' part is in
// ledger-tampering.test.ts.

const { database, context } = useTestDatabase();

let settings: LogSettings;
let remove: () => void;
let deletionId = "";
const sign = () => produceCheckpoint({ database: database(), settings, now: () => new Date() });
const verify = async (): Promise<Report> => {
  for await (const message of verifyStoredLedger(context("auditor"), settings)) {
    if (message.type === "report") return message.report;
  }
  throw new Error("There was no report.");
};
const kinds = (report: Report): string[] => [...new Set(report.findings.map(({ kind }) => kind))].sort();

// Every test begins with a ledger that verifies: two deletions that ended, signed, and an event that is not signed yet.
beforeEach(async () => {
  ({ settings, remove } = logFolder());
  await clearLog(database());
  await startLedger(database(), 0);
  await database().delete(deletions);
  const ctx = context();
  for (let round = 0; round < 2; round++) {
    const ids = await storeMemories(database(), 3);
    const { id } = await requested(ctx, deletionInput({ ids }));
    await runToEnd(ctx, id);
    deletionId = id;
    expect(await sign()).toMatchObject({ kind: "signed" });
  }
  await database().transaction((transaction) =>
    recordEvent(transaction, { kind: "sample.loaded", body: { count: 1 }, at: new Date() }),
  );
  const report = await verify();
  expect(report).toMatchObject({ findings: [], checkpointCount: 3, signedThrough: 5, eventCount: 6 });
});
afterEach(() => remove());

describe("the ledger, with what was signed", () => {
  it.each<[string, SQL[], string[]]>([
    [
      "flip: a byte of an event",
      [
        sql`update ledger_events set body = replace(body, '"deletedCount":3', '"deletedCount":2') where seq = 2`,
      ],
      ["changed", "checkpoint_differs", "deletion_differs", "tile_differs"],
    ],
    [
      "swap: two events",
      [
        sql`update ledger_events set seq = -4 where seq = 4`,
        sql`update ledger_events set seq = 4 where seq = 5`,
        sql`update ledger_events set seq = 5 where seq = -4`,
      ],
      ["checkpoint_differs", "renumbered", "tile_differs"],
    ],
    [
      "drop: an event",
      [sql`delete from ledger_events where seq = 4`],
      ["checkpoint_differs", "deletion_unrecorded", "gap"],
    ],
    [
      "truncation: the end",
      [sql`delete from ledger_events where seq > 3`],
      ["checkpoint_beyond", "deletion_unrecorded"],
    ],
  ])("tells %s", async (_name, statements, expected) => {
    await tamper(database(), ...statements);
    const report = await verify();
    expect(kinds(report)).toEqual(expect.arrayContaining(expected));
    for (const finding of report.findings) expect(findingWords(finding)).toMatch(/^[A-Z].*\.$/);
    expect(report.signedThrough ?? 0).toBeLessThan(5);
  });

  it("tells a fork: the signed end rewritten, with a chain that is sound in itself", async () => {
    await tamper(database(), sql`delete from ledger_events where seq > 3`);
    const [last] = await database().select().from(ledgerEvents).where(eq(ledgerEvents.seq, 3));
    await insertEvents(database(), makeChain(5, " other", last ?? null));
    const report = await verify();
    expect(report.findings).toContainEqual({
      kind: "checkpoint_differs",
      size: 5,
      place: "database",
      differingCount: 2,
    });
    expect(kinds(report)).not.toContain("changed");
    expect(report.signedThrough).toBe(3);
  });

  it("tells a rewrite of everything, tiles and checkpoints too, by the one that is kept outside", async () => {
    await tamper(database(), sql`delete from ledger_events where seq > 3`);
    const [last] = await database().select().from(ledgerEvents).where(eq(ledgerEvents.seq, 3));
    await insertEvents(database(), makeChain(5, " other", last ?? null));
    await database().delete(deletions).where(eq(deletions.id, deletionId));
    await tamperLog(
      database(),
      sql`delete from ledger_checkpoints where size > 3`,
      sql`delete from ledger_tiles`,
    );
    expect((await verify()).findings).toEqual([
      { kind: "checkpoint_differs", size: 5, place: "data_folder", differingCount: 1 },
    ]);
    // The same with a key of the thief's own.
    const signer = signerOf(Buffer.alloc(32, 3), "lethe.example.test/ledger/forged");
    const root = (await rootsOf(database()))[8] ?? new Uint8Array();
    const note = signNote(formatCheckpoint({ origin: signer.key.name, size: 8, root }), [signer]);
    await tamperLog(
      database(),
      sql`insert into ledger_checkpoints (origin, size, root, note, signed_at) values (${signer.key.name}, 8, ${Buffer.from(root)}, ${note}, now())`,
    );
    expect(kinds(await verify())).toEqual(["checkpoint_differs", "checkpoint_unsigned"]);
  });

  it("does not: a rewrite of what nobody has signed yet; the report claims no more than that", async () => {
    await tamper(database(), sql`delete from ledger_events where seq > 5`);
    expect(await verify()).toMatchObject({ findings: [], signedThrough: 5, eventCount: 5 });
  });

  it("tells a key that was swapped", async () => {
    const other = formatVerifierKey(signerOf(Buffer.alloc(32, 3), "lethe.example.test/ledger/x").key);
    await database().execute(sql`update ledger_keys set vkey = ${other}`);
    expect(kinds(await verify())).toEqual(["key_missing", "key_unrecorded"]);
  });

  it("tells a last checkpoint that a known key has not signed", async () => {
    const run = verifyStoredLedger(context("auditor"), {
      ...settings,
      keys: [signerOf(Buffer.alloc(32, 3), "lethe.example.test/ledger/x").key],
    });
    const messages = [];
    for await (const message of run) messages.push(message);
    expect(messages.at(-1)).toMatchObject({
      report: { findings: [{ kind: "checkpoint_unsigned", problem: "other_key", size: 5 }] },
    });
  });

  it.each<[string, SQL, string]>([
    ["its size", sql`update ledger_checkpoints set size = 4 where size = 5`, "malformed"],
    ["its text", sql`update ledger_checkpoints set note = 'x' where size = 5`, "malformed"],
    [
      "a signature",
      sql`update ledger_checkpoints set note = overlay(note placing 'AAAA' from length(note) - 40) where size = 5`,
      "forged",
    ],
  ])("tells a stored checkpoint that was changed: %s", async (_name, statement, problem) => {
    await tamperLog(database(), statement);
    expect((await verify()).findings).toContainEqual(
      expect.objectContaining({ kind: "checkpoint_unsigned", problem }),
    );
  });

  it("tells stored hashes that were changed, and that are missing", async () => {
    await database().execute(
      sql`update ledger_tiles set hashes = overlay(hashes placing '\\x00'::bytea from 40) where level = 0`,
    );
    expect((await verify()).findings).toEqual([{ kind: "tile_differs", tile: "0/000" }]);
  });

  it("tells what is kept outside and was changed", async () => {
    const folder = path.join(settings.dataDir, "ledger-checkpoints");
    const [file = ""] = readdirSync(folder);
    writeFileSync(path.join(folder, file), "nonsense");
    expect((await verify()).findings).toEqual([{ kind: "kept_unreadable", errorCode: "not_a_checkpoint" }]);
  });
});

describe("history, held against the ledger", () => {
  it.each<[string, SQL, unknown]>([
    ["a number", sql`deleted_count = 2`, { kind: "deletion_differs", seq: 5, fields: ["deletedCount"] }],
    ["the status", sql`status = 'partial'`, { kind: "deletion_differs", seq: 5, fields: ["status"] }],
    [
      "the store",
      sql`store_id = '00000000-0000-4000-8000-000000000000'`,
      { kind: "deletion_differs", seq: 4, fields: ["storeId"] },
    ],
    [
      "who did it",
      sql`actor = jsonb_set(actor, '{id}', '"somebody"')`,
      { kind: "deletion_differs", seq: 4, fields: ["actor"] },
    ],
    [
      "the cutoff",
      sql`cutoff_at = cutoff_at - interval '1 day'`,
      { kind: "deletion_differs", seq: 4, fields: ["cutoffAt"] },
    ],
    [
      "when it ended",
      sql`finished_at = finished_at - interval '1 day'`,
      { kind: "deletion_differs", seq: 5, fields: ["finishedAt"] },
    ],
    ["that it ended", sql`finished_at = null, status = 'paused'`, { kind: "deletion_not_ended", seq: 5 }],
    ["which it is", sql`id = '00000000-0000-4000-8000-000000000001'`, { kind: "deletion_missing", seq: 4 }],
  ])("tells a row that was changed: %s", async (_name, change, finding) => {
    await database().execute(sql`update deletions set ${change} where id = ${deletionId}`);
    expect((await verify()).findings).toContainEqual(expect.objectContaining(finding));
  });

  it("tells a row that was removed, and one that was put there", async () => {
    await database().execute(
      sql`update deletions set id = '00000000-0000-4000-8000-000000000001' where id = ${deletionId}`,
    );
    expect((await verify()).findings).toEqual([
      { kind: "deletion_unrecorded", deletionId: "00000000-0000-4000-8000-000000000001", missing: "request" },
      { kind: "deletion_unrecorded", deletionId: "00000000-0000-4000-8000-000000000001", missing: "end" },
      { kind: "deletion_missing", deletionId, seq: 4 },
    ]);
    await database().delete(deletions).where(eq(deletions.id, "00000000-0000-4000-8000-000000000001"));
    expect((await verify()).findings).toEqual([{ kind: "deletion_missing", deletionId, seq: 4 }]);
  });

  it("agrees with deletions at every stage", async () => {
    const ctx = context();
    const agrees = async () => expect((await verify()).findings).toEqual([]);
    const ids = await storeMemories(database(), 5);
    const { id } = await requested(ctx, deletionInput({ ids }));
    await agrees();
    await pauseDeletion(ctx, { id });
    await agrees();
    await resumeDeletion(ctx, { id });
    await cancelDeletion(ctx, { id });
    await agrees();
    const absent = [ids[0] ?? "", "00000000-0000-4000-8000-00000000000a"];
    const second = await requested(ctx, deletionInput({ ids: absent }));
    await runToEnd(ctx, second.id);
    await agrees();
  });
});
