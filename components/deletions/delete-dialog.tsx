"use client";

import { useState } from "react";
import { keepingImmutable } from "@/lib/deletions/request/keeping-immutable";
import type { Deletion, Selection } from "@/lib/deletions/types";
import type { StoreId } from "@/lib/stores/store-ids";
import { ConfirmDialog } from "./confirm-dialog";
import { useDeletionRequest } from "./use-deletion-request";

/** Previews and confirms the deletion of what was selected in a table. It is mounted while it is open. */
export const DeleteDialog = ({
  store,
  selection: selected,
  ticket,
  onClose,
  onRequested,
}: {
  store: { id: StoreId; name: string };
  selection: Selection;
  /** The reference that is proposed; it can be changed. */
  ticket?: string;
  onClose: () => void;
  onRequested: (deletion: Deletion) => void;
}) => {
  const [keepsImmutable, setKeepsImmutable] = useState(false);
  const selection = keepsImmutable ? keepingImmutable(selected) : selected;
  const deletionRequest = useDeletionRequest({ storeId: store.id, selection, onRequested });
  return (
    <ConfirmDialog
      storeName={store.name}
      selection={selection}
      deletionRequest={deletionRequest}
      ticket={ticket}
      onKeepsImmutableChange={(keeps) => {
        setKeepsImmutable(keeps);
        deletionRequest.previewAgain();
      }}
      onClose={onClose}
    />
  );
};
