import { expect, it } from "vitest";
import { suppressedDigests } from "./suppressed-digest";

it.each([
  "Caroline@Example.COM",
  " caroline@example.com\n",
  "\u{FEFF}caroline@example.com\u200B",
  // A space behind what is not seen is one around it all the same.
  "\u200B caroline@example.com",
  "caroline@example.com \u2060",
  "ｃａroline@example.com",
])("an id is held back however it is written: %j", (id) => {
  const digestOf = suppressedDigests("a secret of the test");
  expect(digestOf(id)).toEqual(digestOf("caroline@example.com"));
});

it("another id is another one", () => {
  const digestOf = suppressedDigests("a secret of the test");
  expect(digestOf("caroline.example.com")).not.toEqual(digestOf("caroline@example.com"));
});
