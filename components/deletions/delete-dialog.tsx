"use client";

import type { ConfirmationThresholds } from "@/lib/deletions/confirmation";
import type { Deletion, Selection } from "@/lib/deletions/types";
import type { StoreId } from "@/lib/stores/types";
import { ConfirmDialog } from "./confirm-dialog";
import { useDeletionRequest } from "./use-deletion-request";

/** Previews and confirms the deletion of what was selected in a table. It is mounted while it is open. */
export const DeleteDialog = ({
  store,
  selection,
  thresholds,
  onClose,
  onRequested,
}: {
  store: { id: StoreId; name: string };
  selection: Selection;
  thresholds: ConfirmationThresholds;
  onClose: () => void;
  onRequested: (deletion: Deletion) => void;
}) => (
  <ConfirmDialog
    storeName={store.name}
    selection={selection}
    isSelected
    thresholds={thresholds}
    deletionRequest={useDeletionRequest({ storeId: store.id, selection, onRequested })}
    onClose={onClose}
  />
);
