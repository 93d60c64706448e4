import { AskDialog } from "@/components/ui/ask-dialog";
import type { Deletion } from "@/lib/deletions/types";
import { memoryCountWords } from "@/lib/memories/count-words";

/** Asks once before a deletion is ended early, with the numbers as they stand; they go on changing while it is open. */
export const CancelDialog = ({
  deletion,
  isPending,
  onClose,
  onConfirm,
}: {
  deletion: Deletion;
  isPending: boolean;
  onClose: () => void;
  onConfirm: () => void;
}) => {
  const { deletedCount, absentCount, failedCount, changedCount } = deletion;
  const total = deletion.requestedCount ?? deletion.expectedCount;
  const restCount = total === null ? null : total - deletedCount - absentCount - failedCount - changedCount;
  return (
    <AskDialog
      title="Cancel deletion"
      backLabel="Go back"
      confirmLabel="Cancel deletion"
      isPending={isPending}
      onClose={onClose}
      onConfirm={onConfirm}
    >
      <p>
        {deletedCount === 0
          ? "Nothing has been deleted yet."
          : `${memoryCountWords(deletedCount)} ${deletedCount === 1 ? "is" : "are"} already deleted, and ${deletedCount === 1 ? "stays" : "stay"} deleted.`}{" "}
        {restCount === null
          ? "All memories will be kept."
          : `${memoryCountWords(restCount)} ${restCount === 1 ? "has" : "have"} not been reached, and will be kept.`}
      </p>
      {deletion.status !== "paused" && deletion.status !== "waiting" && (
        <p className="text-muted">
          The deletion continues until you confirm, and the current batch is finished. A cancelled deletion
          cannot be resumed.
        </p>
      )}
    </AskDialog>
  );
};
