import { expect, it, beforeEach } from "vitest";
import type { LedgerBody } from "@/lib/ledger/canonical";
import { ledgerSearchSchema, noEventFilter, type EventFilter } from "@/lib/ledger/event-filter";
import { deletionInput, requested, storeMemories } from "@/testing/deletions/deletion-fixtures";
import { startLedger } from "@/testing/ledger/ledger-table";
import { useTestDatabase } from "@/testing/test-database";
import { listEvents } from "./list-events";
import { recordEvent, type LedgerEventKind } from "./record-event";

const { database, context } = useTestDatabase();

const ada = "5d3c1c3e-7df5-4d0c-9f9e-0f6f4f8e2b11";
const ben = "6d3c1c3e-7df5-4d0c-9f9e-0f6f4f8e2b11";
const deletion = "7d3c1c3e-7df5-4d0c-9f9e-0f6f4f8e2b11";

const record = (kind: LedgerEventKind, body: LedgerBody, at: string) =>
  database().transaction((transaction) => recordEvent(transaction, { kind, body, at: new Date(at) }));
const by = (id: string) => ({ kind: "member", id, role: "admin" });
const found = async (filter: Partial<EventFilter>, beforeSeq: number | null = null) =>
  (await listEvents(context("auditor"), { beforeSeq, filter: { ...noEventFilter, ...filter } })).events.map(
    ({ seq }) => seq,
  );

beforeEach(async () => {
  await startLedger(database(), 0);
  await record("deletion.requested", { actor: by(ada), deletionId: deletion }, "2026-03-01T23:59:59.999Z");
  await record("store.renamed", { actor: by(ben), storeId: "x" }, "2026-03-02T00:00:00Z");
  // Who asked is not who did it.
  await record(
    "approval.approved",
    { actor: by(ben), deletionId: deletion, requestedBy: { kind: "member", id: ada } },
    "2026-03-02T12:00:00Z",
  );
  await record(
    "deletion.finished",
    { actor: { kind: "system", id: "lethe" }, deletionId: deletion },
    "2026-03-03T00:00:00Z",
  );
});

it("narrows the events by each condition, and by all of them at once", async () => {
  expect(await found({})).toEqual([4, 3, 2, 1]);
  expect(await found({ kind: "store.renamed" })).toEqual([2]);
  expect(await found({ actor: ada })).toEqual([1]);
  expect(await found({ actor: ben })).toEqual([3, 2]);
  expect(await found({ actor: "lethe" })).toEqual([4]);
  expect(await found({ deletion })).toEqual([4, 3, 1]);
  expect(await found({ deletion, actor: ben })).toEqual([3]);
  expect(await found({ deletion }, 4)).toEqual([3, 1]);
  expect(await found({ kind: "no.such" })).toEqual([]);
});

it("takes whole days of UTC", async () => {
  expect(await found({ from: "2026-03-02", to: "2026-03-02" })).toEqual([3, 2]);
  expect(await found({ from: "2026-03-02" })).toEqual([4, 3, 2]);
  expect(await found({ to: "2026-03-01" })).toEqual([1]);
  expect(await found({ from: "2027-01-01" })).toEqual([]);
});

it("finds the events of a ticket’s deletions by its reference in any case; of one that is not there, none", async () => {
  const ids = await storeMemories(database(), 1);
  const asked = await requested(context("admin"), deletionInput({ ids }, { ticket: "GDPR-7" }));
  const own = await found({ deletion: asked.id });
  expect(own.length).toBeGreaterThan(0);
  expect(await found({ ticket: "gdpr-7" })).toEqual(own);
  expect(await found({ ticket: "gdpr-8" })).toEqual([]);
});

it("reads an address strictly", () => {
  expect(ledgerSearchSchema.parse({ kind: "", deletion: "", from: "", to: "", ticket: " " })).toEqual({
    ...noEventFilter,
    before: null,
  });
  for (const wrong of [{ deletion: "7d3c" }, { from: "yesterday" }, { before: "0" }, { kind: ["a", "b"] }]) {
    expect(ledgerSearchSchema.safeParse(wrong).success).toBe(false);
  }
});
