import { expect, it } from "vitest";
import type { TicketLook } from "@/lib/tickets/types";
import { lookWords } from "./look-words";

type Store = TicketLook["stores"][number];
const store = (changes: Partial<Store> = {}): Store => ({
  storeId: "builtin",
  theirsCount: 0,
  aboutCount: 0,
  errorCode: null,
  ...changes,
});

it.each<[string, boolean, Store[]]>([
  ["Nothing found", true, [store()]],
  ["Nothing of theirs, 12 memories about them", true, [store({ aboutCount: 12 })]],
  ["Nothing of theirs, 5 memories possibly also theirs", false, [store({ possiblyTheirsCount: 5 })]],
  [
    "Nothing found; not everything could be searched or counted",
    false,
    [store(), store({ isAtLeast: true })],
  ],
  [
    "At least 3 memories of theirs; not everything could be searched or counted; 1 store could not be searched",
    false,
    [store({ theirsCount: 3, isAtLeast: true }), store({ errorCode: "failed" })],
  ],
  ["No store could be searched", false, [store({ errorCode: "failed" })]],
])("a later look says: %s", (words, isGood, stores) => {
  expect(lookWords(stores)).toEqual({ words, isGood });
});
