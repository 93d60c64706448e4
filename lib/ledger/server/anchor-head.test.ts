import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { AnchorSettings } from "@/lib/env/anchor-settings";
import { append, startLedger, tamper } from "@/testing/ledger/ledger-table";
import { useTestDatabase } from "@/testing/test-database";
import { ledgerAnchors } from "@/drizzle/schema/ledger";
import { findLastAnchor, readAnchors } from "./anchor-file";
import { anchorHead } from "./anchor-head";
import { listAnchors } from "./list-anchors";
import { loadAnchors } from "./load-anchors";
import { verifyStoredLedger } from "./verify-stored-ledger";

const { database, context } = useTestDatabase();

let folder = "";
let settings: AnchorSettings;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "lethe-anchors-"));
  settings = {
    file: join(folder, "new", "anchors.jsonl"),
    isFileBesideLethe: false,
    url: null,
    everyMinutes: 60,
  };
  await database().delete(ledgerAnchors);
  await startLedger(database(), 3);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const anchorNow = () =>
  anchorHead({ database: database(), settings, now: new Date(), signal: new AbortController().signal });
const anchoredNumbers = async () => (await readAnchors(settings.file))?.anchors.map(({ seq }) => seq);
const written = { destination: "file", errorCode: null };

describe("anchorHead, to a file", () => {
  it("appends the head, once as long as it does not move", async () => {
    expect(await anchorNow()).toEqual({ kind: "tried", seq: 3, attempts: [written] });
    expect(await anchorNow()).toEqual({ kind: "unmoved" });
    await append(database(), 4);
    expect(await anchorNow()).toMatchObject({ kind: "tried", seq: 4 });
    expect(await anchoredNumbers()).toEqual([3, 4]);
    expect(await listAnchors(context("auditor"))).toMatchObject([{ seq: 4 }, { seq: 3, errorCode: null }]);
  });

  it("has nothing to write of an empty ledger", async () => {
    await startLedger(database(), 0);
    expect(await anchorNow()).toEqual({ kind: "no_events" });
  });

  it("is done by one process at a time", async () => {
    const results = await Promise.all(Array.from({ length: 8 }, anchorNow));
    expect(results.filter(({ kind }) => kind === "tried")).toHaveLength(1);
    expect(await anchoredNumbers()).toEqual([3]);
  });

  it("writes to a file of its own what another process wrote to another", async () => {
    await anchorNow();
    settings = { ...settings, file: join(folder, "second.jsonl") };
    expect(await anchorNow()).toMatchObject({ kind: "tried", attempts: [written] });
    expect(await anchoredNumbers()).toEqual([3]);
  });

  it("is not confused by a line that a crash cut off", async () => {
    await anchorNow();
    appendFileSync(settings.file, '{"kind":"lethe-ledger-anchor","version":1,"seq":4,"ha');
    expect((await findLastAnchor(settings.file))?.seq).toBe(3);
    await append(database(), 4);
    await anchorNow();
    expect(await anchoredNumbers()).toEqual([3, 4]);
    expect((await loadAnchors(database(), settings.file)).source).toEqual({
      kind: "read",
      unreadableLineCount: 1,
    });
  });

  it("keeps why it could not write, and does not throw", async () => {
    mkdirSync(settings.file, { recursive: true });
    expect(await anchorNow()).toMatchObject({ attempts: [{ destination: "file", errorCode: "EISDIR" }] });
    expect(await listAnchors(context())).toMatchObject([{ seq: 3, errorCode: "EISDIR" }]);
  });

  it("says so when the ledger no longer holds what was anchored last", async () => {
    await anchorNow();
    await tamper(database(), sql`delete from ledger_events where seq = 3`);
    expect(await anchorNow()).toMatchObject({
      seq: 2,
      attempts: [{ destination: "file", errorCode: "contradicts_last" }],
    });
    // Nothing is taken back: the older line goes on telling.
    expect(await anchoredNumbers()).toEqual([3, 2]);
  });
});

describe("anchorHead, to a URL", () => {
  it("sends the head once, and again after it was not taken", async () => {
    const bodies: string[] = [];
    let status = 500;
    const server = createServer((request, response) => {
      request.on("data", (chunk: Buffer) => bodies.push(chunk.toString()));
      request.on("end", () => response.writeHead(status).end());
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    settings = { ...settings, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` };
    const failed = { destination: "url", errorCode: "http_500" };
    expect(await anchorNow()).toMatchObject({ attempts: [written, failed] });
    expect(await anchorNow()).toMatchObject({ attempts: [failed] });
    // The second failure is the first one's entry, with its own time.
    expect(await listAnchors(context())).toMatchObject([failed, written]);
    status = 204;
    expect(await anchorNow()).toMatchObject({ attempts: [{ destination: "url", errorCode: null }] });
    expect(await anchorNow()).toEqual({ kind: "unmoved" });
    expect(bodies).toHaveLength(3);
    // What was sent is what the file holds: a receiver can hand it to the verifier.
    expect(JSON.parse(bodies[0] ?? "")).toMatchObject({ seq: 3 });
    expect(readFileSync(settings.file, "utf8")).toBe(`${bodies[0] ?? ""}\n`);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe("verifyStoredLedger", () => {
  const lastMessage = async () => {
    let last: unknown;
    for await (const message of verifyStoredLedger(context("auditor"), {
      anchorFile: settings.file,
      dataDir: "none",
    }))
      last = message;
    return last;
  };

  it("compares with the file outside, and not with the table beside the ledger", async () => {
    expect(await lastMessage()).toMatchObject({
      source: { kind: "none" },
      report: { anchoredThrough: null },
    });
    await anchorNow();
    expect(await lastMessage()).toMatchObject({
      source: { kind: "read" },
      report: { findings: [], anchoredThrough: 3, unanchoredCount: 0 },
    });
    await tamper(database(), sql`delete from ledger_events where seq > 1`);
    await database().delete(ledgerAnchors);
    expect(await lastMessage()).toMatchObject({ report: { findings: [{ kind: "truncated", headSeq: 1 }] } });
  });

  it("misses a file that was there", async () => {
    await anchorNow();
    rmSync(settings.file);
    expect(await lastMessage()).toMatchObject({ source: { kind: "missing" }, report: { findings: [] } });
  });

  it("is for members who may read the ledger", async () => {
    const messages = verifyStoredLedger(context("viewer"), { anchorFile: settings.file, dataDir: "none" });
    await expect(messages.next()).rejects.toMatchObject({ code: "not_permitted" });
    await expect(listAnchors(context("support"))).rejects.toMatchObject({ code: "not_permitted" });
  });
});
