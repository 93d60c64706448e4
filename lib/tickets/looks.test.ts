import { describe, expect, it } from "vitest";
import { hasComeBack, type FoundLook } from "./looks";

const look = (changes: Partial<FoundLook> = {}): FoundLook => ({
  storeId: "builtin",
  theirsCount: 0,
  aboutCount: 0,
  possiblyTheirsCount: 0,
  isAtLeast: false,
  errorCode: null,
  newestTheirsAt: null,
  newestAboutAt: null,
  ...changes,
});
const since = new Date("2026-03-01T10:00:00Z");
const [earlier, later] = [new Date("2026-02-01T10:00:00Z"), new Date("2026-03-01T10:00:01Z")];

describe("what has come back", () => {
  it.each([
    ["nothing found", look(), "done", null, false],
    ["theirs, after all was gone", look({ theirsCount: 1, newestTheirsAt: earlier }), "done", null, true],
    ["theirs that was left", look({ theirsCount: 1, newestTheirsAt: earlier }), "partly_done", null, false],
    ["theirs, stored since", look({ theirsCount: 1, newestTheirsAt: later }), "partly_done", null, true],
    ["about them, kept by choice", look({ aboutCount: 12, newestAboutAt: earlier }), "done", null, false],
    ["about them, stored since", look({ aboutCount: 12, newestAboutAt: later }), "done", null, true],
    ["as much as before", look({ theirsCount: 2, newestTheirsAt: earlier }), "done", [2, 0], false],
    ["more than before", look({ theirsCount: 3, newestTheirsAt: earlier }), "done", [2, 0], true],
    ["more about them than before", look({ aboutCount: 13, newestAboutAt: earlier }), "done", [0, 12], true],
    ["a store that did not answer", look({ theirsCount: 3, errorCode: "failed" }), "done", null, false],
    ["theirs of a store that does not say when", look({ theirsCount: 3 }), "done", null, true],
  ] as const)("%s", (_words, found, outcome, before, isBack) => {
    const [theirsCount = 0, aboutCount = 0] = before ?? [];
    const known = before === null ? null : { theirsCount, aboutCount };
    expect(hasComeBack(found, { outcome, since, before: known, keptCount: 0 })).toBe(isBack);
  });

  it.each([
    [1, false],
    [2, true],
  ])("is not what was left out on purpose, of %d", (theirsCount, isBack) => {
    const found = look({ theirsCount, newestTheirsAt: earlier });
    expect(hasComeBack(found, { outcome: "done", since, before: null, keptCount: 1 })).toBe(isBack);
  });
});
