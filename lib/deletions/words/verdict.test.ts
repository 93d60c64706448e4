import { expect, it } from "vitest";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import type { Copies } from "../copies";
import { emptyScope } from "../scope/scope";
import { verdictOf } from "./verdict";
import type { VerificationCheck } from "../verification";

type Judged = Parameters<typeof verdictOf>[0];
const remote = storeIdSchema.parse("mem0");

const check = (part: Partial<VerificationCheck>): VerificationCheck => ({
  check: "ids",
  outcome: "verified_absent",
  checkedCount: 104,
  residualCount: 0,
  stayedCount: 0,
  otherCount: 0,
  durationMs: 1,
  ...part,
});
const verified = (...checks: Partial<VerificationCheck>[]) => ({
  verifiedAt: "2026-11-28T10:00:00.000Z",
  checks: [check({}), ...checks.map(check)].filter(
    (each, index, all) => all.findLastIndex((other) => other.check === each.check) === index,
  ),
});
const done: Judged = {
  storeId: builtinStoreId,
  status: "completed",
  selection: { kind: "listed", count: 104 },
  requestedCount: 104,
  deletedCount: 104,
  absentCount: 0,
  failedCount: 0,
  unknownCount: 0,
  changedCount: 0,
  joinedCount: 0,
  keptImmutableCount: 0,
  heldCount: 0,
  heldBesideCount: 0,
  heldBy: [],
  verification: verified(),
  copies: null,
};
const copies = (
  part: Partial<Copies>,
  outcome: Copies["places"][number]["outcome"],
  removedCount = 0,
): Copies => ({
  lookedAt: "2026-11-28T10:00:01.000Z",
  removedAt: null,
  places: [{ place: "history", outcome, count: outcome === "found" ? 104 : 0, removedCount }],
  ...part,
});
const wipe = {
  kind: "scope" as const,
  scope: { ...emptyScope, user_id: "*", agent_id: "*", app_id: "*", run_id: "*" },
  excludedCount: 0,
  keepsImmutable: false,
};

const cases: [string | null, string, Partial<Judged>][] = [
  [
    "warning",
    "104 deleted, verified absent · 1 immutable memory of user caroline remains",
    {
      keptImmutableCount: 1,
      selection: { kind: "entity", entity: { kind: "user", value: "caroline" }, keepsImmutable: true },
    },
  ],
  [
    "warning",
    "104 deleted, verified absent · 2 in the store could not be read",
    {
      status: "partial",
      verification: verified({
        check: "selection",
        outcome: "not_checked",
        checkedCount: null,
        unreadable: { count: 2, first: [{ id: null, odd: [{ field: "id", oddity: "number" }] }] },
      }),
    },
  ],
  [null, "", { status: "running" }],
  ["success", "104 deleted, verified absent", {}],
  ["success", "101 deleted, 3 already absent, verified absent", { deletedCount: 101, absentCount: 3 }],
  ["warning", "104 deleted, not verified", { status: "partial", verification: null }],
  [
    "warning",
    "104 deleted, not verified",
    { status: "partial", verification: verified({ outcome: "not_checked", checkedCount: null }) },
  ],
  [
    "warning",
    "100 deleted, verified absent · 4 kept",
    {
      status: "cancelled",
      deletedCount: 100,
      verification: verified({ outcome: "residual", stayedCount: 4 }),
    },
  ],
  [
    "warning",
    "100 deleted, verified absent · 4 failed",
    {
      status: "partial",
      deletedCount: 100,
      failedCount: 4,
      verification: verified({ outcome: "residual", stayedCount: 4 }),
    },
  ],
  [
    "warning",
    "101 deleted, not verified · 3 memories still stored",
    {
      deletedCount: 101,
      absentCount: 0,
      requestedCount: 101,
      verification: verified({ outcome: "residual", residualCount: 3 }),
    },
  ],
  [
    "warning",
    "Nothing was deleted · 104 not read back: may be gone or still stored",
    { status: "failed", deletedCount: 0, failedCount: 104, unknownCount: 104, verification: null },
  ],
  [
    "info",
    "Nothing was deleted",
    { status: "cancelled", requestedCount: null, deletedCount: 0, verification: null },
  ],
  [
    "success",
    "104 deleted, verified absent · 3 stored since, left alone",
    { verification: verified({ check: "selection", checkedCount: null, otherCount: 3 }) },
  ],
  [
    "warning",
    "104 deleted, verified absent · the store is not empty: 3 stored since",
    { selection: wipe, verification: verified({ check: "selection", checkedCount: null, otherCount: 3 }) },
  ],
  [
    "warning",
    "104 deleted, verified absent · copies remain",
    {
      storeId: remote,
      verification: verified({ check: "versions", outcome: "residual", residualCount: 104 }),
    },
  ],
  [
    "warning",
    "104 deleted, verified absent · copies remain",
    { storeId: remote, copies: copies({}, "found") },
  ],
  [
    "warning",
    "104 deleted, verified absent · copies removed, not verified since",
    { storeId: remote, copies: copies({ removedAt: "2026-11-28T10:00:01.000Z" }, "none", 104) },
  ],
  [
    "success",
    "104 deleted, verified absent",
    { storeId: remote, copies: copies({ removedAt: "2026-11-28T09:00:00.000Z" }, "none", 104) },
  ],
  [
    "warning",
    "104 deleted, verified absent · copies out of reach",
    { storeId: remote, copies: copies({}, "out_of_reach") },
  ],
  [
    "warning",
    "104 deleted, verified absent · copies may remain",
    { storeId: remote, copies: copies({}, "unclear") },
  ],
  [
    // Only a profile was looked at, before anything was deleted.
    "info",
    "Nothing was deleted",
    {
      storeId: remote,
      status: "cancelled",
      requestedCount: null,
      deletedCount: 0,
      copies: copies({}, "not_checked"),
    },
  ],
];

it.each(cases)("is %s: %s", (look, words, part) => {
  expect(verdictOf({ ...done, ...part })).toEqual(look === null ? null : { look, words });
});
