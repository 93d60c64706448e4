import { AskDialog } from "@/components/ui/ask-dialog";
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
  const rows = `${line.count.toLocaleString("en")} ${line.count === 1 ? "row" : "rows"}`;
  return (
    <AskDialog
      title="Remove copies"
      backLabel="Go back"
      confirmLabel={isPending ? "Removing…" : `Remove ${rows}`}
      isDangerous
      isPending={isPending}
      onClose={onClose}
      onConfirm={onConfirm}
    >
      <p>
        Remove {rows} from {residuePlaceWords(line.place)} of {storeName}. This cannot be undone.
      </p>
      <p className="text-muted">
        <code className="font-mono text-xs break-all">{line.where}</code> is written to directly, while the
        server is running. The removal is recorded in the ledger.
      </p>
    </AskDialog>
  );
};
