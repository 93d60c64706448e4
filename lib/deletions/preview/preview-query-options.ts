import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { actionAnswer } from "@/lib/actions/action-answer";
import { fetchJson, sendJson } from "@/lib/http/fetch-json";
import { memoryKeys } from "@/lib/browse/memory-queries";
import type { MemoryPosition } from "@/lib/memories/memory-page";
import type { StoreId } from "@/lib/stores/store-ids";
import { listSelectedAction, previewSelectionAction } from "../actions";
import { sendSelection } from "../draft/send-selection";
import type { Scope } from "../scope/scope";
import type { ConfirmablePreview } from "./confirmable-preview";
import { scopeCountString, type ScopeCount } from "./scope-count";
import type { Selection } from "../types";

/**
 * The preview of one confirmation, by its idempotency key. Outside deletionKeys and never stale: what a person is about
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
      sendSelection(input.selection, (selection) =>
        actionAnswer(() => previewSelectionAction({ storeId: input.storeId, selection })),
      ),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnReconnect: false,
  });

/** The same for one of several stores, which are previewed at once: actions go out one at a time. */
export const storePreviewQuery = (input: {
  confirmationKey: string;
  storeId: StoreId;
  selection: Selection;
}) =>
  queryOptions({
    queryKey: ["selection-preview", input.confirmationKey],
    queryFn: ({ signal }) =>
      sendJson<ConfirmablePreview>("/api/deletions/previews", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ storeId: input.storeId, selection: input.selection }),
        signal,
      }),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnReconnect: false,
  });

/** A page of what a preview counted. Until the next page is there, the one before it is shown. */
export const selectedPageQuery = (input: {
  confirmationKey: string;
  storeId: StoreId;
  selection: Selection;
  /** Of the preview. */
  cutoffAt: string;
  /** `nextPosition` of the page before; null for the first. */
  cursor: MemoryPosition | null;
}) =>
  queryOptions({
    queryKey: ["selected-page", input.confirmationKey, input.cutoffAt, input.cursor],
    queryFn: () => {
      const { storeId, cutoffAt, cursor } = input;
      return sendSelection(input.selection, (selection) =>
        actionAnswer(() => listSelectedAction({ storeId, selection, cutoffAt, cursor })),
      );
    },
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    retry: false,
    refetchOnReconnect: false,
  });

/** What a scope would take now. Under the keys of memories: what changes them makes it stale. */
export const scopeCountQuery = (input: { storeId: StoreId; scope: Scope }) => {
  const query = scopeCountString(input);
  return queryOptions({
    queryKey: [...memoryKeys.of(input.storeId), "scope-count", query],
    queryFn: ({ signal }) => fetchJson<ScopeCount>(`/api/deletions/scope-count${query}`, signal),
  });
};
