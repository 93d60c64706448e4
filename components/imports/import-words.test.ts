import { expect, it } from "vitest";
import type { ImportState } from "./import-state";
import { importEndWords } from "./import-words";

const state = (part: Partial<ImportState>): ImportState => ({
  fileName: "memories.jsonl",
  totalBytes: 10,
  sentBytes: 10,
  placeNoun: "Line",
  addedCount: 0,
  alreadyPresentCount: 0,
  badCount: 0,
  badLines: [],
  unlistedBadCount: 0,
  end: { kind: "done" },
  ...part,
});

it("says every number of an import that went through", () => {
  expect(importEndWords(state({ addedCount: 1_755 }))).toBe("1,755 memories added.");
  expect(importEndWords(state({ addedCount: 1, alreadyPresentCount: 2, badCount: 1 }))).toBe(
    "1 memory added, 2 already there, 1 line could not be read and was left out.",
  );
  expect(importEndWords(state({}))).toBe("The file holds no memories. Nothing was added.");
});

it("claims no more than it knows when the connection broke", () => {
  const end = { kind: "broken", message: "The connection to Lethe broke.", requestId: null } as const;
  expect(importEndWords(state({ addedCount: 5_000, end }))).toBe(
    "The connection to Lethe broke. At least 5,000 memories were added, and stay. Importing the same file again adds nothing twice.",
  );
  expect(importEndWords(state({ end: { kind: "cancelled" } }))).toBe(
    "Cancelled. No memory is known to have been added. Importing the same file again adds nothing twice.",
  );
});
