import type { UseQueryResult } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { shownError } from "@/lib/http/shown-error";
import { countWords, memoryCountWords } from "@/lib/memories/count-words";
import type { Count } from "@/lib/memories/types";

/**
 * "Showing 50 of 12,345 memories". The total is loaded separately, usually after the rows. After a change it may arrive
 * before them; then neither is shown until both are known.
 */
export const Showing = ({
  shown,
  isOutdated,
  count,
}: {
  shown: number;
  /** The rows are still those of what was looked for before. */
  isOutdated: boolean;
  count: UseQueryResult<Count>;
}) => {
  if (isOutdated) return <p className="truncate">Looking…</p>;
  const rows = shown.toLocaleString("en");
  if (count.data !== undefined && count.data.value >= shown) {
    return <p className="truncate">{`Showing ${rows} of ${countWords(count.data)}`}</p>;
  }
  if (count.isError) {
    return (
      <p className="flex items-center gap-2" title={shownError(count.error).message}>
        <span className="truncate">
          Showing {memoryCountWords(shown)}; the total could not be counted. {shownError(count.error).message}
        </span>
        <Button look="quiet" size="small" onClick={() => void count.refetch()}>
          Try again
        </Button>
      </p>
    );
  }
  return <p className="truncate">Showing {rows}, counting…</p>;
};
