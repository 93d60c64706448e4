import { AskDialog } from "@/components/ui/ask-dialog";
import { VisibleText } from "@/components/ui/visible-text";
import { listed } from "@/lib/text/listed";
import type { ResidueLine } from "@/lib/stores/residue";
import { residuePlaceWords } from "./residue-words";

/** Asks once before copies are removed, with their number and place. */
export const PurgeDialog = ({
  line,
  users,
  storeName,
  isPending,
  onClose,
  onConfirm,
}: {
  line: ResidueLine;
  /** The users that the deletion names. */
  users: readonly string[];
  storeName: string;
  isPending: boolean;
  onClose: () => void;
  onConfirm: () => void;
}) => {
  if (line.place === "profile")
    return (
      <DeleteUserDialog
        count={line.count}
        names={users.length === line.count ? users : []}
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

const namesMax = 3;

/** The one way to a profile is to delete its user, which takes whatever has come by then. */
const DeleteUserDialog = ({
  count,
  names,
  storeName,
  ...dialog
}: {
  count: number;
  /** Empty where only some of the named users are deleted, or their names cannot be told. */
  names: readonly string[];
  storeName: string;
  isPending: boolean;
  onClose: () => void;
  onConfirm: () => void;
}) => {
  const users = count === 1 ? "the user" : `${count.toLocaleString("en")} users`;
  const noun = count === 1 ? "user" : "users";
  return (
    <AskDialog
      title={`Delete ${users} in Mem0`}
      backLabel="Go back"
      confirmLabel={dialog.isPending ? "Deleting…" : `Delete ${count === 1 ? "1 user" : users}`}
      isDangerous
      {...dialog}
    >
      <p>
        {names.length > 0 && names.length <= namesMax ? (
          <>
            Delete {noun}{" "}
            <bdi className="break-all">
              <VisibleText text={listed(names)} />
            </bdi>
          </>
        ) : (
          <>Delete {users} of this deletion</>
        )}{" "}
        in {storeName}, with their {count === 1 ? "profile" : "profiles"}. This cannot be undone.
      </p>
      <p>
        No memory of {count === 1 ? "this user" : "these users"} is stored now. Lethe counts again immediately
        before, and deletes nothing if there is one. Mem0 works in the background: memories that arrive before
        it has finished are deleted as well.
      </p>
      <p className="text-muted">
        {count === 1 ? "The profile is" : "The profiles are"} asked for again afterwards, and the deletion of{" "}
        {users} is recorded in the ledger.
      </p>
    </AskDialog>
  );
};
