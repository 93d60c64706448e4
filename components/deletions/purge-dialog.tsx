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
  if (line.place === "profile")
    return (
      <DeleteUserDialog
        count={line.count}
        storeName={storeName}
        isPending={isPending}
        onClose={onClose}
        onConfirm={onConfirm}
      />
    );
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

/** The one way to a profile is to delete its user, which takes whatever has come by then. */
const DeleteUserDialog = ({
  count,
  storeName,
  ...dialog
}: {
  count: number;
  storeName: string;
  isPending: boolean;
  onClose: () => void;
  onConfirm: () => void;
}) => {
  const users = count === 1 ? "the user" : `${count.toLocaleString("en")} users`;
  const [is, their] = count === 1 ? ["is", "its"] : ["are", "their"];
  return (
    <AskDialog
      title={`Delete ${users} in Mem0`}
      backLabel="Go back"
      confirmLabel={dialog.isPending ? "Deleting…" : `Delete ${count === 1 ? "1 user" : users}`}
      isDangerous
      {...dialog}
    >
      <p>
        Delete {users} of this deletion in {storeName}, with {their} profile{count === 1 ? "" : "s"}. This
        cannot be undone.
      </p>
      <p>
        No memory of {count === 1 ? "this user" : "these users"} is stored now. Lethe counts again immediately
        before, and deletes nothing if there is one. Mem0 works in the background: memories that arrive before
        it has finished are deleted as well.
      </p>
      <p className="text-muted">
        The profile{count === 1 ? "" : "s"} {is} asked for again afterwards. The deletion of {users} is
        recorded in the ledger.
      </p>
    </AskDialog>
  );
};
