import type { Selection } from "@/lib/deletions/types";
import { filterOf, type MemorySearch } from "@/lib/browse/memory-search";
import type { MemoryId } from "@/lib/memories/types";

/**
 * Which memories are selected in a view: listed one by one, or everything the view matches except some. Unlike
 * `Selection` it does not say what the view matches; the two meet when a deletion is asked for.
 */
export type MemorySelection =
  { kind: "listed"; ids: ReadonlySet<MemoryId> } | { kind: "matching"; excludedIds: ReadonlySet<MemoryId> };

export const selectionNone: MemorySelection = { kind: "listed", ids: new Set() };
export const selectionAllMatching: MemorySelection = { kind: "matching", excludedIds: new Set() };

export const isSelected = (selection: MemorySelection, id: MemoryId): boolean => {
  switch (selection.kind) {
    case "listed":
      return selection.ids.has(id);
    case "matching":
      return !selection.excludedIds.has(id);
  }
};

/** The selection after these memories were selected, or unselected. */
export const withSelected = (
  selection: MemorySelection,
  ids: readonly MemoryId[],
  isNowSelected: boolean,
): MemorySelection => {
  switch (selection.kind) {
    case "listed":
      return { kind: "listed", ids: isNowSelected ? added(selection.ids, ids) : removed(selection.ids, ids) };
    case "matching":
      return {
        kind: "matching",
        excludedIds: isNowSelected ? removed(selection.excludedIds, ids) : added(selection.excludedIds, ids),
      };
  }
};

/** How many memories are selected; null while it is not known how many match. */
export const selectedCount = (selection: MemorySelection, matchingCount: number | null): number | null => {
  switch (selection.kind) {
    case "listed":
      return selection.ids.size;
    case "matching":
      return matchingCount === null ? null : Math.max(0, matchingCount - selection.excludedIds.size);
  }
};

/** The selection in the words of a deletion, for the view it was made in. */
export const deletionSelectionOf = (
  selection: MemorySelection,
  search: Pick<MemorySearch, "filter" | "text">,
): Selection => {
  switch (selection.kind) {
    case "listed":
      return { kind: "listed", ids: [...selection.ids] };
    case "matching":
      return {
        kind: "matching",
        filter: filterOf(search),
        excludedIds: [...selection.excludedIds],
        keepsImmutable: false,
      };
  }
};

const added = (ids: ReadonlySet<MemoryId>, more: readonly MemoryId[]) => new Set([...ids, ...more]);
const removed = (ids: ReadonlySet<MemoryId>, gone: readonly MemoryId[]) => {
  const next = new Set(ids);
  gone.forEach((id) => next.delete(id));
  return next;
};
