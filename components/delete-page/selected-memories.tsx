"use client";

import { useQuery } from "@tanstack/react-query";
import { ChevronLeft, ChevronRight } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { Notice } from "@/components/ui/notice";
import { selectedPageQuery } from "@/lib/deletions/preview/preview-query-options";
import type { Selection } from "@/lib/deletions/types";
import type { SelectionPreview, SampleMemory } from "@/lib/stores/preview";
import { shownError } from "@/lib/http/shown-error";
import { clipText } from "@/lib/text/clip-text";
import { memoryCountWords } from "@/lib/memories/count-words";
import type { MemoryId } from "@/lib/memories/types";
import type { MemoryPosition } from "@/lib/memories/memory-page";
import type { StoreId } from "@/lib/stores/store-ids";
import { MemoryLine } from "./memory-line";

/**
 * The memories that would be deleted, newest first: a few at once, all of them page by page. Those that are unticked are
 * left out, and stay in the list, so that they can be taken in again.
 */
export const SelectedMemories = ({
  storeId,
  selection,
  preview,
  excludedIds,
  onExclude,
}: {
  storeId: StoreId;
  selection: Selection;
  preview: SelectionPreview;
  excludedIds: ReadonlySet<MemoryId>;
  /** Undefined where nothing can be left out. */
  onExclude: ((id: MemoryId, isExcluded: boolean) => void) | undefined;
}) => {
  /** Where each page up to the shown one begins; empty while only the sample is shown. */
  const [starts, setStarts] = useState<(MemoryPosition | null)[]>([]);
  const isPaging = starts.length > 0;
  const [listKey] = useState(() => crypto.randomUUID());
  const page = useQuery({
    ...selectedPageQuery({
      confirmationKey: listKey,
      storeId,
      selection,
      cutoffAt: preview.cutoffAt,
      cursor: starts.at(-1) ?? null,
    }),
    enabled: isPaging,
  });
  const shown = isPaging ? (page.data?.memories ?? preview.sample) : preview.sample;
  const total = preview.count + excludedIds.size;
  const next = page.data?.nextPosition ?? null;
  return (
    <section aria-label="Memories">
      <h3 className="mb-2 text-sm font-semibold">
        {isPaging || total <= shown.length ? "The memories, newest first" : `The ${shown.length} newest`}
      </h3>
      {onExclude !== undefined && (
        <p aria-live="polite" className="mb-2 text-xs text-muted">
          Untick a memory to leave it out of the deletion.
          {excludedIds.size > 0 && ` ${memoryCountWords(excludedIds.size)} left out so far.`}
        </p>
      )}
      <ul
        aria-busy={page.isFetching}
        className={`divide-y rounded-md border bg-surface transition-opacity delay-150 ${page.isPlaceholderData ? "opacity-60" : ""}`}
      >
        {shown.map((memory) => (
          <MemoryLine key={memory.id} memory={memory} isLeftOut={excludedIds.has(memory.id)}>
            {onExclude !== undefined && (
              <IncludeBox
                memory={memory}
                isExcluded={excludedIds.has(memory.id)}
                onExclude={(isExcluded) => onExclude(memory.id, isExcluded)}
              />
            )}
          </MemoryLine>
        ))}
      </ul>
      {page.isError && (
        <Notice
          look="warning"
          role="alert"
          action={
            <Button size="small" onClick={() => void page.refetch()}>
              Try again
            </Button>
          }
        >
          This page could not be loaded. {shownError(page.error).message}
        </Notice>
      )}
      {!isPaging && total > shown.length && (
        <Button size="small" className="mt-2" onClick={() => setStarts([null])}>
          Browse all {memoryCountWords(total)}
        </Button>
      )}
      {isPaging && (
        <div className="mt-2 flex items-center gap-2">
          <Button
            size="small"
            disabled={starts.length === 1}
            focusableWhenDisabled
            onClick={() => setStarts(starts.slice(0, -1))}
          >
            <ChevronLeft size={14} aria-hidden />
            Newer
          </Button>
          <Button
            size="small"
            disabled={next === null || page.isPlaceholderData}
            focusableWhenDisabled
            onClick={() => next !== null && setStarts([...starts, next])}
          >
            Older
            <ChevronRight size={14} aria-hidden />
          </Button>
          <p role="status" className="text-sm text-muted">
            Page {starts.length.toLocaleString("en")}
          </p>
        </div>
      )}
    </section>
  );
};

const labelLengthMax = 60;

const IncludeBox = ({
  memory,
  isExcluded,
  onExclude,
}: {
  memory: SampleMemory;
  isExcluded: boolean;
  onExclude: (isExcluded: boolean) => void;
}) => (
  <span className="flex h-5 items-center">
    <Checkbox
      aria-label={`Delete this memory: ${clipText(memory.memory, labelLengthMax)}`}
      isChecked={!isExcluded}
      onCheckedChange={(isIncluded) => onExclude(!isIncluded)}
    />
  </span>
);
