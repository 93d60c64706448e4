import clsx from "clsx";
import { isFinished } from "@/lib/deletions/status";
import type { Deletion } from "@/lib/deletions/types";
import { keptOf } from "./kept-words";

/** Every number of a deletion, side by side: what was confirmed, what was frozen, and what became of it. */
export const DeletionCounts = ({ deletion }: { deletion: Deletion }) => {
  const { requestedCount, expectedCount, deletedCount, absentCount, failedCount, status } = deletion;
  const { changedCount, heldCount } = deletion;
  const restCount =
    requestedCount === null
      ? null
      : requestedCount - deletedCount - absentCount - failedCount - changedCount - heldCount;
  const kept = keptOf(deletion, restCount ?? 0);
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-md border bg-line sm:grid-cols-3 lg:grid-cols-6">
      <Count label="Confirmed" note="in the preview" value={expectedCount} whenUnknown="not counted" />
      <Count
        label="Selected"
        note="when it started"
        value={requestedCount}
        whenUnknown={isFinished(status) ? "none" : "not yet"}
      />
      <Count label="Deleted" note="by this deletion" value={deletedCount} />
      <Count label="Already absent" note="before it started" value={absentCount} />
      <Count label="Failed" note={failedNote(deletion)} value={failedCount} isProblem={failedCount > 0} />
      {isFinished(status) ? (
        <Count
          label="Kept"
          note={kept.note}
          value={restCount === null ? null : kept.count}
          whenUnknown="all"
          isProblem={kept.count > 0}
        />
      ) : (
        <Count label="Pending" note="not reached yet" value={restCount} />
      )}
    </dl>
  );
};

/** Of what was not read back nobody knows whether it could be deleted. */
const failedNote = ({ failedCount, unknownCount }: Deletion): string => {
  if (unknownCount === 0) return "could not be deleted";
  return unknownCount === failedCount
    ? "not read back"
    : `${unknownCount.toLocaleString("en")} not read back`;
};

const Count = ({
  label,
  note,
  value,
  isProblem = false,
  whenUnknown = "not yet",
}: {
  label: string;
  note: string;
  value: number | null;
  isProblem?: boolean;
  whenUnknown?: string;
}) => (
  <div className="bg-surface px-4 py-3">
    <dt className="text-sm">
      {label}
      <span className="block text-xs text-muted">{note}</span>
    </dt>
    <dd
      className={clsx("mt-1 text-xl font-semibold", isProblem ? "text-warning" : value === 0 && "text-muted")}
    >
      {value === null ? (
        <span className="text-base font-normal text-muted">{whenUnknown}</span>
      ) : (
        value.toLocaleString("en")
      )}
    </dd>
  </div>
);
