import Link from "next/link";
import { toast } from "@/components/ui/toasts";
import type { Deletion } from "@/lib/deletions/types";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { verdictOf } from "@/lib/deletions/words/verdict";
import { outcomeWords } from "./outcome-words";

/** Says what became of a deletion. What needs attention stays until it is closed. */
export const tellOutcome = (deletion: Deletion): void => {
  const message = <Outcome words={outcomeWords(deletion)} id={deletion.id} />;
  if (verdictOf(deletion)?.look === "success")
    toast.success(message, { duration: 10_000, closeButton: true });
  else toast.warning(message, { duration: Infinity, closeButton: true });
};

/** For when the deletion was accepted, and its end could not be seen. */
export const tellOutcomeUnknown = (id: DeletionId, why: string): void => {
  toast.warning(
    <Outcome words={`The deletion was accepted, but its progress could not be loaded. ${why}`} id={id} />,
    {
      duration: Infinity,
      closeButton: true,
    },
  );
};

const Outcome = ({ words, id }: { words: string; id: DeletionId }) => (
  <span>
    {words}{" "}
    <Link href={`/history/${id}`} className="font-medium underline underline-offset-2">
      Show in history
    </Link>
  </span>
);
