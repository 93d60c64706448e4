import { execFile, execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { ledgerTimestamps } from "@/drizzle/schema/ledger-log";
import { sampleFacts } from "@/testing/certificates/sample-facts";
import { signedBy, testKey } from "@/testing/certificates/signed-facts";
import { formatCertificate } from "@/lib/certificates/certificate-file";
import { readCheckpoint } from "@/lib/ledger/log/checkpoint";
import { formatVerifierKey, verifierKey } from "@/lib/ledger/log/verifier-key";
import { append, startLedger } from "@/testing/ledger/ledger-table";
import { logFolder } from "@/testing/ledger/log-fixtures";
import { startWitness, type TestWitness } from "@/testing/ledger/start-witness";
import { useTestDatabase } from "@/testing/test-database";
import { attestCheckpoint } from "./attest-checkpoint";
import { gatherBundle } from "./gather-bundle";
import { listLogKeys } from "./note-keys";
import { produceCheckpoint } from "./produce-checkpoint";

// docs/verify-a-proof.md, command by command, with the tools that it names and a bundle with all that a bundle can hold.

const { database } = useTestDatabase();
const { settings, remove } = logFolder();
const document = readFileSync("docs/verify-a-proof.md", "utf8");
const blocks = [...document.matchAll(/^```(sh|go)(?: (\w+))?\n([\s\S]*?)^```$/gm)].map(
  ([, language = "", about = "", text = ""]) => ({ language, about, text }),
);

const folder = mkdtempSync(path.join(tmpdir(), "lethe-verify-"));
const inFolder = (name: string) => path.join(folder, name);
let witness: TestWitness;
let env: Record<string, string>;
beforeAll(async () => {
  await startLedger(database(), 300);
  const first = await sign();
  for (let number = 301; number <= 340; number++) await append(database(), number);
  const checkpoint = await sign();
  expect(first.size).toBe(301);
  const vkeys = (await listLogKeys(database())).map(({ vkey }) => vkey);
  witness = await startWitness("witness.example.test/one", () => vkeys);
  await attestCheckpoint({
    database: database(),
    settings: { witnesses: [witness], timestampUrl: null },
    now: () => new Date(),
    signal: new AbortController().signal,
  });
  await database()
    .insert(ledgerTimestamps)
    .values({
      checkpointId: checkpoint.id,
      authority: "tsa.example.test",
      response: stamped(readCheckpoint(checkpoint.note)?.note.text ?? ""),
      stampedAt: new Date(),
      receivedAt: new Date(),
    });
  const certificate = formatCertificate(signedBy(testKey(), sampleFacts()));
  const bundle = await gatherBundle(database(), {
    seqs: [1, 2, 290, 301],
    checkpoint,
    others: new Map([["certificate.json", new TextEncoder().encode(certificate)]]),
  });
  writeFileSync(inFolder("bundle.zip"), bundle);
  writeFileSync(inFolder("verify.go"), blocks.find(({ language }) => language === "go")?.text ?? "");
  env = { VKEY: vkeys[0] ?? "", WITNESS: witness.vkey };
});
afterAll(async () => {
  await witness.close();
  rmSync(folder, { recursive: true, force: true });
  remove();
});

const sign = async () => {
  const produced = await produceCheckpoint({ database: database(), settings, now: () => new Date() });
  if (!("checkpoint" in produced)) throw new Error("Nothing was signed.");
  return produced.checkpoint;
};

/** A time-stamp by an authority that is made for it, with `openssl ts`. */
const stamped = (text: string): Buffer => {
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  writeFileSync(inFolder("stamped-text"), text);
  writeFileSync(
    inFolder("tsa.conf"),
    `[tsa]\ndefault_tsa=t\n[t]\nserial=${inFolder("serial")}\nsigner_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256\n`,
  );
  writeFileSync(inFolder("serial"), "01\n");
  const subject = ["-subj", "/CN=tsa.example.test", "-addext", "extendedKeyUsage=critical,timeStamping"];
  openssl(
    "req",
    "-x509",
    "-newkey",
    "rsa:2048",
    "-nodes",
    "-keyout",
    "tsa.key",
    "-out",
    "tsa.pem",
    ...subject,
  );
  openssl("ts", "-query", "-data", "stamped-text", "-sha256", "-cert", "-out", "query.tsq");
  const reply = ["-config", "tsa.conf", "-section", "t", "-queryfile", "query.tsq", "-signer", "tsa.pem"];
  openssl("ts", "-reply", ...reply, "-inkey", "tsa.key", "-out", "reply.tsr");
  return readFileSync(inFolder("reply.tsr"));
};

const run = promisify(execFile);
/** Of a command that failed. */
const failedSchema = z
  .object({ stdout: z.string(), stderr: z.string() })
  .transform(({ stdout, stderr }) => ({ stdout: `failed: ${stdout}`, stderr }));
const follow = async (text: string): Promise<string> => {
  const given = Object.entries(env).map(([name, value]) => `${name}=${value}`);
  const { stdout, stderr } = await run("env", [...given, "sh", "-euc", text], {
    cwd: folder,
    timeout: 300_000,
  }).catch((error: unknown) => failedSchema.parse(error));
  return stdout + stderr;
};
const blockWith = (part: string): string => {
  const found = blocks.find(({ language, text }) => language === "sh" && text.includes(part));
  if (found === undefined) throw new Error(`The document does not have ${part}.`);
  return found.text;
};

const has = (...programs: string[]) =>
  programs.every((name) => spawnSync("sh", ["-c", `command -v ${name}`]).status === 0);
const goModules =
  has("go") &&
  // With all that it imports, and checked against the sums that Go's database has of them.
  spawnSync("env", [`GOBIN=${folder}`, "go", "install", "filippo.io/torchwood/cmd/spicy@v0.9.0"], {
    timeout: 120_000,
  }).status === 0;

describe("docs/verify-a-proof.md", () => {
  it("is followed to its end by what is below", () => {
    expect(blocks.map(({ language, about }) => `${language} ${about}`.trim())).toEqual([
      "sh",
      "sh",
      "sh",
      "sh timestamp",
      "sh certificate",
      "go",
      "sh",
      "sh witness",
    ]);
  });

  it.skipIf(!has("unzip", "openssl", "jq"))(
    "with openssl (skipped where unzip, openssl or jq is not installed)",
    async () => {
      expect(await follow(blockWith("unzip"))).toBe("");
      expect(await follow(blockWith("openssl pkeyutl"))).toBe("Signature Verified Successfully\n");
      expect(await follow(blockWith("openssl ts"))).toContain("Verification: OK\n");
      // No event tells of this certificate: the last line finds none.
      expect(await follow(blockWith("jq"))).toMatch(/^failed: /);
      const { facts } = JSON.parse(readFileSync(inFolder("bundle/certificate.json"), "utf8")) as {
        facts: string;
      };
      const digest = execFileSync("openssl", ["dgst", "-sha256", "-r"], { input: facts, encoding: "utf8" });
      expect(readFileSync(inFolder("digest"), "utf8").trim()).toBe(digest.split(" ")[0]);

      const checkpoint = readFileSync(inFolder("bundle/checkpoint"), "utf8");
      writeFileSync(inFolder("bundle/checkpoint"), checkpoint.replace("\n341\n", "\n340\n"));
      expect(await follow(blockWith("openssl pkeyutl"))).toContain("Signature Verification Failure");
      expect(await follow(blockWith("openssl ts"))).toContain("Verification: FAILED");
    },
  );

  it.skipIf(!goModules || !has("unzip"))(
    "with spicy and Go’s packages (skipped where Go is not installed, or its modules cannot be fetched)",
    { timeout: 900_000 },
    async () => {
      expect(await follow(blockWith("unzip"))).toBe("");
      const [spicy, goProgram, withWitness] = ["spicy -verify", "go mod init", "quorum w"].map(blockWith);
      expect(await follow(spicy ?? "")).toContain("Spicy signature(s) verified!");
      const verified = /Verified: 4 events in lethe\.example\.test\/ledger\/[0-9a-f]{16}, which had 341\.\n/;
      expect(await follow(goProgram ?? "")).toMatch(verified);
      expect(await follow(withWitness ?? "")).toMatch(verified);

      // Each of them refuses what was altered.
      const [verifySpicy, verifyGo] = ['./spicy -verify "$VKEY" bundle/events/*.json', "go run verify.go"];
      const alter = (file: string, from: string, to: string) => {
        const text = readFileSync(inFolder(file), "utf8");
        expect(text).toContain(from);
        writeFileSync(inFolder(file), text.replace(from, to));
        return () => writeFileSync(inFolder(file), text);
      };
      const undoEvent = alter("bundle/events/290.json", 'expectedCount\\":290', 'expectedCount\\":291');
      expect(await follow(verifySpicy)).toContain("could not verify inclusion");
      expect(await follow(verifyGo)).toContain("Not verified");
      undoEvent();
      const undoSize = alter("bundle/checkpoint", "\n341\n", "\n340\n");
      expect(await follow(verifyGo)).toContain("Not verified");
      undoSize();
      const other = readFileSync(inFolder("bundle/consistency/301.proof"), "utf8").split("\n")[1] ?? "";
      const undoGrowth = alter("bundle/consistency/301.proof", other, `${"A".repeat(43)}=`);
      expect(await follow(verifyGo)).toContain("Not verified");
      undoGrowth();
      expect(await follow(verifyGo)).toMatch(verified);
      const stranger = verifierKey("witness.example.test/two", new Uint8Array(32).fill(5), "witness");
      env = { ...env, WITNESS: formatVerifierKey(stranger) };
      expect(await follow(withWitness ?? "")).toContain("Not verified");
    },
  );
});
