"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Notice } from "@/components/ui/notice";
import { ErrorState } from "@/components/ui/view-state";
import { confirmationNone, isConfirmed } from "@/lib/deletions/request/confirmation";
import { deletionSentence } from "@/lib/deletions/words/deletion-sentence";
import { effectSentences } from "@/lib/deletions/words/effect-sentences";
import { heldWords } from "@/lib/deletions/words/held-words";
import { allKeptWords } from "@/lib/deletions/words/immutable-words";
import type { Selection } from "@/lib/deletions/types";
import type { SelectionPreview } from "@/lib/stores/preview";
import { shownError } from "@/lib/http/shown-error";
import { memoryCountWords } from "@/lib/memories/count-words";
import { ConfirmationInputs } from "./confirmation-inputs";
import { changedSinceWords } from "./changed-since-words";
import { DeletionNote } from "./deletion-note";
import { DeletionPreview, PreviewSkeleton } from "./deletion-preview";
import { KeepImmutable } from "./keep-immutable";
import { WhoCan } from "./who-can";
import type { DeletionRequest } from "./use-deletion-request";

/**
 * The last step before memories are deleted: says with numbers what will happen, and asks, in proportion to what it takes.
 * It is mounted while it is open.
 */
export const ConfirmDialog = ({
  storeName,
  selection,
  deletionRequest,
  ticket = "",
  onKeepsImmutableChange,
  onClose,
}: {
  storeName: string;
  selection: Selection;
  deletionRequest: DeletionRequest;
  /** The reference that the deletion is proposed to name. */
  ticket?: string | undefined;
  /** Begins a new preview; undefined where there is no choice. */
  onKeepsImmutableChange: ((keepsImmutable: boolean) => void) | undefined;
  onClose: () => void;
}) => {
  const [note, setNote] = useState({ reason: "", ticket });
  const [given, setGiven] = useState({ ...confirmationNone, previewedAt: "" });
  const cancel = useRef<HTMLButtonElement>(null);
  const { preview, confirmable, request, changedSince } = deletionRequest;
  const count = confirmable?.count;
  // Listed ids that are gone are part of the request.
  const expectedCount = (confirmable?.count ?? 0) + (confirmable?.absentCount ?? 0);
  // What was typed for one number is nothing for the next.
  const confirmation = given.previewedAt === confirmable?.cutoffAt ? given : confirmationNone;
  const { typed, hasReadSentence } = confirmation;
  const canConfirm =
    confirmable !== undefined &&
    confirmable.count > 0 &&
    confirmable.whoCan === null &&
    !(confirmable.isTicketRequired && note.ticket.trim() === "") &&
    !request.isPending &&
    isConfirmed(confirmable.required, confirmation, { count: expectedCount, storeName });
  const confirm = () => {
    if (canConfirm) request.mutate({ ...note, confirmation: { typed, hasReadSentence } });
  };
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Delete memories"
      description={
        confirmable !== undefined && (
          <span className="text-text">{sentenceOf(confirmable, selection, storeName)}</span>
        )
      }
      initialFocus={cancel}
      footer={
        // Beside the button that waits for it, in sight however much stands above.
        <>
          {confirmable !== undefined &&
            confirmable.count > 0 &&
            (confirmable.whoCan === null ? (
              <ConfirmationInputs
                required={confirmable.required}
                count={expectedCount}
                storeName={storeName}
                sentences={effectSentences({ ...confirmable, selection }, storeName)}
                given={confirmation}
                onChange={(next) => setGiven({ ...next, previewedAt: confirmable.cutoffAt })}
                onEnter={confirm}
              />
            ) : (
              <WhoCan
                roles={confirmable.whoCan}
                sentences={effectSentences({ ...confirmable, selection }, storeName)}
              />
            ))}
          <Button ref={cancel} onClick={onClose}>
            {count === 0 ? "Close" : "Cancel"}
          </Button>
          {count !== 0 && confirmable?.whoCan == null && (
            <Button look="danger" disabled={!canConfirm} focusableWhenDisabled onClick={confirm}>
              {count === undefined ? "Delete memories" : `Delete ${memoryCountWords(count)}`}
            </Button>
          )}
        </>
      }
    >
      <div className="grid gap-4">
        {changedSince !== null && confirmable !== undefined && (
          <Notice look="warning" role="alert">
            {changedSinceWords(changedSince, expectedCount)}
          </Notice>
        )}
        {request.isError && <RequestFailed error={request.error} />}
        {preview.isError ? (
          <ErrorState
            title="What would be deleted could not be counted"
            {...shownError(preview.error)}
            onRetry={() => void preview.refetch()}
          />
        ) : (
          confirmable === undefined && <PreviewSkeleton />
        )}
        {confirmable !== undefined && confirmable.count > 0 && confirmable.waitsForApproval && (
          <Notice>
            Another admin has to approve this deletion. Until then its memories are frozen, and nothing is
            deleted.
          </Notice>
        )}
        {confirmable !== undefined && confirmable.count > 0 && (
          <DeletionPreview preview={confirmable} selection={selection} />
        )}
        {onKeepsImmutableChange !== undefined && preview.data !== undefined && (
          // Stays while it is counted anew, and the focus with it.
          <KeepImmutable
            preview={preview.data}
            selection={selection}
            onKeepsImmutableChange={onKeepsImmutableChange}
          />
        )}
        {confirmable !== undefined && confirmable.count > 0 && (
          <DeletionNote note={note} isTicketRequired={confirmable.isTicketRequired} onChange={setNote} />
        )}
      </div>
    </Dialog>
  );
};

const sentenceOf = (preview: SelectionPreview, selection: Selection, storeName: string): string => {
  if (preview.count > 0) return deletionSentence(preview, selection, storeName);
  const keptCount = preview.keptImmutableCount ?? 0;
  if (preview.heldCount > 0)
    return `${heldWords(preview.heldCount, preview.heldBy)}. There is nothing to delete.`;
  return keptCount > 0
    ? `${allKeptWords(keptCount)} There is nothing to delete.`
    : `None of the selected memories is in ${storeName} any more. There is nothing to delete.`;
};

const RequestFailed = ({ error }: { error: Error }) => {
  const { message, requestId } = shownError(error);
  return (
    <Notice look="warning" role="alert">
      {message} If the deletion was accepted after all, confirming again does not start a second one.
      {requestId !== null && <span className="block font-mono text-xs">Request {requestId}</span>}
    </Notice>
  );
};
