import { expect, it } from "vitest";
import type { ImportState } from "./import-state";
import { importEndWords, isWholeSuccess, restWords } from "./import-words";

const state = (part: Partial<ImportState>): ImportState => ({
  fileName: "memories.jsonl",
  importId: null,
  totalBytes: 10,
  sentBytes: 10,
  addedCount: 0,
  alreadyPresentCount: 0,
  badCount: 0,
  badLines: [],
  unlistedBadCount: 0,
  unknownKeys: {},
  differingCount: 0,
  warnings: [],
  notes: [],
  end: { kind: "done" },
  ...part,
});

it("says every number of an import that went through", () => {
  expect(importEndWords(state({ addedCount: 1_755 }))).toBe("1,755 memories added.");
  expect(importEndWords(state({ addedCount: 1, alreadyPresentCount: 2, badCount: 1 }))).toBe(
    "1 memory added, 2 already there, 1 memory could not be read and was left out.",
  );
  expect(importEndWords(state({}))).toBe("The file contains no memories. Nothing was added.");
});

it("claims no more than it knows when the connection broke", () => {
  const end = { kind: "broken", message: "The connection to Lethe was lost.", requestId: null } as const;
  expect(importEndWords(state({ addedCount: 5_000, end }))).toBe(
    "The connection to Lethe was lost. At least 5,000 memories were added, and stay. Importing the same file again does not add anything twice.",
  );
  expect(importEndWords(state({ end: { kind: "cancelled" } }))).toBe(
    "Cancelled. As far as Lethe knows, no memory was added. Importing the same file again does not add anything twice.",
  );
});

it("never words it as success when nothing was added", () => {
  expect(importEndWords(state({ badCount: 2 }))).toBe(
    "Nothing was added: 2 memories could not be read and were left out.",
  );
  expect(importEndWords(state({ alreadyPresentCount: 3 }))).toBe(
    "Nothing new: all 3 memories in this file were already there.",
  );
  expect(importEndWords(state({ alreadyPresentCount: 3, badCount: 1 }))).toBe(
    "Nothing was added, 3 already there, 1 memory could not be read and was left out.",
  );
  expect(importEndWords(state({ addedCount: 1, alreadyPresentCount: 2, differingCount: 2 }))).toBe(
    "1 memory added, 2 already there. 2 memories in this file differ from what is stored under the same ID, and were not imported.",
  );
  for (const part of [
    {},
    { badCount: 2 },
    { differingCount: 1 },
    { alreadyPresentCount: 3 },
    { addedCount: 1, warnings: ["x"] },
  ])
    expect(isWholeSuccess(state(part))).toBe(false);
  expect(isWholeSuccess(state({ addedCount: 1 }))).toBe(true);
});

it("says of the rest of a file only what is known", () => {
  expect(restWords(state({ badCount: 2 }))).toBe("");
  expect(restWords(state({ badCount: 2, addedCount: 1, end: { kind: "cancelled" } }))).toBe("");
  expect(restWords(state({ badCount: 2, addedCount: 1 }))).toBe("Everything else in the file was added.");
  expect(restWords(state({ badCount: 2, alreadyPresentCount: 1 }))).toBe(
    "Everything else in the file was already there.",
  );
});
