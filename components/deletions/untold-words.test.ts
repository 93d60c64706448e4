import { expect, it } from "vitest";
import { untoldSentences } from "./untold-words";

const none = { listed: 0, filter: 0, everything: 0, unreadable: 0 };

it("says what a history that was asked for an entity cannot tell", () => {
  expect(untoldSentences(none)).toBe("Every other deletion here named another user, agent, app or run.");
  expect(untoldSentences({ ...none, listed: 1 })).toBe(
    "1 other deletion named no one (1 of individually listed memories). The history does not show whether it deleted memories with this ID.",
  );
  expect(untoldSentences({ listed: 2, filter: 3, everything: 1, unreadable: 4 })).toBe(
    "6 other deletions named no one (2 of individually listed memories, 3 by a filter on other fields and 1 of everything or with a wildcard). The history does not show whether they deleted memories with this ID. 4 were recorded under another LETHE_SECRET and cannot be looked up.",
  );
});
