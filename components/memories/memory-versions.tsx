import { Instant } from "@/components/ui/instant";
import { Skeleton } from "@/components/ui/skeleton";
import type { MemoryVersion } from "@/lib/memories/types";
import { VisibleText } from "@/components/ui/visible-text";

const eventWords: Record<MemoryVersion["event"], string> = { ADD: "Added", UPDATE: "Updated" };

/** What a memory said before, oldest first. Undefined while it is being read. */
export const MemoryVersions = ({
  versions,
  problem,
}: {
  versions: MemoryVersion[] | undefined;
  problem: string | undefined;
}) => {
  if (problem !== undefined)
    return <p className="text-sm text-warning">Versions could not be loaded. {problem}</p>;
  if (versions === undefined) return <Skeleton className="w-2/3" />;
  if (versions.length === 0) return <p className="text-sm text-muted">None. It was never changed.</p>;
  return (
    <ol className="grid gap-3 border-l pl-3">
      {versions.map((version, index) => (
        // Versions have no identity but their place.
        <li key={index} className="grid gap-0.5 text-sm">
          <p className="text-xs text-muted">
            {eventWords[version.event]} <Instant at={version.changedAt} isExact />
          </p>
          {version.oldMemory !== null && (
            <p
              dir="auto"
              tabIndex={0}
              className="max-h-40 overflow-y-auto break-words whitespace-pre-wrap text-muted"
            >
              <span className="sr-only">Before: </span>
              <del>
                <VisibleText text={version.oldMemory} />
              </del>
            </p>
          )}
          <p dir="auto" tabIndex={0} className="max-h-40 overflow-y-auto break-words whitespace-pre-wrap">
            <span className="sr-only">After: </span>
            <VisibleText text={version.newMemory} />
          </p>
        </li>
      ))}
    </ol>
  );
};
