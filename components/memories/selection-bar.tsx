"use client";

import { Trash2, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { memoryCountWords } from "@/lib/memories/count-words";
import type { Count } from "@/lib/memories/types";
import type { MemorySelectionControl } from "./use-memory-selection";

/** What is selected, and what can be done with it. The filter that says what "matching" is stays in view above the table. */
export const SelectionBar = ({
  selection,
  matching,
  isNarrowed,
  onDelete,
}: {
  selection: MemorySelectionControl;
  /** How many memories the view matches; undefined while that is being counted. */
  matching: Count | undefined;
  /** Whether a filter or a search is active. */
  isNarrowed: boolean;
  onDelete: () => void;
}) => (
  <section
    aria-label="Selection"
    className="flex min-h-11 flex-wrap content-center items-center gap-x-3 gap-y-1 border-y border-accent/40 bg-accent-soft px-4 py-1.5 text-sm"
  >
    <p className="font-medium">{selectionWords(selection)}</p>
    <Button look="quiet" size="small" onClick={selection.clear}>
      <X size={14} aria-hidden />
      Clear selection
    </Button>
    <MatchingOffer selection={selection} matching={matching} isNarrowed={isNarrowed} />
    <span className="ml-auto">
      <Button look="danger" onClick={onDelete} disabled={selection.count === 0}>
        <Trash2 size={14} aria-hidden />
        {selection.count === null ? "Delete memories" : `Delete ${memoryCountWords(selection.count)}`}
      </Button>
    </span>
  </section>
);

/** "12 selected", "12,343 selected, 2 excluded". */
export const selectionWords = ({ count, excludedCount }: MemorySelectionControl): string => {
  const selected = count === null ? "All matching selected" : `${count.toLocaleString("en")} selected`;
  return excludedCount === 0 ? selected : `${selected}, ${excludedCount.toLocaleString("en")} excluded`;
};

/** From this page to all pages, when there are more. */
const MatchingOffer = ({
  selection,
  matching,
  isNarrowed,
}: {
  selection: MemorySelectionControl;
  matching: Count | undefined;
  isNarrowed: boolean;
}) => {
  if (selection.selection.kind === "matching" || matching === undefined) return null;
  if (matching.isExact && matching.value <= (selection.count ?? 0)) return null;
  if (!isNarrowed) {
    return <p className="text-muted">To select more than this page, filter or search first.</p>;
  }
  if (!matching.isExact) {
    return (
      <p className="text-muted">
        Not all matching memories could be counted here. Narrow the filter, or use “Delete by filter”.
      </p>
    );
  }
  return (
    <Button size="small" onClick={selection.selectAllMatching}>
      Select all {matching.value.toLocaleString("en")} matching
    </Button>
  );
};

/** Says to screen readers what is selected, and shows when a change of the filter has ended a selection. */
export const SelectionAnnouncer = ({ selection }: { selection: MemorySelectionControl }) => (
  <p
    role="status"
    className={selection.clearedCount > 0 ? "border-b px-4 py-1 text-sm text-muted" : "sr-only"}
  >
    {selection.clearedCount > 0
      ? `The selection of ${memoryCountWords(selection.clearedCount)} was cleared, because the filter or search changed.`
      : selection.isEmpty
        ? ""
        : selectionWords(selection)}
  </p>
);
