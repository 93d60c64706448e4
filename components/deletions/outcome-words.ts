import { copiesStateOf } from "@/lib/deletions/copies";
import { changedSincePreview } from "@/lib/deletions/words/changed-since-preview";
import { deletionErrorWords } from "@/lib/deletions/words/error-words";
import { heldIn, heldWords } from "@/lib/deletions/words/held-words";
import { keptImmutableWords } from "@/lib/deletions/words/kept-immutable-words";
import type { Deletion } from "@/lib/deletions/types";
import { residualWords } from "@/lib/deletions/words/verification-words";
import { memoryCountWords } from "@/lib/memories/count-words";

type Outcome = Pick<
  Deletion,
  | "storeId"
  | "status"
  | "deletedCount"
  | "absentCount"
  | "failedCount"
  | "changedCount"
  | "joinedCount"
  | "keptImmutableCount"
  | "heldCount"
  | "heldBesideCount"
  | "heldBy"
  | "selection"
  | "requestedCount"
  | "expectedCount"
  | "errorCode"
  | "verification"
  | "copies"
>;

/** One or two sentences with numbers: what is gone, what is not, and why. */
export const outcomeWords = (deletion: Outcome): string => {
  const { status, deletedCount, absentCount, failedCount, requestedCount, expectedCount, errorCode } =
    deletion;
  const aim = requestedCount ?? expectedCount;
  const absent =
    absentCount === 0
      ? ""
      : ` ${absentCount.toLocaleString("en")} ${absentCount === 1 ? "was" : "were"} already absent.`;
  const deleted =
    aim === null ? "nothing" : `${deletedCount.toLocaleString("en")} of ${memoryCountWords(aim)}`;
  const why = errorCode === null ? "" : ` ${deletionErrorWords(errorCode)}`;
  const failed = failedCount === 0 ? "" : ` ${failedCount.toLocaleString("en")} could not be deleted.`;
  const changedCount = changedSincePreview(deletion);
  const changed =
    changedCount === 0
      ? ""
      : ` ${changedCount.toLocaleString("en")} changed since the preview and ${changedCount === 1 ? "was" : "were"} left alone.`;
  const keptImmutable = keptImmutableWords(deletion);
  const held = heldIn(deletion);
  const kept = [
    keptImmutable === null ? "" : ` ${keptImmutable}.`,
    held === 0 ? "" : ` ${heldWords(held, deletion.heldBy)}.`,
  ].join("");
  const found = residualWords(deletion);
  const residual = found === null ? "" : ` Verification found ${found}.`;
  const copies = copiesStateOf(deletion) === "residual" ? " The store keeps copies of them elsewhere." : "";
  switch (status) {
    case "completed":
      return `Deleted ${memoryCountWords(deletedCount)}.${absent}${changed}${kept}${copies}`;
    case "partial":
      return `Deleted ${deleted}.${failed}${residual}${absent}${changed}${kept}${why}`;
    case "failed":
      return `The deletion failed: ${deleted} deleted.${why}`;
    case "cancelled":
      return `The deletion was cancelled: ${deleted} deleted.${why}`;
    case "waiting":
      return `Waiting for approval to delete ${aim === null ? "the memories" : memoryCountWords(aim)}. Nothing has been deleted yet.`;
    case "queued":
    case "running":
    case "paused":
    case "verifying":
      return `Deleted ${deleted} so far.`;
  }
};
