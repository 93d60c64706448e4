import { describe, expect, it } from "vitest";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import type { VerificationCheck } from "@/lib/deletions/verification";
import type { Copies } from "@/lib/deletions/copies";
import { judge, type JudgedDeletion } from "./judge";
import { placesOf } from "./places-of";

const found: VerificationCheck = {
  check: "ids",
  outcome: "verified_absent",
  checkedCount: 10,
  residualCount: 0,
  stayedCount: 0,
  otherCount: 0,
  durationMs: 3,
};
const absent: VerificationCheck[] = [
  found,
  { ...found, check: "selection", checkedCount: null },
  { ...found, check: "versions" },
  { ...found, check: "text", checkedCount: 5 },
];
const whole: JudgedDeletion["deletion"] = {
  status: "completed",
  storeId: storeIdSchema.parse("builtin"),
  expectedCount: 10,
  requestedCount: 10,
  deletedCount: 9,
  absentCount: 1,
  failedCount: 0,
  unknownCount: 0,
  changedCount: 0,
  joinedCount: 0,
  keptImmutableCount: 0,
  heldCount: 0,
  heldBesideCount: 0,
  verification: { verifiedAt: "2026-11-28T10:00:00.000Z", checks: absent },
};
const subject = {
  deletionId: "0b54b2a1-7f0c-4c3e-9d62-1f3f6c1e2a11",
  store: { id: "builtin", name: "Built-in store", kind: "builtin" as const },
};
type Changes = Partial<JudgedDeletion["deletion"]> & {
  checks?: VerificationCheck[];
  copies?: Copies["places"];
  removedAt?: string;
};
const deletion = ({ checks, copies, removedAt, ...changes }: Changes = {}): JudgedDeletion => {
  const changed = {
    ...whole,
    ...changes,
    ...(checks && { verification: { verifiedAt: "2026-11-28T10:00:00.000Z", checks } }),
  };
  const kept =
    copies === undefined
      ? null
      : { lookedAt: "2026-11-28T10:00:01.000Z", removedAt: removedAt ?? null, places: copies };
  return { deletion: changed, places: placesOf({ ...changed, copies: kept }, subject) };
};
const elsewhere = { storeId: storeIdSchema.parse("acme") };
const with_ = (check: VerificationCheck["check"], changes: Partial<VerificationCheck>): VerificationCheck[] =>
  absent.map((each) => (each.check === check ? { ...each, ...changes } : each));
const copy = (outcome: Copies["places"][number]["outcome"], count = 0, removedCount = 0) =>
  ({ place: "chat_turns", outcome, count, removedCount }) as const;

describe("what a certificate claims", () => {
  it.each<[string, Changes]>([
    ["every place was found empty", {}],
    ["what failed is gone since", { deletedCount: 7, failedCount: 2 }],
    [
      "a place cannot be asked",
      { ...elsewhere, checks: with_("versions", { outcome: "unsupported", checkedCount: null }) },
    ],
    [
      "words of the texts are not known any more",
      { checks: with_("text", { outcome: "not_checked", checkedCount: null, durationMs: 0 }) },
    ],
    ["copies were looked for and there are none", { ...elsewhere, copies: [copy("none")] }],
    ["nobody can tell whose chat turns they are", { ...elsewhere, copies: [copy("unknown")] }],
    ["others were stored since", { checks: with_("selection", { otherCount: 3 }) }],
  ])("is erased when %s", (_when, changes) => {
    expect(judge([deletion(changes)], { isDenied: false })).toEqual({
      verdict: "erased",
      partialReasons: [],
    });
  });

  it.each<[string, number | null, Changes]>([
    ["residual", 2, { checks: with_("ids", { outcome: "residual", residualCount: 2 }) }],
    ["residual", 1, { checks: with_("versions", { outcome: "residual", residualCount: 1 }) }],
    [
      "failed",
      3,
      { deletedCount: 6, failedCount: 3, checks: with_("ids", { outcome: "residual", stayedCount: 3 }) },
    ],
    ["not_read_back", 2, { deletedCount: 7, failedCount: 2, unknownCount: 2 }],
    ["changed_since_preview", 4, { joinedCount: 4 }],
    ["kept_immutable", 1, { keptImmutableCount: 1 }],
    ["kept", 5, { deletedCount: 4, checks: with_("ids", { outcome: "residual", stayedCount: 5 }) }],
    [
      "stopped_before_anything",
      10,
      { deletedCount: 0, absentCount: 0, checks: with_("ids", { outcome: "residual", stayedCount: 10 }) },
    ],
    ["unreadable", 2, { checks: with_("selection", { unreadable: { count: 2, samples: [] } as never }) }],
    ["place_not_checked", 1, { checks: with_("selection", { outcome: "not_checked", checkedCount: null }) }],
    ["place_not_checked", 1, { checks: with_("ids", { stayedCount: null }) }],
    ["place_not_checked", 1, { checks: with_("text", { outcome: "not_checked", durationMs: 120_000 }) }],
    ["place_not_checked", 1, { ...elsewhere, copies: [copy("out_of_reach")] }],
    [
      "place_not_checked",
      2,
      {
        ...elsewhere,
        copies: [copy("none"), copy("not_checked"), { ...copy("not_checked"), place: "entities" }],
      },
    ],
    ["place_not_checked", null, { checks: absent.slice(1) }],
    ["copies_remain", 6, { ...elsewhere, copies: [copy("found", 6)] }],
    [
      "copies_remain",
      7,
      { ...elsewhere, checks: with_("versions", { outcome: "residual", residualCount: 7 }) },
    ],
    [
      "copies_removed_unverified",
      null,
      { ...elsewhere, copies: [copy("none", 0, 4)], removedAt: "2026-11-28T10:00:01.000Z" },
    ],
  ])("is partial: %s (%s)", (reason, count, changes) => {
    expect(judge([deletion(), deletion(changes)], { isDenied: false })).toEqual({
      verdict: "partial",
      partialReasons: [{ reason, count }],
    });
  });

  it("adds up what several deletions left, and claims no number where one of them has none", () => {
    const failed = {
      deletedCount: 6,
      failedCount: 3,
      checks: with_("ids", { outcome: "residual", stayedCount: 3 }),
    } as const;
    expect(judge([deletion(failed), deletion(failed)], { isDenied: false }).partialReasons).toEqual([
      { reason: "failed", count: 6 },
    ]);
    const unknown = deletion({ checks: absent.slice(1) });
    const one = deletion({ checks: with_("selection", { outcome: "not_checked" }) });
    for (const order of [
      [unknown, one],
      [one, unknown],
      [unknown, one, one],
    ]) {
      expect(judge(order, { isDenied: false }).partialReasons).toEqual([
        { reason: "place_not_checked", count: null },
      ]);
    }
  });

  it("is nothing when nothing was verified, whatever the store answered", () => {
    const unchecked = absent.map((each) => ({
      ...each,
      outcome: "not_checked" as const,
      checkedCount: null,
    }));
    expect(judge([deletion({ checks: unchecked })], { isDenied: false }).verdict).toBe("not_checked");
    expect(judge([deletion({ verification: null })], { isDenied: false }).verdict).toBe("not_checked");
    expect(judge([], { isDenied: false }).verdict).toBe("not_checked");
  });

  it.each([
    [
      { isDenied: false, isReopened: true },
      { reason: "request_reopened", count: null },
    ],
    [
      { isDenied: false, unsearchedCount: 1 },
      { reason: "store_not_searched", count: 1 },
    ],
    [
      { isDenied: false, foundAgain: { count: 3 } },
      { reason: "found_again", count: 3 },
    ],
    [
      { isDenied: false, isReopened: true, foundAgain: { count: null } },
      { reason: "found_again", count: null },
    ],
  ])("is partial when the request is open again, or something was found since", (request, reason) => {
    expect(judge([deletion()], request)).toEqual({ verdict: "partial", partialReasons: [reason] });
  });

  it("is never erased where a deletion was stopped, or none had anything to take", () => {
    const nothing = { expectedCount: 0, requestedCount: 0, deletedCount: 0, absentCount: 0 };
    const is = (...all: JudgedDeletion[]) => {
      const { verdict, partialReasons } = judge(all, { isDenied: false });
      return [verdict, ...partialReasons.map(({ reason }) => reason)];
    };
    expect(is(deletion(nothing))).toEqual(["not_checked", "nothing_to_erase"]);
    expect(is(deletion(nothing), deletion())).toEqual(["erased"]);
    expect(is(deletion({ ...nothing, status: "cancelled" }))).toEqual(["partial", "stopped_early"]);
    expect(is(deletion({ status: "cancelled" }))).toEqual(["partial", "stopped_early"]);
    expect(is(deletion({ ...nothing, status: "failed" }), deletion())).toEqual(["partial", "stopped_early"]);
  });

  it("is a refusal, and partial where something was erased all the same", () => {
    expect(judge([], { isDenied: true })).toEqual({ verdict: "denied", partialReasons: [] });
    expect(judge([deletion()], { isDenied: true })).toMatchObject({
      verdict: "partial",
      partialReasons: [{ reason: "request_denied_in_part" }],
    });
  });
});
