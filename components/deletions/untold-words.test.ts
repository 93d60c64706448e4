import { expect, it } from "vitest";
import { untoldSentences } from "./untold-words";

const none = { listed: 0, filter: 0, everything: 0, unreadable: 0 };

it("says what a history that was asked for an entity cannot tell", () => {
  expect(untoldSentences(none)).toBe("No other deletion here left open whom it was about.");
  expect(untoldSentences({ ...none, listed: 1 })).toBe(
    "1 other deletion named nobody (1 of memories listed one by one): whether it took memories of this id, the history does not tell.",
  );
  expect(untoldSentences({ listed: 2, filter: 3, everything: 1, unreadable: 4 })).toBe(
    "6 other deletions named nobody (2 of memories listed one by one, 3 by a filter on something else, and 1 of everything or by a wildcard): whether they took memories of this id, the history does not tell. 4 were written under another LETHE_SECRET and cannot be looked up.",
  );
});
