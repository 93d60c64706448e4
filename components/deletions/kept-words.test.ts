import { expect, it } from "vitest";
import { keptOf } from "./kept-words";

it.each([
  [0, 0, 0, 0, "not reached"],
  [64, 0, 0, 64, "not reached"],
  [0, 3, 0, 3, "changed since the preview"],
  [0, 0, 2, 2, "immutable"],
  [1200, 3, 2, 1205, "1,200 not reached, 3 changed since the preview, 2 immutable"],
])("%i not reached, %i changed, %i immutable", (unreached, changedCount, keptImmutableCount, count, note) => {
  const none = { heldCount: 0, heldBesideCount: 0 };
  expect(keptOf({ changedCount, keptImmutableCount, ...none }, unreached)).toEqual({ count, note });
});

it("says what is held", () => {
  const held = { changedCount: 0, keptImmutableCount: 0, heldCount: 1, heldBesideCount: 3 };
  expect(keptOf(held, 0)).toEqual({ count: 4, note: "held" });
});
