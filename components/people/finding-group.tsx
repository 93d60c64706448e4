import { useId, type ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { Skeleton } from "@/components/ui/skeleton";

/** How many of a group's lines are ticked; null where there is nothing to tick. */
export type GroupTicks = { tickedCount: number; onTickAll: (isTicked: boolean) => void } | null;

const skeletonLines = 2;

/** One group of what was found: its name, its number as far as it is known, and its lines. */
export const FindingGroup = ({
  title,
  note,
  number,
  lineCount,
  ticks,
  action,
  isSearching,
  empty,
  children,
}: {
  title: string;
  /** What the group is, in a few words. */
  note: string;
  /** "104 memories", or how far the counting is. */
  number: string;
  lineCount: number;
  ticks: GroupTicks;
  action?: ReactNode;
  isSearching: boolean;
  /** In place of lines, when there are none and none will come. */
  empty: string;
  children: ReactNode;
}) => {
  const headingId = useId();
  const allLabelId = useId();
  return (
    <section
      aria-labelledby={headingId}
      aria-busy={isSearching}
      className="overflow-hidden rounded-md border bg-surface"
    >
      <header className="flex min-h-11 flex-wrap items-center gap-x-3 gap-y-1 border-b bg-canvas px-3 py-2">
        <h2 id={headingId} tabIndex={-1} className="font-semibold">
          {title}
        </h2>
        <p className="text-sm text-muted">{note}</p>
        <div className="ml-auto flex items-center gap-3">
          <p className="text-sm font-medium">{number}</p>
          {action}
          {ticks !== null && lineCount > 0 && (
            <label className="flex items-center gap-2 text-sm">
              <span id={allLabelId}>
                Select all<span className="sr-only"> of “{title}”</span>
              </span>
              <Checkbox
                aria-labelledby={allLabelId}
                isChecked={ticks.tickedCount === lineCount}
                isIndeterminate={ticks.tickedCount > 0 && ticks.tickedCount < lineCount}
                onCheckedChange={() => ticks.onTickAll(ticks.tickedCount < lineCount)}
              />
            </label>
          )}
        </div>
      </header>
      {lineCount > 0 ? (
        children
      ) : isSearching ? (
        <div className="divide-y">
          {Array.from({ length: skeletonLines }, (_, index) => (
            <div key={index} className="grid h-[68px] content-center gap-2 px-3">
              <Skeleton className="w-40" />
              <Skeleton className="w-3/4" />
            </div>
          ))}
        </div>
      ) : (
        <p className="px-3 py-3 text-sm text-muted">{empty}</p>
      )}
    </section>
  );
};
