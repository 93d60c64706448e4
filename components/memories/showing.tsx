import type { UseQueryResult } from "@tanstack/react-query";
import { Button } from "@/components/ui/button";
import { shownError } from "@/lib/http/shown-error";
import { countWords, memoryCountWords } from "@/lib/memories/count-words";
import type { Count } from "@/lib/stores/types";

/** "Showing 50 of 12,345 memories". The number comes by itself, later than the rows. */
export const Showing = ({ shown, count }: { shown: number; count: UseQueryResult<Count> }) => {
  const rows = shown.toLocaleString("en");
  if (count.data !== undefined) {
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
