/** Where a deletion stands. The order is the usual course of one. */
export const deletionStatuses = [
  "queued",
  "running",
  /** Frozen, for a second person to approve it. */
  "waiting",
  "paused",
  "verifying",
  "completed",
  "partial",
  "failed",
  "cancelled",
] as const;
export type DeletionStatus = (typeof deletionStatuses)[number];

const transitions: Record<DeletionStatus, readonly DeletionStatus[]> = {
  queued: ["running", "paused", "cancelled", "failed"],
  running: ["waiting", "paused", "verifying", "completed", "partial", "failed", "cancelled"],
  // Approved, it waits for a runner like any other; declined, expired or withdrawn, it is cancelled.
  waiting: ["queued", "cancelled"],
  // Resumed, it waits for a runner like any other.
  paused: ["queued", "cancelled"],
  verifying: ["completed", "partial", "failed"],
  // What was written down at the end is put right when the store can be read again, and only towards what was asked.
  partial: ["completed"],
  failed: ["partial", "completed"],
  completed: [],
  cancelled: [],
};

/** Whether a deletion may go from one status to another. */
export const canBecome = (from: DeletionStatus, to: DeletionStatus): boolean =>
  transitions[from].includes(to);

const finished: readonly DeletionStatus[] = ["completed", "partial", "failed", "cancelled"];

/** Whether nothing more will be deleted by a deletion in this status. */
export const isFinished = (status: DeletionStatus): boolean => finished.includes(status);
