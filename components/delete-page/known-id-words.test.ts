import { expect, it } from "vitest";
import { knownIdWords } from "./known-id-words";

it.each([
  [{ value: 1, isExact: true }, "1 memory has this user."],
  [{ value: 1204, isExact: true }, "1,204 memories have this user."],
  [{ value: 1000, isExact: false }, "At least 1,000 memories have this user."],
  [{ value: 0, isExact: true }, "No memory has this user."],
])("says of %o what is known", (count, words) => {
  expect(knownIdWords(count, "user")).toBe(words);
});

it("does not say that no memory has an id when not all were looked at", () => {
  expect(knownIdWords({ value: 0, isExact: false }, "user")).toMatch(/^Not all memories could be checked/);
});
