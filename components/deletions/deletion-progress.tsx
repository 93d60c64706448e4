import { ProgressBar } from "@/components/ui/progress-bar";
import { isFinished } from "@/lib/deletions/status";
import type { Deletion } from "@/lib/deletions/types";
import { useProgressPace } from "./use-progress-pace";

/** Memories a deletion has dealt with, in whatever way, and how many it has to deal with. */
const progressOf = (deletion: Deletion): { doneCount: number; totalCount: number } => ({
  doneCount: deletion.deletedCount + deletion.absentCount + deletion.failedCount + deletion.changedCount,
  totalCount: deletion.requestedCount ?? deletion.expectedCount,
});

/** "1,200 of 5,000" while a deletion is under way; nothing once it has ended. */
export const ProgressWords = ({ deletion }: { deletion: Deletion }) => {
  if (isFinished(deletion.status) || deletion.status === "queued") return null;
  const { doneCount, totalCount } = progressOf(deletion);
  return (
    <span className="text-xs text-muted">
      {deletion.requestedCount === null
        ? "finding them"
        : `${doneCount.toLocaleString("en")} of ${totalCount.toLocaleString("en")}`}
    </span>
  );
};

/** The bar of a deletion that is under way. */
export const DeletionProgressBar = ({ deletion }: { deletion: Deletion }) => {
  const pace = useProgressPace(deletion);
  const { doneCount, totalCount } = progressOf(deletion);
  const share = totalCount === 0 ? 0 : doneCount / totalCount;
  const isFinding = deletion.requestedCount === null;
  const done = `${doneCount.toLocaleString("en")} of ${totalCount.toLocaleString("en")} memories`;
  const words =
    deletion.status === "verifying"
      ? "All batches are done; verifying that the memories are gone"
      : isFinding
        ? "Finding the memories"
        : done;
  return (
    <div className="grid gap-1.5">
      <ProgressBar label="Progress of the deletion" value={doneCount} max={totalCount} words={words} />
      <p className="text-sm text-muted">
        {words}
        {!isFinding && deletion.status !== "verifying" && `, ${Math.floor(share * 100)}%`}
        {pace !== null && `, ${pace}`}
      </p>
    </div>
  );
};
