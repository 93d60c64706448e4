"use client";

import { Download, Trash2 } from "lucide-react";
import { useState } from "react";
import { WhoCan } from "@/components/deletions/who-can";
import { Button } from "@/components/ui/button";
import { Instant } from "@/components/ui/instant";
import { ViewState } from "@/components/ui/view-state";
import type { ConfirmablePreview } from "@/lib/deletions/preview/confirmable-preview";
import { deletionSentence } from "@/lib/deletions/words/deletion-sentence";
import type { DeleteTarget } from "@/lib/deletions/request/delete-target";
import { effectSentences } from "@/lib/deletions/words/effect-sentences";
import { allKeptWords } from "@/lib/deletions/words/immutable-words";
import { isWipeSelection } from "@/lib/deletions/scope/scope";
import type { Selection } from "@/lib/deletions/types";
import type { SelectionPreview } from "@/lib/stores/preview";
import { memoryCountWords } from "@/lib/memories/count-words";
import type { StoreId } from "@/lib/stores/store-ids";
import { ExportProgress } from "./export-progress";
import { NearMemories } from "./near-memories";
import { PreviewBreakdowns } from "./preview-breakdowns";
import { PreviewFacts } from "./preview-facts";
import { UnreadableNotice } from "@/components/memories/unreadable-notice";
import { SelectedMemories } from "./selected-memories";
import type { ExceptionsControl } from "./use-exceptions";
import { useExport } from "./use-export";
import { UserProfiles } from "./user-profiles";
import { WhatStays } from "./what-stays";

/** The preview once it is there: the sentence, what to do with it, and everything that helps to judge it. */
export const PreviewContents = ({
  store,
  target,
  selection,
  preview,
  isConfirmable,
  exceptions,
  onPreviewAgain,
  onDelete,
}: {
  store: { id: StoreId; name: string };
  target: DeleteTarget;
  /** What the preview is of, or is being counted anew. */
  selection: Selection;
  preview: ConfirmablePreview;
  /** Whether the numbers are those of the selection as it is now. */
  isConfirmable: boolean;
  exceptions: ExceptionsControl;
  onPreviewAgain: () => void;
  onDelete: () => void;
}) => {
  const { wanted } = exceptions;
  const count = useShownCount(preview, exceptions, isConfirmable);
  const exporting = useExport();
  const startExport = () =>
    exporting.start({ storeId: store.id, selection, cutoffAt: preview.cutoffAt }, preview.count);
  const isAll = isWipeSelection(target);
  const setExcluded: Parameters<typeof SelectedMemories>[0]["onExclude"] = (id, isExcluded) =>
    exceptions.setExcluded(id, isExcluded, onPreviewAgain);
  const stays = (
    <WhatStays
      target={target}
      preview={preview}
      excludedCount={wanted.excludedIds.size}
      selection={selection}
      onKeepsImmutableChange={(keeps) => exceptions.setKeepsImmutable(keeps, onPreviewAgain)}
    />
  );
  const memories = (
    <SelectedMemories
      storeId={store.id}
      selection={selection}
      preview={preview}
      excludedIds={wanted.excludedIds}
      onExclude={isAll ? undefined : setExcluded}
    />
  );
  const unreadable = preview.unreadable !== undefined && (
    <UnreadableNotice unreadable={preview.unreadable}>
      They may match and would stay, so the deletion would end as partial. Those with an ID can be deleted on
      the Memories page.
    </UnreadableNotice>
  );
  if (preview.count === 0 && exceptions.isSettled) {
    return (
      <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
        <NothingMatches
          keptCount={preview.keptImmutableCount ?? 0}
          excludedCount={wanted.excludedIds.size}
          isHeld={preview.heldCount > 0}
        />
        {unreadable}
        {((preview.keptImmutableCount ?? 0) > 0 || preview.heldCount > 0 || wanted.excludedIds.size > 0) &&
          stays}
        {wanted.excludedIds.size > 0 && memories}
        <NearMemories near={preview.near} />
      </div>
    );
  }
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <div className="grid gap-3">
        <p aria-live="polite" className="max-w-[70ch] text-base font-medium break-words">
          {count === null
            ? "Counting what would be deleted…"
            : deletionSentence({ ...preview, count }, selection, store.name)}
        </p>
        <p className="text-sm text-muted">
          Counted <Instant at={preview.cutoffAt} />. You confirm exactly what was counted: memories stored
          later are not deleted.
        </p>
        <div className="flex flex-wrap gap-2">
          {preview.whoCan === null && (
            <Button look="danger-plain" disabled={!isConfirmable} focusableWhenDisabled onClick={onDelete}>
              <Trash2 size={14} aria-hidden />
              {count === null ? "Delete memories" : `Delete ${memoryCountWords(count)}`}
            </Button>
          )}
          <Button
            disabled={!isConfirmable || exporting.state.kind === "running"}
            focusableWhenDisabled
            onClick={startExport}
          >
            <Download size={14} aria-hidden />
            Export as JSON Lines
          </Button>
        </div>
        {preview.whoCan !== null && (
          <WhoCan roles={preview.whoCan} sentences={effectSentences({ ...preview, selection }, store.name)} />
        )}
        <ExportProgress state={exporting.state} onCancel={exporting.cancel} onAgain={startExport} />
      </div>
      {unreadable}
      {stays}
      <UserProfiles key={preview.cutoffAt} target={target} />
      <NearMemories near={preview.near} />
      <PreviewFacts preview={preview} />
      <PreviewBreakdowns preview={preview} />
      {memories}
    </div>
  );
};

/**
 * The number in the sentence. What was just left out is taken off at once; the count that follows is the one that can be
 * confirmed. Null where only counting can tell.
 */
const useShownCount = (
  preview: SelectionPreview,
  { wanted }: ExceptionsControl,
  isConfirmable: boolean,
): number | null => {
  const [counted, setCounted] = useState({ at: "", count: 0, excludedCount: 0, keepsImmutable: false });
  const isNew = isConfirmable && counted.at !== preview.cutoffAt;
  const last = isNew
    ? {
        at: preview.cutoffAt,
        count: preview.count,
        excludedCount: wanted.excludedIds.size,
        keepsImmutable: wanted.keepsImmutable,
      }
    : counted;
  if (isNew) setCounted(last);
  if (last.at === "" || last.keepsImmutable !== wanted.keepsImmutable) return null;
  return Math.max(0, last.count + last.excludedCount - wanted.excludedIds.size);
};

const NothingMatches = ({
  keptCount,
  excludedCount,
  isHeld,
}: {
  keptCount: number;
  excludedCount: number;
  isHeld: boolean;
}) => (
  <ViewState title="Nothing would be deleted">
    {isHeld
      ? excludedCount + keptCount > 0
        ? "Everything that matches is held, or was left out or kept."
        : "Everything that matches is held."
      : excludedCount > 0
        ? "Everything that matches was left out or kept."
        : keptCount > 0
          ? allKeptWords(keptCount)
          : "No memory matches. Expired and superseded memories were counted too."}
  </ViewState>
);
