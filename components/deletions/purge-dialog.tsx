"use client";

import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { ResidueLine } from "@/lib/stores/residue";
import { residuePlaceWords } from "./residue-words";

/** Asks once before copies are removed, with their number and place. */
export const PurgeDialog = ({
  line,
  storeName,
  isPending,
  onClose,
  onConfirm,
}: {
  line: ResidueLine;
  storeName: string;
  isPending: boolean;
  onClose: () => void;
  onConfirm: () => void;
}) => {
  const back = useRef<HTMLButtonElement>(null);
  const rows = `${line.count.toLocaleString("en")} ${line.count === 1 ? "row" : "rows"}`;
  return (
    <Dialog
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title="Remove copies"
      width="max-w-md"
      initialFocus={back}
      footer={
        <>
          <Button ref={back} onClick={onClose}>
            Go back
          </Button>
          <Button look="danger" disabled={isPending} focusableWhenDisabled onClick={onConfirm}>
            {isPending ? "Removing…" : `Remove ${rows}`}
          </Button>
        </>
      }
    >
      <p>
        Remove {rows} from {residuePlaceWords(line.place)} of {storeName}. This cannot be undone.
      </p>
      <p className="mt-2 text-muted">
        <code className="font-mono text-xs break-all">{line.where}</code> is written to directly, while the
        server runs. That it was done is recorded in the ledger.
      </p>
    </Dialog>
  );
};
