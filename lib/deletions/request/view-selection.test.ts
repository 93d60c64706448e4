import { expect, it } from "vitest";
import {
  deletionSelectionOf,
  isSelected,
  selectedCount,
  selectionAllMatching,
  selectionNone,
  withSelected,
} from "./view-selection";
import { memoryIdSchema } from "@/lib/memories/memory-id-schema";

const id = (digit: number) => memoryIdSchema.parse(`00000000-0000-4000-8000-00000000000${digit}`);
const [a, b, c] = [id(1), id(2), id(3)];
const search = { filter: { field: "user_id", operator: "eq", value: "caroline" }, text: "" } as const;

it("lists what was selected one by one", () => {
  const selection = withSelected(withSelected(selectionNone, [a, b, c], true), [b], false);
  expect([a, b, c].map((one) => isSelected(selection, one))).toEqual([true, false, true]);
  expect(selectedCount(selection, 500)).toBe(2);
  expect(deletionSelectionOf(selection, search)).toEqual({ kind: "listed", ids: [a, c] });
});

it("excludes what was unselected from all that match, until it is selected again", () => {
  const selection = withSelected(selectionAllMatching, [a, b], false);
  expect(isSelected(selection, a)).toBe(false);
  expect(isSelected(selection, c)).toBe(true);
  expect(selectedCount(selection, 12)).toBe(10);
  const again = withSelected(selection, [a], true);
  expect(deletionSelectionOf(again, search)).toEqual({
    kind: "matching",
    filter: search.filter,
    excludedIds: [b],
    keepsImmutable: false,
  });
});

it("takes the search's words along as a condition", () => {
  expect(deletionSelectionOf(selectionAllMatching, { ...search, text: "tea" })).toEqual({
    kind: "matching",
    filter: { and: [search.filter, { field: "text", operator: "icontains", value: "tea" }] },
    excludedIds: [],
    keepsImmutable: false,
  });
});

it("does not know how many are selected before it knows how many match", () => {
  expect(selectedCount(selectionAllMatching, null)).toBeNull();
});
