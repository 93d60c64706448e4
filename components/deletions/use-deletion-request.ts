"use client";

import { keepPreviousData, useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { actionAnswer } from "@/lib/actions/action-answer";
import { requestDeletionAction } from "@/lib/deletions/actions";
import { sendSelection } from "@/lib/deletions/draft/send-selection";
import type { Confirmation } from "@/lib/deletions/request/confirmation";
import { RequestError } from "@/lib/http/request-error";
import { selectionPreviewQuery } from "@/lib/deletions/preview/preview-query-options";
import type { Deletion, Selection } from "@/lib/deletions/types";
import type { SelectionPreview } from "@/lib/stores/preview";
import type { StoreId } from "@/lib/stores/store-ids";

type Note = { reason: string; ticket: string; confirmation: Confirmation };

/**
 * One confirmation of a deletion: its preview, and the request that sends back what the preview said. The same
 * confirmation twice is one deletion. If the memories have changed meanwhile, nothing is deleted, and a new confirmation
 * begins with a new preview. A caller that changes the selection must start one with `previewAgain`; until the new numbers
 * arrive, the old ones are shown (`isPlaceholderData`) and cannot be confirmed.
 */
export const useDeletionRequest = (input: {
  storeId: StoreId;
  selection: Selection;
  onRequested: (deletion: Deletion) => void;
}) => {
  const { storeId, selection } = input;
  const [attempt, setAttempt] = useState(() => newAttempt(null));
  const preview = useQuery({
    ...selectionPreviewQuery({ confirmationKey: attempt.key, storeId, selection }),
    placeholderData: keepPreviousData,
  });
  /** What can be confirmed. */
  const confirmable = preview.isPlaceholderData ? undefined : preview.data;

  const request = useMutation({
    mutationFn: async ({ reason, ticket, confirmation }: Note) => {
      if (confirmable === undefined) throw new Error("Nothing was previewed, so nothing can be confirmed.");
      const { id: previewId, count, absentCount, cutoffAt } = confirmable;
      return sendSelection(withoutIdleException(selection, confirmable), (sent) =>
        actionAnswer(() =>
          requestDeletionAction({
            storeId,
            selection: sent,
            // Listed ids that are gone are part of the request: history says that they were already absent.
            expectedCount: count + absentCount,
            cutoffAt,
            previewId,
            reason,
            ticket,
            confirmation,
            idempotencyKey: attempt.key,
          }),
        ),
      );
    },
    // Also when the dialog was closed before the answer came: the deletion is on its way then.
    onSuccess: (answer) => {
      switch (answer.kind) {
        case "requested":
          input.onRequested(answer.deletion);
          return;
        case "count_changed":
          setAttempt(newAttempt(answer));
          return;
      }
    },
    onError: (error) => {
      // The store has changed such that more is asked for: the new preview says what.
      if (error instanceof RequestError && error.code === "not_confirmed") setAttempt(newAttempt(null));
    },
  });

  return {
    preview,
    confirmable,
    request,
    /** What was confirmed in vain, as the memories had changed since their preview; null when nothing was. */
    changedSince: attempt.changedSince,
    previewAgain: () => setAttempt(newAttempt(null)),
  };
};

export type DeletionRequest = ReturnType<typeof useDeletionRequest>;

/** Where nothing immutable matched, none is kept, and history need not say that immutable ones were to be. */
const withoutIdleException = (selection: Selection, { keptImmutableCount }: SelectionPreview): Selection =>
  selection.kind !== "listed" && keptImmutableCount === 0
    ? { ...selection, keepsImmutable: false }
    : selection;

/** Of the `expected` memories, `actual` were as previewed; `changedCount` matched that were changed or added since. */
export type ChangedSince = { expected: number; actual: number; changedCount: number };

export const newAttempt = (changedSince: ChangedSince | null) => ({ key: crypto.randomUUID(), changedSince });
