import { expect, it } from "vitest";
import { unsearchedSentences } from "./unsearched-words";

it("says which stores were not searched, and why", () => {
  expect(unsearchedSentences([])).toEqual([]);
  expect(
    unsearchedSentences([
      { storeName: "Acme", why: "failed" },
      { storeName: "Curlew", why: "disabled" },
      { storeName: "Dunlin", why: "disabled" },
      { storeName: "Egret", why: "partly" },
    ]),
  ).toEqual([
    "Acme could not be searched to the end: what else it has of the person is not known.",
    "Curlew and Dunlin are disabled, and were not searched.",
    "Not everything in Egret can be searched.",
  ]);
});
