import { expect, it } from "vitest";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { leftWords } from "./left-words";

const verification = {
  verifiedAt: "2026-11-28T10:00:00.000Z",
  checks: [
    {
      check: "ids" as const,
      outcome: "verified_absent" as const,
      checkedCount: 104,
      residualCount: 0,
      stayedCount: 0,
      otherCount: 0,
      durationMs: 1,
    },
  ],
};
const done: Parameters<typeof leftWords>[0] = {
  storeId: builtinStoreId,
  deletedCount: 104,
  absentCount: 0,
  keptImmutableCount: 0,
  heldCount: 0,
  heldBesideCount: 0,
  changedCount: 0,
  joinedCount: 0,
  verification,
  copies: null,
};
const copies = {
  lookedAt: "2026-11-28T10:00:01.000Z",
  removedAt: null,
  places: [{ place: "history" as const, outcome: "found" as const, count: 208, removedCount: 0 }],
};

it.each<[string[], Partial<typeof done>]>([
  [[], {}],
  [["2 kept"], { keptImmutableCount: 2 }],
  [["5 changed"], { changedCount: 3, joinedCount: 2 }],
  [["5 changed"], { deletedCount: 0, changedCount: 5, verification: null }],
  [["not verified"], { verification: null }],
  [
    ["1,200 kept", "copies remain"],
    { storeId: storeIdSchema.parse("mem0"), keptImmutableCount: 1200, copies },
  ],
])("%j", (words, part) => {
  expect(leftWords({ ...done, ...part })).toEqual(words);
});
