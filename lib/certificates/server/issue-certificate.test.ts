import { createHash, randomUUID } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { certificateKeys, certificates } from "@/drizzle/schema/certificates";
import { ledgerEvents } from "@/drizzle/schema/ledger";
import { memories } from "@/drizzle/schema/memories";
import type { Context } from "@/lib/access/context";
import type { Deletion } from "@/lib/deletions/types";
import { canonical } from "@/lib/ledger/canonical";
import { verifyLedger } from "@/lib/ledger/verify-ledger";
import { readEvents } from "@/lib/ledger/server/read-events";
import { testKey } from "@/testing/certificates/signed-facts";
import { deletionInput, requested, runToEnd, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { useTestDatabase } from "@/testing/test-database";
import { formatCertificate } from "../certificate-file";
import { checkFile } from "../check-file";
import { readPublicKeys } from "../public-keys";
import { issueCertificate } from "./issue-certificate";
import { listCertificates } from "./list-certificates";
import { listKeys } from "./register-key";

const { database, context } = useTestDatabase();
const key = testKey();
const issuer = { origin: "lethe.example.com", version: "0.1.0", timeZone: "UTC" };

const issue = (
  ctx: Context,
  deletion: Pick<Deletion, "id">,
  names: "plain" | "references" = "plain",
  by = key,
) =>
  issueCertificate(ctx, { about: { deletionId: deletion.id }, language: "en", names }, { issuer, key: by });

const erased = async (ctx = context("support")): Promise<Deletion> => {
  await storeMemories(database(), 5);
  const input = {
    selection: { kind: "entity", entity: { kind: "user", value: "caroline" } },
    expectedCount: 5,
  } as const;
  const deletion = await requested(
    ctx,
    deletionInput(input, { ticket: "GDPR-1042", reason: "about Caroline Smith" }),
  );
  return runToEnd(ctx, deletion.id);
};

const keysOf = async () => readPublicKeys(JSON.stringify({ keys: await listKeys(database()) })) ?? [];
const checked = async (signed: Parameters<typeof formatCertificate>[0]) =>
  checkFile(new TextEncoder().encode(formatCertificate(signed)), await keysOf());

beforeEach(() => database().delete(memories));

describe("issueCertificate", () => {
  it("certifies what was verified, and is found in the ledger by its digest", async () => {
    const ctx = context("support");
    const deletion = await erased(ctx);
    const { signed, facts } = await issue(ctx, deletion);
    expect(facts).toMatchObject({
      verdict: "erased",
      partialReasons: [],
      origin: "lethe.example.com",
      about: { kind: "deletion", deletionId: deletion.id },
      request: { reference: "GDPR-1042", law: null, days: null },
      subject: { names: ["caroline"], isErased: false },
      erasures: [
        {
          store: { id: "builtin", kind: "builtin" },
          selection: { kind: "entities", entities: [{ kind: "user", value: "caroline" }] },
          values: "plain",
          erasedCount: 5,
          status: "completed",
        },
      ],
      standards: { nist80088r2: { check: "validation", claim: "neither_clear_nor_purge" }, ccpa7101: null },
    });
    expect(
      facts.places.map(({ place, outcome, lookedForCount }) => [place, outcome, lookedForCount]),
    ).toEqual([
      ["memories", "verified_absent", 5],
      ["memories", "verified_absent", null],
      ["versions", "verified_absent", 5],
      ["search", "verified_absent", expect.any(Number)],
    ]);
    expect(facts.people.map(({ did, role }) => [did, role])).toEqual([
      ["requested", "support"],
      ["issued", "support"],
    ]);
    expect(facts.ledger.events.map(({ kind }) => kind)).toEqual(["deletion.requested", "deletion.finished"]);
    expect(await checked(signed)).toMatchObject({ outcome: "valid", facts });

    const [event] = await database().select().from(ledgerEvents).orderBy(desc(ledgerEvents.seq)).limit(1);
    const [row] = await database().select().from(certificates).where(eq(certificates.id, facts.id));
    expect(event?.kind).toBe("certificate.issued");
    expect(JSON.parse(event?.body ?? "")).toMatchObject({
      certificateId: facts.id,
      deletionId: deletion.id,
      digest: row?.digest.toString("hex"),
      verdict: "erased",
    });
    expect((event?.seq ?? 0) - 1).toBe(facts.ledger.head?.seq);
    expect(await listCertificates(context("auditor"), { deletionId: deletion.id })).toMatchObject([
      { id: facts.id, verdict: "erased", names: "plain", digest: row?.digest.toString("hex") },
    ]);
    await expect(listCertificates(context("viewer"), { deletionId: deletion.id })).rejects.toMatchObject({
      code: "not_permitted",
    });
    // Neither the name nor what was written freely is in the record of it, or in what is signed.
    expect(`${event?.body}${JSON.stringify(row)}`).not.toMatch(/caroline/i);
    expect(signed.facts).not.toContain("Smith");
    expect((await verifyLedger(readEvents(database()))).findings).toEqual([]);
  });

  it("with references names nobody, and says the same of one person twice", async () => {
    const ctx = context("auditor");
    const deletion = await erased();
    const { signed, facts } = await issue(ctx, deletion, "references");
    expect(signed.facts).not.toContain("caroline");
    const [erasure] = facts.erasures;
    expect(erasure?.values).toBe("references");
    expect(erasure?.selection).toEqual({
      kind: "entities",
      entities: [{ kind: "user", value: facts.subject.names[0] }],
      listedCount: 0,
    });
    expect(facts.subject.names[0]).toMatch(/^⟨ref [0-9a-f]{12}⟩$/);
    expect(await checked(signed)).toMatchObject({ outcome: "valid" });
    await expect(issue(ctx, deletion, "plain")).rejects.toMatchObject({ code: "not_permitted" });
    await expect(issue(context("viewer"), deletion, "references")).rejects.toMatchObject({
      code: "not_permitted",
    });
  });

  it("is one certificate in every format while nothing has changed, and another one when something has", async () => {
    const ctx = context("support");
    const deletion = await erased(ctx);
    const eventCount = () => database().$count(ledgerEvents);
    const first = await issue(ctx, deletion);
    const count = await eventCount();
    const later = { ...context(), now: () => new Date(Date.now() + 60_000) };
    // Also for somebody else, later, and at once.
    for (const again of await Promise.all([
      issue(ctx, deletion),
      issue(context(), deletion),
      issue(later, deletion),
    ]))
      expect(again).toEqual(first);
    expect(await eventCount()).toBe(count);
    expect((await issue(ctx, deletion, "references")).facts.id).not.toBe(first.facts.id);

    const { verifyDeletion } = await import("@/lib/deletions/server/verify/verify-deletion");
    await verifyDeletion(context(), { id: deletion.id });
    const next = await issue(ctx, deletion);
    expect(next.facts.id).not.toBe(first.facts.id);
    expect(next.facts.issuedAt > first.facts.issuedAt).toBe(true);
    expect(await checked(next.signed)).toMatchObject({ outcome: "valid" });
  });

  it("is not signed again as of another time by what the record was changed to", async () => {
    const ctx = context("support");
    const deletion = await erased(ctx);
    const first = await issue(ctx, deletion);
    const at = "2026-02-01T10:00:00.000Z";
    const people = first.facts.people.map((each) => (each.did === "issued" ? { ...each, at } : each));
    const forged = canonical({ ...first.facts, issuedAt: at, people });
    await database()
      .update(certificates)
      .set({ issuedAt: new Date(at), digest: createHash("sha256").update(forged).digest() })
      .where(eq(certificates.id, first.facts.id));
    const next = await issue(ctx, deletion);
    expect(next.facts.id).not.toBe(first.facts.id);
    expect(next.facts.issuedAt > first.facts.issuedAt).toBe(true);
  });

  it("reads as partial when something is left, and is refused while a deletion goes on", async () => {
    const ctx = context();
    const ids = await storeMemories(database(), 3);
    const listed = await requested(ctx, deletionInput({ ids }));
    await expect(issue(ctx, listed)).rejects.toMatchObject({ code: "wrong_status" });
    const ended = await runToEnd(ctx, listed.id);
    // Something stored it again behind Lethe's back: a later reading back finds it.
    await database()
      .insert(memories)
      .values({ id: ids[0], memory: "again", storedAt: new Date(0), changedAt: new Date(0) });
    const { verifyDeletion } = await import("@/lib/deletions/server/verify/verify-deletion");
    await verifyDeletion(ctx, { id: ended.id });
    const { facts } = await issue(ctx, ended);
    expect(facts).toMatchObject({ verdict: "partial", partialReasons: [{ reason: "residual", count: 1 }] });
    expect(facts.places).toContainEqual(
      expect.objectContaining({
        place: "memories",
        method: "each_by_id",
        outcome: "residual",
        foundCount: 1,
      }),
    );
    expect(facts.ledger.events.map(({ kind }) => kind)).toContain("deletion.verified");
    await expect(issue(ctx, { id: randomUUID() as Deletion["id"] })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  it("keeps old keys when another signs, and takes none back of what they signed", async () => {
    const ctx = context();
    const deletion = await erased(ctx);
    const before = await issue(ctx, deletion);
    const next = testKey();
    const after = await issue(ctx, deletion, "plain", next);
    const rows = await listKeys(database());
    expect(rows.find(({ keyId }) => keyId === key.keyId)?.retiredAt).not.toBeNull();
    expect(rows.find(({ keyId }) => keyId === next.keyId)?.retiredAt).toBeNull();
    for (const { signed } of [before, after]) {
      expect(await checked(signed)).toMatchObject({ outcome: "valid", isAfterRetirement: false });
    }
  });

  it("is issued by processes with different keys at once, each under a key that was in use", async () => {
    const ctx = context();
    const deletion = await erased(ctx);
    const keys = [testKey(), testKey(), testKey()];
    const issued = await Promise.all(
      Array.from({ length: 12 }, (_, index) => issue(ctx, deletion, "plain", keys[index % 3] ?? key)),
    );
    for (const { signed } of issued) {
      expect(await checked(signed)).toMatchObject({ outcome: "valid", isAfterRetirement: false });
    }
    const inUse = (await listKeys(database())).filter(({ retiredAt }) => retiredAt === null);
    expect(inUse).toHaveLength(1);
    expect(await database().$count(certificateKeys)).toBeGreaterThanOrEqual(3);
    expect((await verifyLedger(readEvents(database()))).findings).toEqual([]);
  });
});
