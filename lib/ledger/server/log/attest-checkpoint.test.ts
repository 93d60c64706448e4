import { generateKeyPairSync } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ledgerAttestors, ledgerCosignatures } from "@/drizzle/schema/ledger-log";
import { openCheckpoint } from "@/lib/ledger/log/checkpoint";
import { parseVerifierKey, verifierKey } from "@/lib/ledger/log/verifier-key";
import { append, startLedger, tamper } from "@/testing/ledger/ledger-table";
import { clearLog, logFolder, tamperLog } from "@/testing/ledger/log-fixtures";
import { cosign, startWitness, type TestWitness } from "@/testing/ledger/start-witness";
import { useTestDatabase } from "@/testing/test-database";
import { listOpenAlarms, listUnacknowledgedAlarms } from "./alarms";
import { askWitness } from "./ask-witness";
import { attestCheckpoint, type Attested } from "./attest-checkpoint";
import { findCheckpoint } from "./checkpoints";
import { cosignedNote } from "./cosignatures";
import { listLogKeys } from "./note-keys";
import { produceCheckpoint, type LogSettings } from "./produce-checkpoint";
import { proveConsistency } from "./prove";

const { database } = useTestDatabase();

let settings: LogSettings;
let remove: () => void;
let witness: TestWitness;
let vkeys: string[] = [];
beforeEach(async () => {
  ({ settings, remove } = logFolder());
  await clearLog(database());
  await startLedger(database(), 6);
  witness = await startWitness("witness.example.test/one", () => vkeys);
});
afterEach(async () => {
  remove();
  await witness.close();
});

const produce = async () => {
  const produced = await produceCheckpoint({ database: database(), settings, now: () => new Date() });
  const known = (await listLogKeys(database())).map(({ vkey }) => vkey);
  // What a witness was told once, it knows whatever is done to the database.
  vkeys = [...new Set([...vkeys, ...known])];
  return produced;
};
const attest = (witnesses: { url: string; vkey: string }[] = [witness]): Promise<Attested> =>
  attestCheckpoint({
    database: database(),
    settings: { witnesses: witnesses.map(({ url, vkey }) => ({ url, vkey })), timestampUrl: null },
    now: () => new Date(),
    signal: new AbortController().signal,
  });
const tried = (...errorCodes: (string | null)[]) => ({
  kind: "tried",
  attempts: errorCodes.map((errorCode) => ({ errorCode })),
});
const lastCheckpoint = async () => {
  const checkpoint = await findCheckpoint(database());
  if (checkpoint === null) throw new Error("Nothing was signed.");
  return checkpoint;
};

describe("a witness", () => {
  it("signs what it has verified, and is asked from what it has signed on", async () => {
    await produce();
    expect(await attest()).toMatchObject(tried(null));
    // It has, so it is not asked again.
    expect(await attest()).toEqual({ kind: "tried", attempts: [] });
    for (let number = 7; number < 400; number += 131) {
      for (let at = number; at < number + 131; at++) await append(database(), at);
      await produce();
      expect(await attest()).toMatchObject(tried(null));
    }
    // The first event of all tells of the key.
    expect(witness.asked).toEqual([0, 7, 138, 269]);

    const note = await cosignedNote(database(), await lastCheckpoint());
    const keys = [...vkeys, witness.vkey].map(parseVerifierKey).filter((key) => key !== null);
    const opened = openCheckpoint(note, keys);
    expect(opened).toMatchObject({ outcome: "signed", checkpoint: { size: 400 } });
    expect(opened.outcome === "signed" && opened.cosignedBy).toMatchObject([
      { key: { name: "witness.example.test/one" } },
    ]);
    expect(await database().select().from(ledgerAttestors)).toMatchObject([
      { name: witness.vkey, kind: "witness", size: 400, errorCode: null },
    ]);
  });

  it("that knows more than is known of it names the size, from which it is asked again", async () => {
    await produce();
    await attest();
    await append(database(), 7);
    await produce();
    await attest();
    await append(database(), 8);
    // What came of it was lost.
    await tamperLog(database(), sql`delete from ledger_cosignatures`);
    await produce();
    expect(await attest()).toMatchObject(tried(null));
    expect(witness.asked).toEqual([0, 7, 0, 8]);
  });

  it("is one of several, who fail each for themselves", async () => {
    const other = await startWitness("witness.example.test/two", () => vkeys);
    const away = await startWitness("witness.example.test/away", () => vkeys);
    await away.close();
    other.misbehave = (response) => response.writeHead(403).end("no");
    await produce();
    expect(await attest([other, away, witness])).toMatchObject(tried("http_403", "ECONNREFUSED", null));
    // Only who has not signed is asked again.
    other.misbehave = null;
    expect(await attest([other, witness])).toMatchObject(tried(null));
    expect(await listOpenAlarms(database())).toEqual([]);
    await other.close();
  });

  it("is asked by one process at a time", async () => {
    await produce();
    const answers = await Promise.all([attest(), attest(), attest()]);
    expect(witness.asked.filter((size) => size === 0)).toHaveLength(1);
    expect(answers.filter(({ kind }) => kind === "tried").length).toBeGreaterThanOrEqual(1);
    expect(await database().$count(ledgerCosignatures)).toBe(1);
  });
});

describe("an answer that says nothing", () => {
  const stranger = generateKeyPairSync("ed25519");
  it.each<[string, string, TestWitness["misbehave"]]>([
    ["an error", "http_500", (response) => response.writeHead(500).end("secret")],
    ["an unknown log", "http_404", (response) => response.writeHead(404).end()],
    [
      "a redirect",
      "http_307",
      (response) => response.writeHead(307, { location: "http://127.0.0.1:1/" }).end(),
    ],
    ["no signature", "bad_answer", (response) => response.writeHead(200).end("thank you\n")],
    ["nothing", "bad_answer", (response) => response.writeHead(200).end("")],
    ["a size that is none", "bad_answer", (response) => response.writeHead(409).end("six\n")],
    ["the size that it was asked from", "bad_answer", (response) => response.writeHead(409).end("0\n")],
    ["too much", "too_long", (response) => response.writeHead(200).end("x".repeat(100_000))],
    [
      "another key under its name",
      "not_its_signature",
      (response, body) => {
        const { keyId } = parseVerifierKey(witness.vkey) ?? { keyId: new Uint8Array(4) };
        response.writeHead(200).end(cosign(textIn(body), witness.name, keyId, stranger.privateKey));
      },
    ],
    [
      "another witness’s",
      "not_its_signature",
      (response, body) => {
        const bytes = stranger.publicKey.export({ type: "spki", format: "der" }).subarray(-32);
        const { keyId } = verifierKey("other.example.test", bytes, "witness");
        response.writeHead(200).end(cosign(textIn(body), "other.example.test", keyId, stranger.privateKey));
      },
    ],
  ])("%s is kept as such, raises no alarm, and is asked again", async (_, errorCode, misbehave) => {
    await produce();
    witness.misbehave = misbehave;
    expect(await attest()).toMatchObject(tried(errorCode));
    expect(await database().$count(ledgerCosignatures)).toBe(0);
    expect(await listOpenAlarms(database())).toEqual([]);
    expect(await database().select().from(ledgerAttestors)).toMatchObject([{ errorCode }]);
    witness.misbehave = null;
    expect(await attest()).toMatchObject(tried(null));
  });

  it("is one that does not come in time", async () => {
    await produce();
    witness.misbehave = () => undefined;
    const checkpoint = await lastCheckpoint();
    const key = parseVerifierKey(witness.vkey);
    if (key === null) throw new Error("no key");
    const answer = await askWitness({
      witness: { url: witness.url, key },
      checkpoint,
      knownSize: 0,
      proveFrom: (oldSize) => proveConsistency(database(), oldSize, checkpoint),
      signal: new AbortController().signal,
      timeoutMs: 50,
    });
    expect(answer).toEqual({ kind: "failed", errorCode: "timed_out" });
  });

  const textIn = (body: string) => {
    const note = body.slice(body.indexOf("\n\n") + 2);
    return note.slice(0, note.indexOf("\n\n") + 1);
  };
});

describe("a ledger that was rewritten, with everything beside it", () => {
  /** As somebody with the database, the data folder and the key can, under the name that the witness knows. */
  const rewrite = async (count: number) => {
    const { origin } = await lastCheckpoint();
    remove();
    mkdirSync(settings.dataDir, { recursive: true });
    writeFileSync(`${settings.dataDir}/ledger-key`, keyText);
    await clearLog(database());
    await tamper(database(), sql`truncate ledger_events`);
    for (let number = 1; number <= count; number++) await append(database(), number + 1);
    await tamperLog(
      database(),
      sql`insert into ledger_origins (origin, started_at) values (${origin}, now())`,
    );
    await produce();
  };
  let keyText = "";
  beforeEach(async () => {
    await produce();
    keyText = readFileSync(`${settings.dataDir}/ledger-key`, "utf8");
    for (let number = 7; number <= 9; number++) await append(database(), number);
    await produce();
    expect(await attest()).toMatchObject(tried(null));
  });

  it.each([
    ["shorter", 3, "ahead", "witness_ahead"],
    ["as long", 10, "forked", "witness_refused"],
    ["longer", 20, "forked", "witness_refused"],
  ])("and is %s, is refused by the witness", async (_, count, errorCode, code) => {
    const size = witness.signed.values().next().value?.size;
    await rewrite(count);
    expect(await attest()).toMatchObject({ attempts: [{ errorCode, isNewAlarm: true }] });
    expect(await attest()).toMatchObject({ attempts: [{ errorCode, isNewAlarm: false }] });
    expect(await listUnacknowledgedAlarms(database())).toMatchObject([
      { code, subject: "witness.example.test/one", facts: { witnessSize: size }, clearedAt: null },
    ]);
    expect(await database().$count(ledgerCosignatures)).toBe(0);
  });
});
