import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { certificatePath } from "@/lib/ledger/log/bundle";
import { parseVerifierKey, type VerifierKey } from "@/lib/ledger/log/verifier-key";
import { packZip, readZip } from "@/lib/ledger/log/zip";
import type { StoredCheckpoint } from "@/lib/ledger/server/log/checkpoints";
import { attestCheckpoint } from "@/lib/ledger/server/log/attest-checkpoint";
import { readEvents } from "@/lib/ledger/server/read-events";
import { listLogKeys } from "@/lib/ledger/server/log/note-keys";
import { produceCheckpoint } from "@/lib/ledger/server/log/produce-checkpoint";
import { testKey } from "@/testing/certificates/signed-facts";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { logFolder } from "@/testing/ledger/log-fixtures";
import { startWitness, type TestWitness } from "@/testing/ledger/start-witness";
import { useTestDatabase } from "@/testing/test-database";
import { checkProof, isProven } from "../check-proof";
import { extractFromDatabase, extractFromExport } from "./extract-ledger";
import { holdAgainstLedger, neededOf } from "./hold-against-ledger";
import { issueCertificate, type Issued } from "./issue-certificate";
import { proveCertificate } from "./prove-certificate";

const { database, context } = useTestDatabase();
const key = testKey();
const issuer = { origin: "lethe.example.com", version: "0.1.0", timeZone: "UTC" };
const { settings, remove } = logFolder();

const sign = async (): Promise<StoredCheckpoint> => {
  const produced = await produceCheckpoint({ database: database(), settings, now: () => new Date() });
  if (!("checkpoint" in produced)) throw new Error("Nothing was signed.");
  return produced.checkpoint;
};
const erase = async (): Promise<string> => {
  const ctx = context("support");
  const { id } = await requested(ctx, deletionInput({ ids: await storeMemories(database(), 3) }));
  await runToEnd(ctx, id);
  return id;
};

let deletionId: string;
let first: StoredCheckpoint;
let issued: Issued;
let witness: TestWitness;
const issue = () =>
  issueCertificate(
    context("support"),
    { about: { deletionId }, language: "en", names: "references" },
    { issuer, key },
  );
beforeAll(async () => {
  deletionId = await erase();
  first = await sign();
  issued = await issue();
  const vkeys = (await listLogKeys(database())).map(({ vkey }) => vkey);
  witness = await startWitness("witness.example.test/one", () => vkeys);
});
afterAll(async () => {
  remove();
  await witness.close();
});

const bundleOf = (certificate: Issued): Promise<Uint8Array> =>
  proveCertificate(context("support"), certificate, sign);
const check = async (bundle: Uint8Array, witnesses: VerifierKey[] = []) =>
  checkProof(bundle, { keys: await listLogKeys(database()), witnesses });

describe("a certificate", () => {
  it("names a checkpoint with all that it tells of, and is the same one again when newer ones are signed", async () => {
    const { origin, size } = first;
    const root = Buffer.from(first.root).toString("base64");
    expect(issued.facts.ledger.checkpoint).toEqual({ origin, size, root });
    await erase();
    expect((await sign()).size).toBeGreaterThan(size);
    const again = await issue();
    expect(again).toEqual(issued);
  });

  it("names none that is older than what it tells of", async () => {
    const id = await erase();
    const { facts } = await issueCertificate(
      context("support"),
      { about: { deletionId: id }, language: "en", names: "references" },
      { issuer, key },
    );
    expect(facts.ledger.checkpoint).toBeNull();
  });
});

describe("the checkpoint that a certificate names", () => {
  const claimsOf = async ({ signed, facts }: Pick<Issued, "signed" | "facts">) => {
    const needed = neededOf(signed, facts);
    const extracts = [
      await extractFromDatabase(database(), needed),
      await extractFromExport(readEvents(database()), needed),
    ];
    return extracts.map((extract) =>
      holdAgainstLedger(facts, extract).filter(({ words }) => words.includes("checkpoint")),
    );
  };

  it("is held against the ledger, of a database and of an export", async () => {
    const words = `The ledger’s first ${first.size} events have the root hash of the checkpoint that it names.`;
    expect(await claimsOf(issued)).toEqual([[{ stands: true, words }], [{ stands: true, words }]]);
  });

  it.each([
    ["of another root", { root: Buffer.alloc(32, 1).toString("base64") }],
    ["of another size", { size: 1 }],
    ["of more events than there are", { size: 100_000 }],
  ])("does not stand when it is %s", async (_name, change) => {
    const { checkpoint } = issued.facts.ledger;
    if (checkpoint === null) throw new Error("It names no checkpoint.");
    const facts = {
      ...issued.facts,
      ledger: { ...issued.facts.ledger, checkpoint: { ...checkpoint, ...change } },
    };
    const claims = await claimsOf({ signed: issued.signed, facts });
    expect(claims.flat().map(({ stands }) => stands)).toEqual([false, false]);
  });
});

describe("the proof bundle of a certificate", () => {
  it("shows that exactly this text was recorded, and each event that it names", async () => {
    const checked = await check(await bundleOf(issued));
    expect(isProven(checked)).toBe(true);
    expect(checked).toMatchObject({
      outcome: "proven",
      certificate: {
        outcome: "recorded",
        issued: { seq: issued.seq, kind: "certificate.issued" },
        facts: { id: issued.facts.id },
        namedCount: 2,
        provenCount: 2,
      },
    });
    // The ledger's last event of then is of something else, which is not for whom it is given to.
    const seqs = "events" in checked ? checked.events.map(({ seq }) => seq) : [];
    expect(seqs).toEqual([...issued.facts.ledger.events.map(({ seq }) => seq), issued.seq]);
  });

  it.each<[string, (text: string) => string, string]>([
    ["altered", (text) => text.replace('erasedCount\\":3', 'erasedCount\\":4'), "unrecorded"],
    ["of another form", (text) => `${text} `, "malformed"],
  ])("proves nothing of a certificate that was %s", async (_name, change, outcome) => {
    const files = readZip(await bundleOf(issued)) ?? new Map<string, Uint8Array>();
    const text = new TextDecoder().decode(files.get(certificatePath));
    const changed = change(text);
    expect(changed).not.toBe(text);
    files.set(certificatePath, new TextEncoder().encode(changed));
    const checked = await check(packZip(files));
    expect(checked).toMatchObject({ outcome: "proven", certificate: { outcome } });
    expect(isProven(checked)).toBe(false);
  });

  it("is not whole without an event that the certificate names", async () => {
    const files = readZip(await bundleOf(issued)) ?? new Map<string, Uint8Array>();
    const [named] = issued.facts.ledger.events;
    files.delete(`events/${named?.seq}.json`);
    files.delete(`events/${named?.seq}.tlog-proof`);
    const checked = await check(packZip(files));
    expect(checked).toMatchObject({ outcome: "proven", certificate: { namedCount: 2, provenCount: 1 } });
    expect(isProven(checked)).toBe(false);
  });

  it("is up to a checkpoint that a witness signed, also when newer ones have no witness yet", async () => {
    const { url, vkey } = witness;
    const witnessKey = parseVerifierKey(vkey);
    if (witnessKey === null) throw new Error("The witness has no key.");
    const bundle = await bundleOf(issued);
    expect(await check(bundle, [witnessKey])).toMatchObject({ outcome: "not_proven" });
    const attested = await attestCheckpoint({
      database: database(),
      settings: { witnesses: [{ url, vkey }], timestampUrl: null },
      now: () => new Date(),
      signal: new AbortController().signal,
    });
    expect(attested).toMatchObject({ attempts: [{ errorCode: null }] });
    const { size } = await sign();
    await erase();
    expect((await sign()).size).toBeGreaterThan(size);
    const checked = await check(await bundleOf(issued), [witnessKey]);
    expect(checked).toMatchObject({ outcome: "proven", size, cosignedBy: [{ key: { name: witness.name } }] });
    expect(isProven(checked)).toBe(true);
  });
});
