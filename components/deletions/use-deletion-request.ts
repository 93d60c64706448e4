"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { actionAnswer } from "@/lib/actions/action-answer";
import { requestDeletionAction } from "@/lib/deletions/actions";
import type { Confirmation } from "@/lib/deletions/confirmation";
import { selectionPreviewQuery } from "@/lib/deletions/preview-query-options";
import type { Deletion, Selection } from "@/lib/deletions/types";
import type { StoreId } from "@/lib/stores/types";

type Note = { reason: string; ticket: string; confirmation?: Confirmation };

/**
 * One confirmation of a deletion: its preview, and the request that sends back what the preview said. The same
 * confirmation twice is one deletion. If the number has changed meanwhile, nothing is deleted, and a new confirmation
 * begins with a new preview.
 */
export const useDeletionRequest = (input: {
  storeId: StoreId;
  selection: Selection;
  onRequested: (deletion: Deletion) => void;
}) => {
  const { storeId, selection } = input;
  const [attempt, setAttempt] = useState(() => ({
    key: crypto.randomUUID(),
    changedFrom: null as number | null,
  }));
  const preview = useQuery(selectionPreviewQuery({ confirmationKey: attempt.key, storeId, selection }));

  const request = useMutation({
    mutationFn: async ({ reason, ticket, confirmation }: Note) => {
      if (preview.data === undefined) throw new Error("Nothing was previewed, so nothing can be confirmed.");
      const { count, absentCount, cutoffAt } = preview.data;
      return actionAnswer(
        requestDeletionAction({
          storeId,
          selection,
          // Listed ids that are gone are part of the request: history says that they were already absent.
          expectedCount: count + absentCount,
          cutoffAt,
          reason,
          ticket,
          confirmation,
          idempotencyKey: attempt.key,
        }),
      );
    },
    // Also when the dialog was closed before the answer came: the deletion is on its way then.
    onSuccess: (answer) => {
      switch (answer.kind) {
        case "requested":
          input.onRequested(answer.deletion);
          return;
        case "count_changed":
          setAttempt({ key: crypto.randomUUID(), changedFrom: answer.expected });
          return;
      }
    },
  });

  return { preview, request, changedFrom: attempt.changedFrom };
};
