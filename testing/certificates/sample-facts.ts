import type { CertificateErasure, CertificateFacts, CheckedPlace } from "@/lib/certificates/types";

const deletionId = "5b0f7c1e-0a4e-4a52-9b1a-1f5a3f0f6a01";
const hash = (seq: number) => seq.toString(16).padStart(64, "9c1e44ab");

const erasure: CertificateErasure = {
  deletionId,
  store: { id: "builtin", name: "Built-in store", kind: "builtin" },
  selection: { kind: "entities", entities: [{ kind: "user", value: "caroline" }], listedCount: 3 },
  values: "plain",
  excludedCount: 2,
  keepsImmutable: false,
  requestedAt: "2026-11-28T13:02:11.000Z",
  cutoffAt: "2026-11-28T13:01:40.000Z",
  startedAt: "2026-11-28T13:02:12.000Z",
  finishedAt: "2026-11-28T13:02:20.000Z",
  status: "completed",
  requestedCount: 105,
  erasedCount: 104,
  absentCount: 1,
  failedCount: 0,
  unknownCount: 0,
  leftCount: 0,
  keptImmutableCount: 0,
  joinedCount: 0,
  storedSinceCount: 0,
  verifiedAt: "2026-11-28T13:02:20.000Z",
};

const place: CheckedPlace = {
  deletionId,
  store: erasure.store,
  place: "memories",
  method: "each_by_id",
  coverage: "every",
  lookedForCount: 105,
  foundCount: 0,
  removedCount: null,
  outcome: "verified_absent",
  at: "2026-11-28T13:02:20.000Z",
};

/** A certificate's facts as a small ticket gives them; what a test is about is given on top. */
export const sampleFacts = (part: Partial<CertificateFacts> = {}): CertificateFacts => ({
  format: "lethe-certificate-1",
  id: "0e3b1f62-7d1c-4c0e-9f0d-3f0c5a9a7b10",
  issuedAt: "2026-11-29T09:15:00.000Z",
  language: "en",
  names: "plain",
  verdict: "erased",
  partialReasons: [],
  origin: "lethe.example.com",
  about: { kind: "ticket", ticketId: "9d9d0c54-1d7e-4a6e-8f57-6d3d5d0f3c11" },
  request: {
    reference: "GDPR-1042",
    nature: "erasure",
    law: "gdpr",
    receivedOn: "2026-11-09",
    receivedBy: "email",
    acknowledgeDueOn: null,
    acknowledgedOn: "2026-11-10",
    dueOn: "2026-12-09",
    extendedOn: null,
    erasedOn: "2026-11-28",
    answeredOn: "2026-11-28",
    days: 19,
    denialGround: null,
    identity: { method: "email", checkedOn: "2026-11-10" },
    timeZone: "Europe/Berlin",
  },
  subject: { names: ["Caroline Smith", "caroline.smith@example.com", "caroline"], isErased: false },
  clean: null,
  found: null,
  look: null,
  erasures: [erasure],
  places: [
    place,
    { ...place, method: "filter_again", lookedForCount: null },
    { ...place, place: "versions", method: "versions_by_id" },
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
    { did: "received", name: "Helpdesk", kind: "api-key", role: "support", at: "2026-11-09T08:00:00.000Z" },
    {
      did: "requested",
      name: "sam@example.com",
      kind: "member",
      role: "support",
      at: "2026-11-28T13:02:11.000Z",
    },
    {
      did: "approved",
      name: "ada@example.com",
      kind: "member",
      role: "admin",
      at: "2026-11-28T13:02:12.000Z",
    },
    {
      did: "issued",
      name: "sam@example.com",
      kind: "member",
      role: "support",
      at: "2026-11-29T09:15:00.000Z",
    },
  ],
  ledger: {
    events: [
      { seq: 4211, kind: "deletion.requested", hash: hash(4211) },
      { seq: 4214, kind: "deletion.finished", hash: hash(4214) },
    ],
    head: { seq: 4230, hash: hash(4230) },
    checkpoint: {
      origin: "lethe.example.com/ledger/3f0c2a9d1b7e4c55",
      size: 4231,
      root: "BXHbGxuQ88X0y4hmlFzGP/CqY2xVht4CEhG78xk6qIY=",
    },
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
  ...part,
});

const acme = {
  id: "6f0c6a51-2d5c-4b0e-8d6a-0b5c4f9f7a02",
  name: "Acme on Mem0",
  kind: "mem0-platform" as const,
};
const inAcme = "7c1d8a2e-4b5f-4d63-8a2c-2e6b4a1b8c02";

/** An ordinary ticket: a person in two stores, found and erased, with what was not theirs kept. */
export const twoStores: Partial<CertificateFacts> = {
  found: {
    at: "2026-11-28T13:00:00.000Z",
    ...{ theirsCount: 55, possiblyTheirsCount: 4, aboutCount: 6, inTheirRunsCount: 2 },
    ...{ chosenCount: 57, keptCount: 6, unsearchedCount: 0 },
  },
  erasures: [
    { ...erasure, requestedCount: 55, erasedCount: 55, absentCount: 0, excludedCount: 0 },
    {
      ...erasure,
      deletionId: inAcme,
      store: acme,
      selection: { kind: "entities", entities: [{ kind: "user", value: "maya.okafor" }], listedCount: 0 },
      ...{ requestedCount: 2, erasedCount: 2, absentCount: 0, excludedCount: 0 },
    },
  ],
  places: [erasure.store, acme].flatMap((store) => {
    const deletionId = store === acme ? inAcme : erasure.deletionId;
    const count = store === acme ? 2 : 55;
    const here = { ...place, deletionId, store, lookedForCount: count };
    return [
      here,
      { ...here, method: "filter_again", lookedForCount: null },
      store === acme
        ? { ...here, place: "history", method: "history_by_id" }
        : { ...here, place: "versions", method: "versions_by_id" },
      { ...here, place: "search", method: "words_of_a_sample", coverage: "sample", lookedForCount: 5 },
    ] satisfies CheckedPlace[];
  }),
  notCovered: [
    { what: "free_pages", remedy: "rewrite_files", stores: ["Built-in store"] },
    { what: "wal", remedy: "wait_for_recycling", stores: ["Built-in store"] },
    { what: "backups", remedy: "wait_for_expiry", stores: ["Built-in store"] },
    { what: "store_disks", remedy: "ask_store_operator", stores: ["Acme on Mem0"] },
    { what: "backups", remedy: "ask_store_operator", stores: ["Acme on Mem0"] },
    { what: "mem0_profiles", remedy: "delete_in_mem0", stores: ["Acme on Mem0"] },
    { what: "mem0_exports", remedy: "delete_in_mem0", stores: ["Acme on Mem0"] },
    { what: "applications", remedy: "tell_recipients", stores: [] },
    { what: "model_providers", remedy: "ask_model_provider", stores: [] },
  ],
  ledger: {
    events: Array.from({ length: 16 }, (_, index) => ({
      seq: 40 + index,
      kind: index % 4 === 3 ? "deletion.finished" : "ticket.changed",
      hash: hash(40 + index),
    })),
    head: { seq: 57, hash: hash(57) },
    checkpoint: null,
  },
};
