import { isVerifiedById } from "@/lib/deletions/verification";
import { memoryCountWords } from "@/lib/memories/count-words";
import type { Deletion, MemoryDeletion } from "@/lib/deletions/types";
import type { PageStore } from "@/lib/stores/page-store";

type Ended = Pick<Deletion, "status" | "verification" | "createdAt" | "startedAt" | "finishedAt">;

/** When a memory went, as near as it is known: a deletion notes when it began and ended, and not the instant of each memory. */
export const deletedAtOf = ({ finishedAt, startedAt, createdAt }: Ended): string =>
  finishedAt ?? startedAt ?? createdAt;

/** What reading back after a deletion found; `at` is when that was. `isAbsent`: each of its memories was looked for by its id. */
export const verifiedWords = (deletion: Ended): { words: string; at: string | null; isAbsent: boolean } => {
  const { verification, status } = deletion;
  if (verification === null) {
    const words = { queued: still, running: still, paused: still, verifying: "Being verified" };
    return {
      words: status in words ? words[status as keyof typeof words] : "Not verified",
      at: null,
      isAbsent: false,
    };
  }
  const at = verification.verifiedAt;
  if (isVerifiedById(verification)) return { words: "Verified absent", at, isAbsent: true };
  const found = verification.checks.find(({ check }) => check === "ids")?.residualCount ?? 0;
  return found === 0
    ? { words: "Verification could not look for each memory", at, isAbsent: false }
    : {
        words: `Verification found ${memoryCountWords(found)} of this deletion still stored`,
        at,
        isAbsent: false,
      };
};

const still = "The deletion is still under way; it verifies at its end";

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
    return "It is not in the store now. Looking through the deletions took too long, so Lethe cannot say whether one of them took it.";
  const known = isNamed
    ? "It is not in the store now, and no deletion by Lethe took it."
    : "It is not in the store now, and no deletion made with Lethe names it.";
  return store.kind === "builtin"
    ? `${known} Every deletion in this store is recorded, so it was probably never stored here, unless the database was restored from a backup.`
    : `${known} What applications or others delete in ${store.name} without Lethe is not recorded here.`;
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
