import type { Deletion, MemoryDeletion } from "@/lib/deletions/types";
import { verdictOf, type Verdict } from "@/lib/deletions/words/verdict";
import type { PageStore } from "@/lib/stores/page-store";

/** When a memory went, as near as it is known: a deletion notes when it began and ended, and not the instant of each memory. */
export const deletedAtOf = ({
  finishedAt,
  startedAt,
  createdAt,
}: Pick<Deletion, "createdAt" | "startedAt" | "finishedAt">): string => finishedAt ?? startedAt ?? createdAt;

/** The verdict of the deletion that took it; while it has not ended, that it is not verified yet. */
export const takenVerdict = (deletion: Deletion): Verdict =>
  verdictOf(deletion) ?? {
    look: "info",
    words:
      deletion.status === "verifying"
        ? "The deletion is being verified"
        : "The deletion has not ended yet, so it is not verified",
  };

/** `here`: the deletions in this store that name the memory, of which none took it. */
export const goneTitle = (here: readonly MemoryDeletion[], storeName: string): string =>
  here.length === 0 ? `Never seen in ${storeName}` : `This memory is not in ${storeName}`;

/** What is not known of a memory that no deletion in this store took. */
export const unknownWords = (
  store: Pick<PageStore, "kind" | "name">,
  isNamed: boolean,
  isComplete: boolean,
): string => {
  if (!isComplete)
    return "It is not in the store now. Searching the history took too long, so Lethe cannot say whether a deletion removed it.";
  const known = isNamed
    ? "It is not in the store now, and no deletion made with Lethe removed it."
    : "It is not in the store now, and no deletion made with Lethe lists it.";
  return store.kind === "builtin"
    ? `${known} Every deletion in this store is recorded, so it was probably never stored here, unless the database was restored from a backup.`
    : `${known} Deletions in ${store.name} that are made without Lethe are not recorded here.`;
};

/** What became of the memory in one deletion, beside others. */
export const itemWords = ({ deletion, state }: MemoryDeletion): string => {
  const where = ` in ${deletion.storeName}`;
  switch (state) {
    case "deleted":
      return `deleted${where}`;
    case "already_absent":
      return `already gone${where}`;
    case "failed":
      return `could not be deleted${where}`;
    case "pending":
      return `not reached yet${where}`;
    case "kept":
      return `not reached before the deletion ended${where}`;
  }
};
