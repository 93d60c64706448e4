import { describe, expect, it } from "vitest";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import type { Verification } from "@/lib/deletions/verification";
import { verdictOf, type JudgedDeletion } from "./verdict";

const acme = storeIdSchema.parse("acme");
const check = (outcome: "verified_absent" | "residual" | "not_checked", residualCount = 0): Verification => ({
  verifiedAt: "2026-02-01T00:00:00.000Z",
  checks: [
    { check: "ids", outcome, checkedCount: 104, residualCount, stayedCount: 0, otherCount: 0, durationMs: 1 },
  ],
});
const erased: JudgedDeletion = {
  storeId: builtinStoreId,
  selection: { kind: "entity", entity: { kind: "user", value: "caroline" } },
  status: "completed",
  needsApproval: false,
  deletedCount: 104,
  absentCount: 0,
  failedCount: 0,
  heldCount: 0,
  heldBesideCount: 0,
  verification: check("verified_absent"),
  copies: null,
};
const place = (outcome: "found" | "none" | "out_of_reach" | "not_checked") => ({
  lookedAt: "2026-02-02T00:00:00.000Z",
  removedAt: null,
  places: [{ place: "history" as const, outcome, count: outcome === "found" ? 1 : 0, removedCount: 0 }],
});
const held: JudgedDeletion = { ...erased, deletedCount: 92, heldBesideCount: 12 };
const ofOther: JudgedDeletion = {
  ...erased,
  selection: { kind: "entity", entity: { kind: "user", value: "someone else" } },
};
const untouched: JudgedDeletion = { ...erased, status: "cancelled", deletedCount: 0, verification: null };

describe("the verdict of a ticket's deletions", () => {
  it.each<[string, JudgedDeletion[], string]>([
    ["none", [], "nothing"],
    ["one that was cancelled before it began", [untouched], "nothing"],
    ["one verified absent", [erased], "erased"],
    ["that, and a cancelled one", [erased, untouched], "erased"],
    ["nothing was there", [{ ...erased, deletedCount: 0, verification: null }], "erased"],
    ["one under way", [erased, { ...erased, status: "running" }], "under_way"],
    ["one that waits for a second person", [{ ...erased, status: "waiting", deletedCount: 0 }], "under_way"],
    ["one not read back", [erased, { ...erased, verification: null }], "partly"],
    ["one not checked", [{ ...erased, verification: check("not_checked") }], "partly"],
    ["one still stored", [{ ...erased, verification: check("residual", 1) }], "partly"],
    ["one that failed in part", [{ ...erased, status: "partial", failedCount: 1 }], "partly"],
    ["one cancelled on the way", [{ ...erased, status: "cancelled" }], "partly"],
    ["copies found elsewhere", [{ ...erased, storeId: acme, copies: place("found") }], "partly"],
    ["copies out of reach", [{ ...erased, storeId: acme, copies: place("out_of_reach") }], "partly"],
    ["copies not looked for", [{ ...erased, storeId: acme, copies: place("not_checked") }], "partly"],
    ["one that left what is held", [held], "partly"],
    ["the same again, when it was released", [held, erased], "erased"],
    ["the same again, and still held", [held, held], "partly"],
    ["that, and another in between", [held, ofOther], "partly"],
    ["that, and the same in another store", [held, { ...erased, storeId: acme }], "partly"],
    ["that, and again without an end", [held, untouched], "partly"],
    [
      "listed ones, of which each tells for itself",
      [held, erased].map((each) => ({ ...each, selection: { kind: "listed", count: 104 } })),
      "partly",
    ],
    ["no copies elsewhere", [erased, { ...erased, storeId: acme, copies: place("none") }], "erased"],
  ])("%s", (_case, deletions, kind) => {
    expect(verdictOf(deletions).kind).toBe(kind);
  });

  it("tells what waits for a second person from what is under way", () => {
    const waits: JudgedDeletion = { ...erased, status: "waiting", deletedCount: 0, needsApproval: true };
    expect(verdictOf([{ ...erased, status: "running" }, waits])).toMatchObject({
      unfinishedCount: 2,
      waitingCount: 1,
    });
  });

  it("counts what is gone, and where", () => {
    const elsewhere = { ...erased, storeId: acme, deletedCount: 1, absentCount: 2, copies: place("found") };
    expect(verdictOf([erased, elsewhere, untouched])).toMatchObject({
      deletionCount: 3,
      goneCount: 107,
      storeCount: 2,
      copiesCount: 1,
      unfinishedCount: 0,
    });
  });
});
