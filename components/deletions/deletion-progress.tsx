import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { ProgressBar } from "@/components/ui/progress-bar";
import { isFinished } from "@/lib/deletions/status";
import type { Deletion } from "@/lib/deletions/types";
import { deletionQuery } from "@/lib/deletions/query-options";
import { paceWords, withSample, type ProgressSample } from "./progress-pace";

/** Memories a deletion has dealt with in any way, and how many it has to deal with. */
export const progressOf = (deletion: Deletion): { doneCount: number; totalCount: number } => ({
  doneCount:
    deletion.deletedCount +
    deletion.absentCount +
    deletion.failedCount +
    deletion.changedCount +
    deletion.heldCount,
  totalCount: deletion.requestedCount ?? deletion.expectedCount ?? 0,
});

/** "1,200 of 5,000" while a deletion is under way, or that it waits; nothing once it has ended. */
export const ProgressWords = ({ deletion }: { deletion: Deletion }) => {
  if (isFinished(deletion.status) || deletion.status === "queued" || deletion.status === "waiting")
    return null;
  const { doneCount, totalCount } = progressOf(deletion);
  // For its store, for space or for a writer: its page says which.
  const isWaiting = deletion.status === "running" && deletion.errorCode !== null;
  return (
    <span className={isWaiting ? "text-xs text-warning" : "text-xs text-muted"}>
      {isWaiting
        ? "waiting"
        : deletion.requestedCount === null
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
        ? deletion.status === "running"
          ? "Finding the memories"
          : "Not started yet"
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

/** Rate and time left of a running deletion in words, from what this page has seen of it; null when it cannot tell. */
const useProgressPace = (deletion: Deletion): string | null => {
  // When this state of the deletion was read; the rows themselves do not say.
  const { dataUpdatedAt: at } = useQuery({ ...deletionQuery(deletion.id), enabled: false });
  const [samples, setSamples] = useState<readonly ProgressSample[]>([]);
  const isRunning = deletion.status === "running" && deletion.requestedCount !== null;
  const doneCount = deletion.deletedCount + deletion.absentCount + deletion.failedCount;
  if (!isRunning && samples.length > 0) setSamples([]);
  if (isRunning && (samples.at(-1)?.at ?? 0) < at) setSamples(withSample(samples, { at, doneCount }));
  return isRunning ? paceWords(samples, progressOf(deletion).totalCount) : null;
};
