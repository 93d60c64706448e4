import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { request } from "playwright/test";
import { openCheckpoint } from "@/lib/ledger/log/checkpoint";
import { hashLine } from "@/lib/ledger/log/hash";
import { verifyProof } from "@/lib/ledger/log/proof";
import { parseVerifierKey, type VerifierKey } from "@/lib/ledger/log/verifier-key";
import { callServer, createKey } from "./api-key";
import { expect, signIn, test } from "./console";
import { connectToDatabase } from "./database";
import { sharedProduct } from "./shared-product";

const run = promisify(execFile);

/** Stores a memory and deletes it; answers the number of the event that says so, and when it was recorded. */
const deleteOne = async (apiKey: string): Promise<{ seq: number; at: Date }> => {
  const added = await callServer(apiKey, "POST", "/v3/memories/add/", {
    messages: [{ role: "user", content: `Likes curlews ${randomUUID()}` }],
    user_id: "transparency",
    infer: false,
  });
  const [memory] = added.body["results"] as { id: string }[];
  const id = memory?.id ?? "";
  expect((await callServer(apiKey, "DELETE", `/v1/memories/${id}/`)).status).toBe(200);
  const database = await connectToDatabase();
  const { rows } = await database.query<{ seq: string; recorded_at: Date }>(
    "select seq, recorded_at from ledger_events where kind = 'deletion.finished' order by seq desc limit 1",
  );
  await database.end();
  return { seq: Number(rows[0]?.seq), at: rows[0]?.recorded_at ?? new Date() };
};

/** The first checkpoint with this event, and when it was signed. */
const signedWith = async (seq: number): Promise<{ note: string; at: Date } | null> => {
  const database = await connectToDatabase();
  const { rows } = await database.query<{ note: string; signed_at: Date }>(
    "select note, signed_at from ledger_checkpoints where size >= $1 order by id limit 1",
    [seq],
  );
  await database.end();
  return rows[0] === undefined ? null : { note: rows[0].note, at: rows[0].signed_at };
};

const stranger = () => request.newContext({ baseURL: sharedProduct().url });

test("each end of a deletion is signed within five seconds, for everybody to see", async () => {
  const apiKey = await createKey("transparency log", "admin");
  const { seq, at } = await deleteOne(apiKey);
  await expect.poll(() => signedWith(seq), { timeout: 10_000 }).not.toBe(null);
  const signed = await signedWith(seq);
  expect((signed?.at.getTime() ?? 0) - at.getTime()).toBeLessThan(5_000);

  const anyone = await stranger();
  const answer = await anyone.get("/api/ledger/checkpoint");
  expect(answer.headers()).toMatchObject({
    "content-type": "text/plain; charset=utf-8",
    "cache-control": "no-store",
  });
  const { keys } = (await (await anyone.get("/api/ledger/keys")).json()) as { keys: { vkey: string }[] };
  const known = keys
    .map(({ vkey }) => parseVerifierKey(vkey))
    .filter((key): key is VerifierKey => key !== null);
  const opened = openCheckpoint(await answer.text(), known);
  expect(opened).toMatchObject({ outcome: "signed" });
  const size = opened.outcome === "signed" ? opened.checkpoint.size : 0;
  expect(size).toBeGreaterThanOrEqual(seq);

  const width = size % 256;
  const number = String(Math.floor(size / 256)).padStart(3, "0");
  const tile = await anyone.get(`/api/ledger/tile/0/${number}.p/${width}`);
  expect(tile.headers()).toMatchObject({
    "content-type": "application/octet-stream",
    "cache-control": "public, max-age=31536000, immutable",
  });
  expect(await tile.body()).toHaveLength(width * 32);
  for (const missing of ["0/900", "7/000", `0/${number}`, "0/000.p/0", "nonsense/000", "0/1"]) {
    expect((await anyone.get(`/api/ledger/tile/${missing}`)).status(), missing).toBe(404);
  }
  // What was recorded is for who may read the ledger.
  expect((await anyone.get(`/api/ledger/tile/entries/${number}.p/${width}`)).status()).toBe(401);
  expect((await anyone.get(`/api/ledger/proof?seq=${seq}`)).status()).toBe(401);
  await anyone.dispose();
});

test("a member downloads the proof of an event, also of one that was recorded this moment", async ({
  page,
}) => {
  await signIn(page, "/ledger");
  const apiKey = await createKey("transparency proof", "admin");
  const { seq } = await deleteOne(apiKey);
  const answer = await page.request.get(`/api/ledger/proof?seq=${seq}`);
  expect(answer.headers()["content-disposition"]).toBe(
    `attachment; filename="lethe-event-${seq}.tlog-proof"`,
  );
  const lines = (await (await page.request.get("/api/ledger/export")).text()).split("\n");
  const { keys } = (await (await page.request.get("/api/ledger/keys")).json()) as {
    keys: { vkey: string }[];
  };
  const known = keys
    .map(({ vkey }) => parseVerifierKey(vkey))
    .filter((key): key is VerifierKey => key !== null);
  const verdict = (line: string | undefined, text: string) =>
    verifyProof(text, hashLine(line ?? ""), known).outcome;
  const proof = await answer.text();
  expect(verdict(lines[seq - 1], proof)).toBe("signed");
  expect(verdict(lines[seq - 2], proof)).toBe("not_included");
  expect((await page.request.get("/api/ledger/proof?seq=99999999")).status()).toBe(404);
  expect((await page.request.get("/api/ledger/proof?seq=x")).status()).toBe(400);

  // The entries of the tree are the lines of the export.
  const entries = await (await page.request.get("/api/ledger/tile/entries/000.p/3")).body();
  const read: string[] = [];
  for (let at = 0; at < entries.length; at += 2 + entries.readUInt16BE(at)) {
    read.push(entries.toString("utf8", at + 2, at + 2 + entries.readUInt16BE(at)));
  }
  expect(read).toEqual(lines.slice(0, 3));
});

test("verifiers that are not Lethe's accept all of it, and refuse what was altered", async ({ page }) => {
  test.setTimeout(600_000);
  const hasGo = await run("go", ["version"]).then(
    () => true,
    () => false,
  );
  test.skip(!hasGo, "Go is not installed here: its verifiers were not run.");
  const folder = mkdtempSync(path.join(tmpdir(), "lethe-verifiers-"));
  const inFolder = (name: string) => path.join(folder, name);
  const written = (name: string, content: string) => {
    writeFileSync(inFolder(name), content);
    return inFolder(name);
  };
  try {
    copyFileSync("testing/transparency-log/verify.go", inFolder("verify.go"));
    const go = (...args: string[]) => run("go", args, { cwd: folder, timeout: 120_000 });
    const isBuilt = await go("mod", "init", "verify")
      .then(() => go("get", "golang.org/x/mod@v0.43.0", "filippo.io/torchwood@v0.9.0"))
      .then(() => go("build", "-o", "verify", "verify.go"))
      .then(
        () => true,
        () => false,
      );
    test.skip(!isBuilt, "Go's modules could not be fetched here: its verifiers were not run.");

    await signIn(page, "/ledger");
    const apiKey = await createKey("transparency verifiers", "admin");
    const { seq: earlierSeq } = await deleteOne(apiKey);
    await expect.poll(() => signedWith(earlierSeq), { timeout: 10_000 }).not.toBe(null);
    const earlier = await page.request.get("/api/ledger/checkpoint");
    const { seq } = await deleteOne(apiKey);
    const proof = await (await page.request.get(`/api/ledger/proof?seq=${seq}`)).text();
    const checkpoint = await (await page.request.get("/api/ledger/checkpoint")).text();
    const exported = await (await page.request.get("/api/ledger/export")).text();
    const { keys } = (await (await page.request.get("/api/ledger/keys")).json()) as {
      keys: { vkey: string }[];
    };
    const files = [
      written("checkpoint", checkpoint),
      written("export.jsonl", exported),
      written("event.tlog-proof", proof),
      written("earlier", await earlier.text()),
    ];
    const verify = (vkey: string | undefined, given: string[]) =>
      run(inFolder("verify"), [`${sharedProduct().url}/api/ledger/`, vkey ?? "", ...given]).then(
        ({ stdout }) => stdout.trim(),
        (error: unknown) => (error instanceof Error && "stdout" in error ? String(error.stdout).trim() : ""),
      );
    const size = checkpoint.split("\n")[1];
    expect(await verify(keys[0]?.vkey, files)).toMatch(new RegExp(`^Verified: ${size} events of .*/ledger/`));

    const altered = exported.replace('"deletedCount\\":1', '"deletedCount\\":2');
    expect(altered).not.toBe(exported);
    expect(await verify(keys[0]?.vkey, files.with(1, written("altered.jsonl", altered)))).toMatch(
      /^Not verified/,
    );
    const other = proof.replace(`index ${seq - 1}\n`, `index ${seq - 2}\n`);
    expect(await verify(keys[0]?.vkey, files.with(2, written("other.tlog-proof", other)))).toMatch(
      /^Not verified/,
    );
    const foreign = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";
    expect(await verify(foreign, files)).toMatch(/^Not verified/);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
