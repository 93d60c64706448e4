import Link from "next/link";
import { toast } from "sonner";
import { deletionErrorWords } from "@/lib/deletions/error-words";
import type { Deletion, DeletionId } from "@/lib/deletions/types";
import { memoryCountWords } from "@/lib/memories/count-words";

/** Says what became of a deletion. What needs attention stays until it is closed. */
export const tellOutcome = (deletion: Deletion): void => {
  const message = <Outcome words={outcomeWords(deletion)} id={deletion.id} />;
  if (deletion.status === "completed") toast.success(message, { duration: 10_000, closeButton: true });
  else toast.warning(message, { duration: Infinity, closeButton: true });
};

/** For when the deletion was accepted, and its end could not be seen. */
export const tellOutcomeUnknown = (id: DeletionId, why: string): void => {
  toast.warning(
    <Outcome words={`The deletion was accepted, but its progress cannot be read. ${why}`} id={id} />,
    {
      duration: Infinity,
      closeButton: true,
    },
  );
};

/** One or two sentences with numbers: what is gone, what is not, and why. */
export const outcomeWords = (deletion: Deletion): string => {
  const { status, deletedCount, absentCount, failedCount, requestedCount, expectedCount, errorCode } =
    deletion;
  const total = memoryCountWords(requestedCount ?? expectedCount);
  const absent =
    absentCount === 0
      ? ""
      : ` ${absentCount.toLocaleString("en")} ${absentCount === 1 ? "was" : "were"} already absent.`;
  const deleted = deletedCount.toLocaleString("en");
  const why = errorCode === null ? "" : ` ${deletionErrorWords(errorCode)}`;
  switch (status) {
    case "completed":
      return `Deleted ${memoryCountWords(deletedCount)}.${absent}`;
    case "partial":
      return `Deleted ${deleted} of ${total}. ${failedCount.toLocaleString("en")} could not be deleted and ${failedCount === 1 ? "is" : "are"} still stored.${absent}${why}`;
    case "failed":
      return `The deletion failed: ${deleted} of ${total} deleted.${why}`;
    case "cancelled":
      return `The deletion was cancelled: ${deleted} of ${total} deleted.`;
    case "queued":
    case "running":
    case "paused":
    case "verifying":
      return `Deleted ${deleted} of ${total} so far.`;
  }
};

const Outcome = ({ words, id }: { words: string; id: DeletionId }) => (
  <span>
    {words}{" "}
    <Link href={`/history/${id}`} className="font-medium underline underline-offset-2">
      Show in history
    </Link>
  </span>
);
