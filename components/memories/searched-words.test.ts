import { expect, it } from "vitest";
import type { Filter } from "@/lib/filters/filter";
import type { StoreCapabilities } from "@/lib/stores/types";
import { searchedWords } from "./searched-words";

const capabilities: StoreCapabilities = {
  countsExactly: true,
  sorts: [],
  examinedFields: [],
  examinedMax: 0,
  missingFields: [],
  missingOperators: [],
};
const builtin = { name: "Built-in store", capabilities };
const elsewhere = {
  name: "Staging",
  capabilities: { ...capabilities, missingFields: ["categories" as const] },
};
const filter: Filter = { field: "user_id", operator: "eq", value: "ann" };

it.each([
  [
    { search: { filter: null, text: "tea" }, store: builtin, cappedAt: undefined },
    [
      "The text of every memory in Built-in store was searched for “tea”, ignoring case.",
      "Not searched: IDs, metadata and categories, which you can filter by, and earlier versions of a text.",
    ],
  ],
  [
    { search: { filter, text: "green tea" }, store: elsewhere, cappedAt: undefined },
    [
      "The text of every memory in Staging was searched for “green tea” as one phrase, within the filter, ignoring case.",
      "Not searched: IDs and metadata, which you can filter by, and earlier versions of a text.",
    ],
  ],
  [
    { search: { filter, text: "" }, store: builtin, cappedAt: undefined },
    ["Every memory in Built-in store was checked against the filter."],
  ],
  [
    { search: { filter, text: "" }, store: elsewhere, cappedAt: 2000 },
    ["Only 2,000 memories of Staging could be checked for the filter. Others may match."],
  ],
])("says what was searched and what was not (%#)", (searched, words) => {
  expect(searchedWords(searched)).toEqual(words);
});
