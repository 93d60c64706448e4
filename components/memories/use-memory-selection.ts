"use client";

import { useState } from "react";
import {
  isSelected,
  selectedCount,
  selectionAllMatching,
  selectionNone,
  withSelected,
  type MemorySelection,
} from "@/lib/deletions/request/view-selection";
import type { Memory } from "@/lib/memories/types";

type State = { viewKey: string; selection: MemorySelection; clearedCount: number };

/**
 * What is selected, over all pages of one view. Another filter or search is another view, in which nothing is selected:
 * "all matching" would silently mean other memories.
 */
export const useMemorySelection = (viewKey: string, matchingCount: number | null) => {
  const [stored, setState] = useState<State>({ viewKey, selection: selectionNone, clearedCount: 0 });
  let state = stored;
  if (stored.viewKey !== viewKey) {
    state = {
      viewKey,
      selection: selectionNone,
      clearedCount: selectedCount(stored.selection, matchingCount) ?? 1,
    };
    setState(state);
  }
  const { selection, clearedCount } = state;
  const change = (next: MemorySelection) => setState({ viewKey, selection: next, clearedCount: 0 });
  const count = selectedCount(selection, matchingCount);
  return {
    selection,
    /** Null while it is not known how many match. */
    count,
    isEmpty: selection.kind === "listed" && selection.ids.size === 0,
    excludedCount: selection.kind === "matching" ? selection.excludedIds.size : 0,
    /** How many were selected before the filter changed; 0 when none were, or something was selected since. */
    clearedCount,
    isSelected: (memory: Memory) => isSelected(selection, memory.id),
    select: (memories: Memory[], isNowSelected: boolean) =>
      change(
        withSelected(
          selection,
          memories.map(({ id }) => id),
          isNowSelected,
        ),
      ),
    selectAllMatching: () => change(selectionAllMatching),
    clear: () => change(selectionNone),
  };
};

export type MemorySelectionControl = ReturnType<typeof useMemorySelection>;
