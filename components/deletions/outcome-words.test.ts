import { expect, it } from "vitest";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { outcomeWords } from "./outcome-words";

const deletion = {
  storeId: builtinStoreId,
  status: "completed",
  expectedCount: 1204,
  requestedCount: 1204,
  deletedCount: 1202,
  absentCount: 2,
  failedCount: 0,
  changedCount: 0,
  joinedCount: 0,
  keptImmutableCount: 0,
  heldCount: 0,
  heldBesideCount: 0,
  heldBy: [],
  selection: { kind: "entity", entity: { kind: "user", value: "caroline" }, keepsImmutable: true },
  errorCode: null,
  verification: null,
  copies: null,
} as const;

it("says how many are gone, and how many had gone before", () => {
  expect(outcomeWords(deletion)).toBe("Deleted 1,202 memories. 2 were already absent.");
  expect(
    outcomeWords({ ...deletion, expectedCount: 1, requestedCount: 1, deletedCount: 1, absentCount: 0 }),
  ).toBe("Deleted 1 memory.");
});

it("says what was not deleted, without a guess at what is still stored", () => {
  expect(
    outcomeWords({ ...deletion, status: "partial", deletedCount: 1200, absentCount: 0, failedCount: 4 }),
  ).toBe("Deleted 1,200 of 1,204 memories. 4 could not be deleted.");
  expect(outcomeWords({ ...deletion, status: "cancelled", deletedCount: 1000, absentCount: 0 })).toBe(
    "The deletion was cancelled: 1,000 of 1,204 memories deleted.",
  );
});

it("says why it failed", () => {
  expect(
    outcomeWords({
      ...deletion,
      status: "failed",
      requestedCount: null,
      deletedCount: 0,
      absentCount: 0,
      errorCode: "store_not_found",
    }),
  ).toMatch(/^The deletion failed: 0 of 1,204 memories deleted\. The store it was meant for/);
});

it("says no number where none was counted", () => {
  const uncounted = {
    ...deletion,
    expectedCount: null,
    requestedCount: null,
    deletedCount: 0,
    absentCount: 0,
  };
  expect(outcomeWords({ ...uncounted, status: "cancelled" })).toBe(
    "The deletion was cancelled: nothing deleted.",
  );
  expect(outcomeWords({ ...uncounted, status: "queued" })).toBe("Deleted nothing so far.");
});

it("says what was left, as it had changed since the preview", () => {
  expect(
    outcomeWords({ ...deletion, deletedCount: 1201, absentCount: 0, changedCount: 1, joinedCount: 2 }),
  ).toBe("Deleted 1,201 memories. 3 changed since the preview and were left alone.");
});

it("says what was kept as it is immutable", () => {
  expect(outcomeWords({ ...deletion, absentCount: 0, keptImmutableCount: 2 })).toBe(
    "Deleted 1,202 memories. 2 immutable memories of user caroline remain.",
  );
});
