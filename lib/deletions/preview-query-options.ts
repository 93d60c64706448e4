import { queryOptions } from "@tanstack/react-query";
import type { StoreId } from "@/lib/stores/types";
import { actionAnswer } from "@/lib/actions/action-answer";
import { previewSelectionAction } from "./actions";
import type { Selection } from "./types";

/**
 * The preview of one confirmation, by its idempotency key. Outside deletionKeys and never stale: what somebody is about
 * to confirm must not change under their eyes. A selection can list a hundred thousand ids, so it is not in the key.
 */
export const selectionPreviewQuery = (input: {
  confirmationKey: string;
  storeId: StoreId;
  selection: Selection;
}) =>
  queryOptions({
    queryKey: ["selection-preview", input.confirmationKey],
    queryFn: () =>
      actionAnswer(previewSelectionAction({ storeId: input.storeId, selection: input.selection })),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnReconnect: false,
  });
