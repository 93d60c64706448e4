import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { ledgerAttestors, ledgerTimestamps } from "@/drizzle/schema/ledger-log";
import { readCheckpoint } from "@/lib/ledger/log/checkpoint";
import { append, startLedger } from "@/testing/ledger/ledger-table";
import { clearLog, logFolder } from "@/testing/ledger/log-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { askTimestamp } from "./ask-timestamp";
import { attestCheckpoint } from "./attest-checkpoint";
import { findCheckpoint } from "./checkpoints";
import { produceCheckpoint, type LogSettings } from "./produce-checkpoint";
import { readTimestamp, timestampQuery } from "./timestamp";

// The authority is OpenSSL’s: skipped where it is not installed.
const isThere = spawnSync("openssl", ["version"]).status === 0;

const { database } = useTestDatabase();
const signal = new AbortController().signal;

describe.skipIf(!isThere)("a time-stamp authority (skipped where openssl is missing)", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "lethe-tsa-"));
  const file = (name: string) => path.join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  let answer: (query: Buffer) => { status: number; body: Buffer };
  const stamp = (query: Buffer): Buffer => {
    writeFileSync(file("query.tsq"), query);
    openssl("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "query.tsq", "-out", "reply.tsr");
    return readFileSync(file("reply.tsr"));
  };
  let server: Server;
  let url: string;
  let settings: LogSettings;
  let remove: () => void;

  beforeAll(async () => {
    writeFileSync(file("serial"), "01\n");
    writeFileSync(
      file("tsa.cnf"),
      `[req]\ndistinguished_name = dn\n[dn]\n[ca]\nbasicConstraints = critical,CA:true\n[tsa_ext]\nextendedKeyUsage = critical,timeStamping
[tsa]\ndefault_tsa = t\n[t]\nserial = ${file("serial")}\nsigner_cert = ${file("tsa.pem")}\nsigner_key = ${file("tsa.key")}
certs = ${file("ca.pem")}\nsigner_digest = sha256\ndefault_policy = 1.2.3.4.1\ndigests = sha256\naccuracy = secs:1\nordering = yes\ntsa_name = yes\ness_cert_id_chain = no\n`,
    );
    const config = ["-config", "tsa.cnf"];
    openssl(
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      "ca.key",
      "-out",
      "ca.pem",
      "-subj",
      "/CN=Test root",
      "-days",
      "30",
      "-extensions",
      "ca",
      ...config,
    );
    openssl(
      "req",
      "-new",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:P-256",
      "-nodes",
      "-keyout",
      "tsa.key",
      "-out",
      "tsa.csr",
      "-subj",
      "/CN=Test authority",
      ...config,
    );
    openssl(
      "x509",
      "-req",
      "-in",
      "tsa.csr",
      "-CA",
      "ca.pem",
      "-CAkey",
      "ca.key",
      "-CAcreateserial",
      "-days",
      "30",
      "-extfile",
      "tsa.cnf",
      "-extensions",
      "tsa_ext",
      "-out",
      "tsa.pem",
    );
    server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        const { status, body } = answer(Buffer.concat(chunks));
        response.writeHead(status, { "content-type": "application/timestamp-reply" }).end(body);
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/tsa`;
  });
  afterAll(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    answer = (query) => ({ status: 200, body: stamp(query) });
    ({ settings, remove } = logFolder());
    await clearLog(database());
    await startLedger(database(), 4);
    await produceCheckpoint({ database: database(), settings, now: () => new Date() });
  });
  afterEach(() => remove());

  const attest = () =>
    attestCheckpoint({
      database: database(),
      settings: { witnesses: [], timestampUrl: url },
      now: () => new Date(),
      signal,
    });

  it("stamps the text of the last checkpoint, and openssl accepts what is kept", async () => {
    expect(await attest()).toMatchObject({ attempts: [{ kind: "timestamp", errorCode: null, size: 5 }] });
    expect(await attest()).toEqual({ kind: "tried", attempts: [] });
    const [kept] = await database().select().from(ledgerTimestamps);
    const checkpoint = await findCheckpoint(database());
    expect(kept?.checkpointId).toBe(checkpoint?.id);
    expect(Math.abs((kept?.stampedAt.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);

    writeFileSync(file("kept.tsr"), kept?.response ?? "");
    const text = readCheckpoint(checkpoint?.note ?? "")?.note.text ?? "";
    const verify = (data: string) => {
      writeFileSync(file("text"), data);
      return spawnSync(
        "openssl",
        ["ts", "-verify", "-in", "kept.tsr", "-data", "text", "-CAfile", "ca.pem"],
        { cwd: folder },
      ).status;
    };
    expect(verify(text)).toBe(0);
    expect(verify(text.replace("5", "6"))).not.toBe(0);

    await append(database(), 5);
    await produceCheckpoint({ database: database(), settings, now: () => new Date() });
    expect(await attest()).toMatchObject({ attempts: [{ errorCode: null, size: 6 }] });
  });

  it("that answers something else has not stamped, and is asked again", async () => {
    const other = () => stamp(timestampQuery("something else", Buffer.from("4142434445464748", "hex")));
    const cases: [string, typeof answer][] = [
      ["http_503", () => ({ status: 503, body: Buffer.alloc(0) })],
      ["bad_answer", () => ({ status: 200, body: Buffer.from("<html>") })],
      ["bad_answer", (query) => ({ status: 200, body: stamp(query).subarray(0, 200) })],
      ["other_hash", () => ({ status: 200, body: other() })],
      // As an authority says that it does not take this: status 2.
      ["rejected", () => ({ status: 200, body: Buffer.from("30053003020102", "hex") })],
    ];
    for (const [errorCode, misbehave] of cases) {
      answer = misbehave;
      expect(await attest()).toMatchObject({ attempts: [{ errorCode }] });
      expect(await database().$count(ledgerTimestamps)).toBe(0);
      expect(await database().select().from(ledgerAttestors)).toMatchObject([{ errorCode }]);
    }
    answer = (query) => ({ status: 200, body: stamp(query) });
    expect(await attest()).toMatchObject({ attempts: [{ errorCode: null }] });
  });

  it("is not taken at the word of an answer that it gave before", async () => {
    const asked = await askTimestamp(url, { text: "the same text", signal });
    if ("errorCode" in asked) throw new Error(asked.errorCode);
    answer = () => ({ status: 200, body: asked.response });
    expect(await askTimestamp(url, { text: "the same text", signal })).toEqual({ errorCode: "other_hash" });
    expect(readTimestamp(asked.response, { text: "the same text", nonce: null })).toEqual({ at: asked.at });
  });

  it("is asked as openssl would ask", () => {
    const nonce = Buffer.from("4142434445464748", "hex");
    const query = timestampQuery("lethe\n", nonce);
    expect(query).toHaveLength(69);
    writeFileSync(file("own.tsq"), query);
    const shown = openssl("ts", "-query", "-in", "own.tsq", "-text").toString();
    expect(shown).toMatch(/Hash Algorithm: sha256/);
    expect(shown).toMatch(/Nonce: 0x4142434445464748/);
    expect(shown).toMatch(/Certificate required: yes/);
  });
});
