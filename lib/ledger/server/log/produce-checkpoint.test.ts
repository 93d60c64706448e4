import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { eq, sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { ledgerCheckpoints, ledgerKeys, ledgerTiles } from "@/drizzle/schema/ledger-log";
import { openDatabase } from "@/lib/database/server/database";
import { DatabaseError } from "@/lib/database/server/database-error";
import { openCheckpoint, type Checkpoint } from "@/lib/ledger/log/checkpoint";
import { continues, parseConsistency } from "@/lib/ledger/log/consistency";
import { hashLine } from "@/lib/ledger/log/hash";
import { verifyProof } from "@/lib/ledger/log/proof";
import { parseVerifierKey, type VerifierKey } from "@/lib/ledger/log/verifier-key";
import { formatEventLine } from "@/lib/ledger/event-line";
import { append, insertEvents, startLedger, tamper } from "@/testing/ledger/ledger-table";
import { clearLog, logFolder, rootsOf, tamperLog } from "@/testing/ledger/log-fixtures";
import { makeChain } from "@/testing/ledger/make-chain";
import { useTestDatabase } from "@/testing/test-database";
import { anchorHead } from "../anchor-head";
import { listOpenAlarms } from "./alarms";
import type { StoredCheckpoint } from "./checkpoints";
import { produceCheckpoint, type LogSettings, type Produced } from "./produce-checkpoint";
import { proveConsistency, proveEvent } from "./prove";

const { database, url } = useTestDatabase();

let settings: LogSettings;
let remove: () => void;
beforeEach(async () => {
  ({ settings, remove } = logFolder());
  await clearLog(database());
  await startLedger(database(), 6);
});
afterEach(() => remove());

const produce = (change: Partial<LogSettings> = {}, isThorough = false): Promise<Produced> =>
  produceCheckpoint({
    database: database(),
    settings: { ...settings, ...change },
    now: () => new Date(),
    isThorough,
  });
const signed = async (change: Partial<LogSettings> = {}): Promise<StoredCheckpoint> => {
  const produced = await produce(change);
  expect(produced).toMatchObject({ kind: "signed", keptErrorCode: null });
  if (produced.kind !== "signed") throw new Error("Nothing was signed.");
  return produced.checkpoint;
};
const knownKeys = async (): Promise<VerifierKey[]> => {
  const rows = await database().select().from(ledgerKeys);
  return rows.map(({ vkey }) => parseVerifierKey(vkey)).filter((key) => key !== null);
};
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString("hex");
const lineOf = async (seq: number): Promise<string> => {
  const [event] = await database().select().from(ledgerEvents).where(eq(ledgerEvents.seq, seq));
  return event === undefined ? "" : formatEventLine(event);
};
const keptFile = () => path.join(settings.dataDir, "ledger-checkpoints");
const alarms = async () => (await listOpenAlarms(database())).map(({ code, facts }) => ({ code, facts }));

describe("a checkpoint", () => {
  it("is signed over every event, kept outside, and not signed again for nothing", async () => {
    const checkpoint = await signed();
    // With the event that says whose key it is.
    expect(checkpoint.size).toBe(7);
    expect(checkpoint.origin).toMatch(/^lethe\.example\.test\/ledger\/[0-9a-f]{16}$/);
    expect(hex(checkpoint.root)).toBe(hex((await rootsOf(database()))[7] ?? new Uint8Array()));
    const keys = await knownKeys();
    expect(keys).toHaveLength(1);
    expect(openCheckpoint(checkpoint.note, keys)).toMatchObject({
      outcome: "signed",
      checkpoint: { size: 7 },
    });
    const [file = ""] = readdirSync(keptFile());
    expect(readFileSync(path.join(keptFile(), file), "utf8")).toBe(checkpoint.note);
    expect(statSync(path.join(settings.dataDir, "ledger-key")).mode & 0o777).toBe(0o600);

    expect(await produce()).toMatchObject({ kind: "unmoved", checkpoint: { id: checkpoint.id } });
    await append(database(), 8);
    const next = await signed();
    expect(next).toMatchObject({ size: 8, origin: checkpoint.origin });
    expect(await produce()).toMatchObject({ kind: "unmoved" });
    expect(await database().$count(ledgerCheckpoints)).toBe(2);
  });

  it("proves each event and each earlier checkpoint, at any size", async () => {
    await insertEvents(database(), makeChain(4_500, "", await lastEvent()));
    const first = await signed();
    await append(database(), 9);
    const second = await signed();
    const keys = await knownKeys();
    for (const seq of [1, 2, 255, 256, 257, 4_096, first.size, second.size]) {
      const proof = await proveEvent(database(), seq, second);
      expect(verifyProof(proof, hashLine(await lineOf(seq)), keys)).toMatchObject({
        outcome: "signed",
        index: seq - 1,
      });
      expect(verifyProof(proof, hashLine(await lineOf(seq === 1 ? 2 : seq - 1)), keys).outcome).toBe(
        "not_included",
      );
    }
    const consistency = parseConsistency(await proveConsistency(database(), first.size, second));
    const old: Checkpoint = first;
    expect(consistency && continues(old, consistency)).toBe(true);
    await expect(proveEvent(database(), second.size + 1, second)).rejects.toThrow(RangeError);
    await expect(proveConsistency(database(), second.size + 1, second)).rejects.toThrow(RangeError);
  });

  it("is the same whoever makes it, and of two at once only one is made", async () => {
    await insertEvents(database(), makeChain(3_000, "", await lastEvent()));
    const pools = [openDatabase(url()), openDatabase(url())];
    try {
      const results = await Promise.all(
        [0, 1, 2, 3].map((at) =>
          produceCheckpoint({ database: pools[at % 2] ?? database(), settings, now: () => new Date() }),
        ),
      );
      expect(results.map(({ kind }) => kind).sort()).toEqual(["signed", "unmoved", "unmoved", "unmoved"]);
    } finally {
      await Promise.all(pools.map((pool) => pool.$client.end()));
    }
    expect(await database().$count(ledgerKeys)).toBe(1);
    const roots = await rootsOf(database());
    const [checkpoint] = await database().select().from(ledgerCheckpoints);
    expect(hex(checkpoint?.root ?? new Uint8Array())).toBe(hex(roots.at(-1) ?? new Uint8Array()));
  });

  it("is not made of a ledger without events", async () => {
    await startLedger(database(), 0);
    expect(await produce()).toEqual({ kind: "no_events" });
    expect(existsSync(path.join(settings.dataDir, "ledger-key"))).toBe(false);
  });

  it("goes with the anchor that is written next", async () => {
    const checkpoint = await signed();
    const anchors = { file: settings.anchorFile, isFileBesideLethe: true, url: null, everyMinutes: 60 };
    await anchorHead({
      database: database(),
      settings: anchors,
      now: new Date(),
      signal: new AbortController().signal,
    });
    expect(JSON.parse(readFileSync(settings.anchorFile, "utf8"))).toMatchObject({
      seq: 7,
      checkpoint: checkpoint.note,
    });
  });

  it("makes lost tiles anew", async () => {
    const before = await signed();
    await database().execute(sql`delete from ledger_tiles`);
    expect(await produce()).toMatchObject({ kind: "unmoved", checkpoint: { id: before.id } });
    await insertEvents(database(), makeChain(600, "", await lastEvent()));
    await signed();
    await database().execute(sql`delete from ledger_tiles where level = 1`);
    await append(database(), 10);
    await signed();
    await database().execute(
      sql`update ledger_tiles set hashes = overlay(hashes placing '\\x00'::bytea from 40) where level = 0 and number = 0`,
    );
    await append(database(), 11);
    const last = await signed();
    expect(hex(last.root)).toBe(hex((await rootsOf(database()))[last.size] ?? new Uint8Array()));
    expect(await alarms()).toEqual([]);
  });
});

describe("keys", () => {
  const [one, two] = ["11".repeat(32), Buffer.alloc(32, 2).toString("base64")];
  const outcome = (note: string, keys: VerifierKey[]) => openCheckpoint(note, keys).outcome;

  it("are replaced in a time in which both sign, and each change is an event", async () => {
    const first = await signed({ key: one });
    const [oldKey] = await knownKeys();
    const both = await signed({ key: `${two},${one}` });
    expect(both.size).toBe(first.size + 1);
    const keys = await knownKeys();
    const newKey = keys.find(({ keyId }) => hex(keyId) !== hex(oldKey?.keyId ?? keyId));
    if (oldKey === undefined || newKey === undefined) throw new Error("There are two keys.");
    for (const key of [oldKey, newKey]) expect(outcome(both.note, [key])).toBe("signed");
    const last = await signed({ key: two });
    expect(outcome(last.note, [newKey])).toBe("signed");
    expect(outcome(last.note, [oldKey])).toBe("unknown_key");
    const rows = await database().select().from(ledgerKeys).orderBy(ledgerKeys.since);
    expect(rows.map(({ until }) => until === null)).toEqual([false, true]);
    const events = await database()
      .select()
      .from(ledgerEvents)
      .where(eq(ledgerEvents.kind, "ledger.keys-changed"));
    expect(events.map(({ body }) => JSON.parse(body) as unknown)).toMatchObject([
      { added: [rows[0]?.vkey], retired: [] },
      { added: [rows[1]?.vkey], retired: [] },
      { added: [], retired: [rows[0]?.vkey] },
    ]);
  });

  it("that cannot be read are said, and never replaced", async () => {
    const file = path.join(settings.dataDir, "ledger-key");
    writeFileSync(file, "not a key");
    await expect(produce()).rejects.toMatchObject({
      code: "unavailable",
      message: expect.stringContaining(file) as string,
    });
    expect(readFileSync(file, "utf8")).toBe("not a key");
    await expect(produce({ key: "00" })).rejects.toThrow(/LETHE_LEDGER_KEY/);
  });
});

describe("nothing is signed that contradicts what was signed", () => {
  const refused = async (code: string, facts: Record<string, unknown>) => {
    const before = await database().$count(ledgerCheckpoints);
    const produced = await produce();
    expect(produced).toMatchObject({ kind: "refused", alarm: { code, facts } });
    expect(await alarms()).toMatchObject([{ code, facts }]);
    expect(await database().$count(ledgerCheckpoints)).toBe(before);
    return produced;
  };

  it("a tail that was cut off, and grown again", async () => {
    await signed();
    await tamper(database(), sql`delete from ledger_events where seq > 4`);
    expect(await refused("truncated", { headSeq: 4, signedSize: 7 })).toMatchObject({ isNew: true });
    expect(await refused("truncated", { headSeq: 4, signedSize: 7 })).toMatchObject({ isNew: false });
    await insertEvents(database(), makeChain(9, " other", await lastEvent()));
    await tamperLog(database(), sql`update ledger_alarms set cleared_at = now()`);
    await refused("rewritten", { signedSize: 7 });
  });

  it("an older backup, with everything that was signed in it as well", async () => {
    await signed();
    await append(database(), 8);
    const last = await signed();
    await tamper(database(), sql`delete from ledger_events where seq > 7`);
    await tamperLog(
      database(),
      sql`delete from ledger_checkpoints where size > 7`,
      sql`update ledger_tiles set hashes = substring(hashes for 7 * 32)`,
    );
    await refused("truncated", { headSeq: 7, signedSize: last.size });
    // Grown beyond it, only the checkpoint outside tells.
    await insertEvents(database(), makeChain(3, " other", await lastEvent()));
    await tamperLog(database(), sql`update ledger_alarms set cleared_at = now()`);
    await refused("forked", { signedSize: last.size });
  });

  it("the same, known from the anchors alone", async () => {
    await signed();
    await append(database(), 8);
    const last = await signed();
    const anchors = { file: settings.anchorFile, isFileBesideLethe: true, url: null, everyMinutes: 60 };
    await anchorHead({
      database: database(),
      settings: anchors,
      now: new Date(),
      signal: new AbortController().signal,
    });
    const elsewhere = logFolder();
    try {
      settings = { ...elsewhere.settings, anchorFile: settings.anchorFile, key: "11".repeat(32) };
      await tamper(database(), sql`delete from ledger_events where seq > 7`);
      await tamperLog(
        database(),
        sql`delete from ledger_checkpoints where size > 7`,
        sql`delete from ledger_tiles`,
      );
      await insertEvents(database(), makeChain(1, " other", await lastEvent()));
      await refused("forked", { signedSize: last.size });
    } finally {
      elsewhere.remove();
    }
  });

  it("a changed event, once its tile is made anew; and it goes on when it was put right", async () => {
    await signed();
    await tamper(database(), sql`update ledger_events set kind = 'x' where seq = 7`);
    await append(database(), 8);
    await refused("rewritten", { signedSize: 7 });
    await tamper(database(), sql`update ledger_events set kind = 'ledger.keys-changed' where seq = 7`);
    expect(await produce({}, true)).toMatchObject({ kind: "signed", checkpoint: { size: 8 } });
    expect(await alarms()).toEqual([]);
  });

  it("a missing event", async () => {
    await signed();
    await insertEvents(database(), makeChain(3, "", await lastEvent()));
    await tamper(database(), sql`delete from ledger_events where seq = 8`);
    await refused("gap", { seq: 8, foundSeq: 9 });
  });

  it("a checkpoint outside that is none", async () => {
    await signed();
    const [file = ""] = readdirSync(keptFile());
    writeFileSync(path.join(keptFile(), file), "nonsense");
    await refused("kept_unreadable", { errorCode: "not_a_checkpoint" });
  });

  it.skipIf(process.getuid?.() === 0)("says that the one outside could not be kept", async () => {
    await signed();
    chmodSync(keptFile(), 0o500);
    await append(database(), 8);
    expect(await produce()).toMatchObject({ kind: "signed", keptErrorCode: "EACCES" });
    chmodSync(keptFile(), 0o700);
  });
});

describe("what was signed", () => {
  it.each([
    sql`update ledger_checkpoints set size = 1`,
    sql`delete from ledger_checkpoints`,
    sql`truncate ledger_checkpoints cascade`,
    sql`update ledger_origins set origin = 'x'`,
    sql`delete from ledger_origins`,
    sql`truncate ledger_origins`,
  ])("the database does not let go of", async (statement) => {
    await signed();
    const refusal = await database()
      .execute(statement)
      .then(
        () => null,
        (error: unknown) => error,
      );
    expect(refusal).toBeInstanceOf(DatabaseError);
    expect(refusal).toMatchObject({ code: "23001" });
    expect(await database().$count(ledgerTiles)).toBe(1);
  });
});

const lastEvent = async () => {
  const [last] = await database()
    .select()
    .from(ledgerEvents)
    .orderBy(sql`seq desc`)
    .limit(1);
  return last ?? null;
};
