"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { actionAnswer } from "@/lib/deletions/action-answer";
import { requestDeletionAction } from "@/lib/deletions/actions";
import { selectionPreviewQuery } from "@/lib/deletions/preview-query-options";
import type { Deletion, Selection } from "@/lib/deletions/types";
import type { StoreId } from "@/lib/stores/types";

type Note = { reason: string; ticket: string };

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
  const [confirmation, setConfirmation] = useState(() => ({
    key: crypto.randomUUID(),
    changedFrom: null as number | null,
  }));
  const preview = useQuery(selectionPreviewQuery({ confirmationKey: confirmation.key, storeId, selection }));

  const request = useMutation({
    mutationFn: async ({ reason, ticket }: Note) => {
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
          idempotencyKey: confirmation.key,
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
          setConfirmation({ key: crypto.randomUUID(), changedFrom: answer.expected });
          return;
      }
    },
  });

  return { preview, request, changedFrom: confirmation.changedFrom };
};
