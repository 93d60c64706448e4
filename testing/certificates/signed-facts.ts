import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { base64Of } from "@/lib/certificates/base64";
import { keyIdOf } from "@/lib/certificates/public-keys";
import type { SigningKey } from "@/lib/certificates/server/signing-key";
import type { CertificateFacts, SignedCertificate } from "@/lib/certificates/types";
import { canonical } from "@/lib/ledger/canonical";

// For tests only: facts as gatherFacts makes them, and keys.

const deletionId = "0b54b2a1-7f0c-4c3e-9d62-1f3f6c1e2a11";
const store = { id: "builtin", name: "Built-in store", kind: "builtin" } as const;
const place = {
  deletionId,
  store,
  coverage: "every",
  removedCount: null,
  outcome: "verified_absent",
  foundCount: 0,
  at: "2026-11-28T10:00:03.000Z",
} as const;

/** A ticket under the GDPR, wholly erased; a name that is written from right to left is among the subject's. */
export const sampleFacts: CertificateFacts = {
  format: "lethe-certificate-1",
  id: "5e0a2f3c-3a5b-4b67-8d1c-6f1f1b1f9a01",
  issuedAt: "2026-11-28T10:05:00.000Z",
  language: "en",
  names: "plain",
  verdict: "erased",
  partialReasons: [],
  origin: "lethe.example.com",
  about: { kind: "ticket", ticketId: "8a4f0f6e-58a3-4c8e-a07e-0b3a0a3c9b02" },
  request: {
    reference: "GDPR-1042",
    nature: "erasure",
    law: "gdpr",
    receivedOn: "2026-11-09",
    receivedBy: "email",
    acknowledgeDueOn: null,
    acknowledgedOn: null,
    dueOn: "2026-12-09",
    extendedOn: null,
    erasedOn: "2026-11-28",
    answeredOn: "2026-11-28",
    days: 19,
    denialGround: null,
    identity: { method: "email", checkedOn: "2026-11-10" },
    timeZone: "UTC",
  },
  subject: { names: ["Caroline", "שרה"], isErased: false },
  erasures: [
    {
      deletionId,
      store,
      selection: { kind: "entities", entities: [{ kind: "user", value: "caroline" }], listedCount: 0 },
      values: "plain",
      excludedCount: 0,
      keepsImmutable: false,
      requestedAt: "2026-11-28T10:00:00.000Z",
      cutoffAt: "2026-11-28T09:59:58.000Z",
      startedAt: "2026-11-28T10:00:01.000Z",
      finishedAt: "2026-11-28T10:00:04.000Z",
      status: "completed",
      requestedCount: 104,
      erasedCount: 104,
      absentCount: 0,
      failedCount: 0,
      unknownCount: 0,
      leftCount: 0,
      keptImmutableCount: 0,
      joinedCount: 0,
      storedSinceCount: 0,
      verifiedAt: "2026-11-28T10:00:03.000Z",
    },
  ],
  places: [
    { ...place, place: "memories", method: "each_by_id", lookedForCount: 104 },
    { ...place, place: "memories", method: "filter_again", lookedForCount: null },
    { ...place, place: "versions", method: "versions_by_id", lookedForCount: 104 },
    { ...place, place: "search", method: "words_of_a_sample", coverage: "sample", lookedForCount: 5 },
  ],
  notCovered: [
    { what: "free_pages", remedy: "rewrite_files", stores: ["Built-in store"] },
    { what: "wal", remedy: "wait_for_recycling", stores: ["Built-in store"] },
    { what: "backups", remedy: "wait_for_expiry", stores: ["Built-in store"] },
    { what: "applications", remedy: "tell_recipients", stores: [] },
    { what: "model_providers", remedy: "ask_model_provider", stores: [] },
  ],
  people: [
    {
      did: "requested",
      name: "sam@example.com",
      kind: "member",
      role: "support",
      at: "2026-11-28T10:00:00.000Z",
    },
    {
      did: "approved",
      name: "ada@example.com",
      kind: "member",
      role: "admin",
      at: "2026-11-28T10:00:01.000Z",
    },
    {
      did: "issued",
      name: "sam@example.com",
      kind: "member",
      role: "support",
      at: "2026-11-28T10:05:00.000Z",
    },
  ],
  ledger: {
    events: [
      { seq: 41, kind: "deletion.requested", hash: "1f".repeat(32) },
      { seq: 44, kind: "deletion.finished", hash: "2e".repeat(32) },
    ],
    head: { seq: 47, hash: "3d".repeat(32) },
  },
  standards: {
    nist80088r2: {
      media: "records_of_a_service",
      technique: "logical_deletion",
      claim: "neither_clear_nor_purge",
      tool: "Lethe 0.1.0",
      check: "validation",
    },
    ccpa7101: null,
  },
  product: { name: "Lethe", version: "0.1.0" },
};

/** A new key, or the one of a PEM. */
export const testKey = (pem?: string): SigningKey & { pem: string } => {
  const privateKey: KeyObject =
    pem === undefined ? generateKeyPairSync("ed25519").privateKey : createPrivateKey(pem);
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "der" }).subarray(-32);
  return {
    keyId: keyIdOf(publicKey),
    publicKey,
    sign: (message) => sign(null, message, privateKey),
    pem: String(privateKey.export({ type: "pkcs8", format: "pem" })),
  };
};

export const signedBy = (key: SigningKey, facts: CertificateFacts = sampleFacts): SignedCertificate => {
  const text = canonical(facts);
  return {
    facts: text,
    keyId: key.keyId,
    publicKey: base64Of(key.publicKey),
    signature: base64Of(key.sign(Buffer.from(text))),
  };
};
