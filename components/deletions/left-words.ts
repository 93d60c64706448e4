import { copiesStateOf } from "@/lib/deletions/copies";
import type { Deletion } from "@/lib/deletions/types";
import { isVerifiedById } from "@/lib/deletions/verification";
import { changedSincePreview } from "@/lib/deletions/words/changed-since-preview";
import { heldIn } from "@/lib/deletions/words/held-words";

type Ended = Pick<
  Deletion,
  | "storeId"
  | "deletedCount"
  | "absentCount"
  | "verification"
  | "copies"
  | "keptImmutableCount"
  | "heldCount"
  | "heldBesideCount"
  | "changedCount"
  | "joinedCount"
>;

/** What remains of a completed deletion, each in a word or two, for beside its status. */
export const leftWords = (deletion: Ended): string[] => {
  const { deletedCount, absentCount, keptImmutableCount, verification } = deletion;
  const changedCount = changedSincePreview(deletion);
  return [
    keptImmutableCount > 0 ? `${keptImmutableCount.toLocaleString("en")} kept` : null,
    heldIn(deletion) > 0 ? `${heldIn(deletion).toLocaleString("en")} held` : null,
    changedCount > 0 ? `${changedCount.toLocaleString("en")} changed` : null,
    copiesStateOf(deletion) === "residual" ? "copies remain" : null,
    deletedCount + absentCount > 0 && !isVerifiedById(verification) ? "not verified" : null,
  ].filter((part) => part !== null);
};
