import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { formatCertificate } from "@/lib/certificates/certificate-file";
import { pemOf } from "@/lib/certificates/public-keys";
import { issueCertificate } from "@/lib/certificates/server/issue-certificate";
import { signedBy, testKey } from "@/testing/certificates/signed-facts";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { tamper } from "@/testing/ledger/ledger-table";
import { lastLine, runLedger } from "@/testing/product/run-ledger";
import { useTestDatabase } from "@/testing/test-database";

const { database, url, context } = useTestDatabase();
const key = testKey();

let folder = "";
beforeAll(() => (folder = mkdtempSync(path.join(tmpdir(), "lethe-certificate-"))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string) => path.join(folder, name);
const written = (name: string, content: string) => {
  writeFileSync(inFolder(name), content);
  return inFolder(name);
};
const run = (args: string[], env: Record<string, string> = { DATABASE_URL: url() }) =>
  runLedger(args, { LETHE_DATA_DIR: inFolder("data"), ...env });

describe("npm run ledger -- certificate", () => {
  it("says which claims of a certificate stand in the ledger, of a database and of an export", async () => {
    const ctx = context();
    const ids = await storeMemories(database(), 4);
    const { id } = await requested(ctx, deletionInput({ ids }));
    await runToEnd(ctx, id);
    const issuer = { origin: "lethe.example.com", version: "0.1.0", timeZone: "UTC" };
    const wish = { about: { deletionId: id }, language: "de", names: "plain" } as const;
    const { signed, facts } = await issueCertificate(ctx, wish, { issuer, key });
    const file = written("certificate.json", formatCertificate(signed));

    const found = await run(["certificate", file]);
    expect(found).toMatchObject({ code: 0, errors: "" });
    expect(found.output).toContain("3 of 3 events that it names are in the ledger as it names them.");
    expect(found.output).toContain(`Deletion ${id}: ended as event`);
    expect(found.output).toContain("Not recorded in the ledger: names of people and stores.");
    expect(found.output).toMatch(/Stands: Event \d+ says that it was issued/);
    expect(lastLine(found)).toMatch(/^Verified: the certificate is valid/);

    // Offline: an export of the ledger and a public key are enough.
    expect(await run(["export", inFolder("export.jsonl")])).toMatchObject({ code: 0 });
    const keyFile = written("key.pem", pemOf(key.publicKey));
    const offline = ["certificate", file, "--file", inFolder("export.jsonl")];
    expect(await run([...offline, "--key", keyFile], {})).toMatchObject({ code: 0, errors: "" });
    const altered = written("altered.json", readFileSync(file, "utf8").replace("erasedCount", "erasedCounT"));
    const refused = await run(["certificate", altered]);
    expect(refused).toMatchObject({ code: 1, output: expect.stringMatching(/^Altered/) as string });

    // Signed with the right key, and recorded by nobody: what a thief of the key could make.
    const forged = signedBy(key, {
      ...facts,
      erasures: facts.erasures.map((erasure) => ({ ...erasure, erasedCount: 400 })),
    });
    const unrecorded = await run(["certificate", written("forged.json", formatCertificate(forged))]);
    expect(unrecorded.code).toBe(1);
    expect(unrecorded.output).toContain("No event says that a certificate with this digest was issued.");
    expect(unrecorded.output).toMatch(/event \d+ tells of other numbers/);
    expect(lastLine(unrecorded)).toBe("Not verified: 2 of 5 claims do not stand in the ledger.");
  });

  it("tells when the ledger was changed under a certificate", async () => {
    const ctx = context();
    await storeMemories(database(), 2);
    const selection = { kind: "entity", entity: { kind: "user", value: "caroline" } } as const;
    const { id } = await requested(ctx, deletionInput({ selection, expectedCount: 2 }));
    await runToEnd(ctx, id);
    const issuer = { origin: "lethe.example.com", version: "0.1.0", timeZone: "UTC" };
    const wish = { about: { deletionId: id }, language: "en", names: "references" } as const;
    const { signed, facts } = await issueCertificate(ctx, wish, { issuer, key });
    const file = written("certificate-2.json", formatCertificate(signed));
    const [end] = facts.ledger.events.slice(-1);
    // By somebody who can switch the triggers off.
    await tamper(
      database(),
      sql`
      update ledger_events set body = replace(body, '"deletedCount":2', '"deletedCount":3')
      where seq = ${end?.seq ?? 0}`,
    );
    const secret = { DATABASE_URL: url(), LETHE_SECRET: ctx.secret };
    const result = await runLedger(["certificate", file, "--match"], secret, "caroline\nCaroline\n");
    expect(result.code).toBe(1);
    expect(result.output).toMatch(/^Line 1 is meant: /m);
    expect(result.output).toMatch(/^Line 2 is not named by it: /m);
    expect(result.output).toContain(`Event ${end?.seq} is not the one that it names.`);
    expect(result.output).toMatch(/tells of other numbers/);
  });

  it("says in a sentence what it cannot do", async () => {
    expect((await run(["certificate"])).errors).toContain("Usage");
    const other = written("other.json", "{}");
    expect((await run(["certificate", other, "--key", other])).errors).toMatch(/no Ed25519 public key/);
  });
});
