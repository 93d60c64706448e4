import { expect, it } from "vitest";
import { keptOf } from "./kept-words";

it.each([
  [0, 0, 0, 0, "not reached"],
  [64, 0, 0, 64, "not reached"],
  [0, 3, 0, 3, "changed since the preview"],
  [0, 0, 2, 2, "immutable"],
  [1200, 3, 2, 1205, "1,200 not reached, 3 changed since the preview, 2 immutable"],
])("%i not reached, %i changed, %i immutable", (unreached, changedCount, keptImmutableCount, count, note) => {
  expect(keptOf({ changedCount, keptImmutableCount }, unreached)).toEqual({ count, note });
});
