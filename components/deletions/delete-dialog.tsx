"use client";

import { useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field, Input, Textarea } from "@/components/ui/field";
import { Notice } from "@/components/ui/notice";
import { ErrorState } from "@/components/ui/view-state";
import { reasonLengthMax, ticketLengthMax } from "@/lib/deletions/schema";
import type { Deletion, Selection, SelectionPreview } from "@/lib/deletions/types";
import { shownError } from "@/lib/http/shown-error";
import { memoryCountWords } from "@/lib/memories/count-words";
import type { StoreId } from "@/lib/stores/types";
import { DeletionPreview, deletionSentence, PreviewSkeleton } from "./deletion-preview";
import { useDeletionRequest } from "./use-deletion-request";

/**
 * The last step before memories are deleted: says with numbers what will happen, and asks. It is mounted while it is open.
 */
export const DeleteDialog = ({
  store,
  selection,
  onClose,
  onRequested,
}: {
  store: { id: StoreId; name: string };
  selection: Selection;
  onClose: () => void;
  onRequested: (deletion: Deletion) => void;
}) => {
  const [reason, setReason] = useState("");
  const [ticket, setTicket] = useState("");
  const cancel = useRef<HTMLButtonElement>(null);
  const { preview, request, changedFrom } = useDeletionRequest({ storeId: store.id, selection, onRequested });
  const count = preview.data?.count;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Delete memories"
      description={
        preview.data !== undefined && (
          <span className="text-text">{sentenceOf(preview.data, selection, store.name)}</span>
        )
      }
      initialFocus={cancel}
      footer={
        <>
          <Button ref={cancel} onClick={onClose}>
            Cancel
          </Button>
          <Button
            look="danger"
            disabled={count === undefined || count === 0 || request.isPending}
            focusableWhenDisabled
            onClick={() => request.mutate({ reason, ticket })}
          >
            {count === undefined ? "Delete memories" : `Delete ${memoryCountWords(count)}`}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        {changedFrom !== null && preview.data !== undefined && (
          <Notice look="warning" role="alert">
            Nothing was deleted, as the number has changed: it was {changedFrom.toLocaleString("en")}, and is
            now {preview.data.count.toLocaleString("en")}. Look again before you confirm.
          </Notice>
        )}
        {request.isError && <RequestFailed error={request.error} />}
        {preview.isPending && <PreviewSkeleton />}
        {preview.isError && (
          <ErrorState
            title="What would be deleted could not be counted"
            {...shownError(preview.error)}
            onRetry={() => void preview.refetch()}
          />
        )}
        {preview.data !== undefined && preview.data.count > 0 && (
          <>
            <DeletionPreview preview={preview.data} selection={selection} />
            <div className="grid gap-3 border-t pt-4">
              <Field label="Ticket reference (optional)">
                {(control) => (
                  <Input
                    {...control}
                    value={ticket}
                    maxLength={ticketLengthMax}
                    autoComplete="off"
                    onChange={(event) => setTicket(event.target.value)}
                  />
                )}
              </Field>
              <Field
                label="Reason (optional)"
                hint="Both are kept in the history, which outlives the memories. Do not put text of a memory here."
              >
                {(control) => (
                  <Textarea
                    {...control}
                    value={reason}
                    maxLength={reasonLengthMax}
                    onChange={(event) => setReason(event.target.value)}
                  />
                )}
              </Field>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
};

const sentenceOf = (preview: SelectionPreview, selection: Selection, storeName: string): string =>
  preview.count === 0
    ? `None of the selected memories is in ${storeName} any more. There is nothing to delete.`
    : deletionSentence(preview, selection, storeName);

const RequestFailed = ({ error }: { error: Error }) => {
  const { message, requestId } = shownError(error);
  return (
    <Notice look="warning" role="alert">
      {message} If the deletion was accepted all the same, confirming again does not delete twice.
      {requestId !== null && <span className="block font-mono text-xs">Request {requestId}</span>}
    </Notice>
  );
};
