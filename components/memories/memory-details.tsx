"use client";

import { useQuery } from "@tanstack/react-query";
import { useStore } from "@/components/stores/store-provider";
import { CopyButton } from "@/components/ui/copy-button";
import { Skeleton } from "@/components/ui/skeleton";
import { ErrorState } from "@/components/ui/view-state";
import { RequestError } from "@/lib/http/request-error";
import { shownError } from "@/lib/http/shown-error";
import { memoryDetailsQuery } from "@/lib/browse/memory-queries";
import { parseExact } from "@/lib/json/parse-exact";
import { writeExact } from "@/lib/json/write-exact";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { MemoryFields } from "./memory-fields";
import { MemoryGone } from "./memory-gone";
import { hasMarks, MemoryMarks } from "./memory-marks";
import { MemoryVersions } from "./memory-versions";
import { VisibleText } from "@/components/ui/visible-text";

/** A memory with every field, its metadata and its versions. `known` is what the table has of it already. */
export const MemoryDetails = ({
  id,
  known,
  onOpen,
}: {
  id: MemoryId;
  known: Memory | undefined;
  onOpen: (id: MemoryId) => void;
}) => {
  const details = useQuery(memoryDetailsQuery(useStore().id, id));
  const memory = details.data?.memory ?? known;
  // The table may still show a memory that is gone: the store has the last word.
  if (details.isError && isNotFound(details.error)) return <MemoryGone id={id} />;
  if (details.isError && memory === undefined) {
    const { message, requestId } = shownError(details.error);
    return (
      <ErrorState
        title="This memory cannot be shown"
        message={message}
        requestId={requestId}
        onRetry={() => void details.refetch()}
      />
    );
  }
  if (memory === undefined) return <DetailsSkeleton />;
  const metadata = writeExact(parseExact(memory.metadata), 2);
  return (
    <div className="grid gap-5 px-4 py-4">
      <section aria-label="Text" className="grid gap-2">
        <div className="flex items-start gap-2">
          <p
            dir="auto"
            // Scrolls when it is long, so that the fields stay near; by keyboard, too.
            tabIndex={0}
            className="max-h-80 min-w-0 flex-1 overflow-y-auto rounded text-base break-words whitespace-pre-wrap"
          >
            <VisibleText text={memory.memory} />
          </p>
          <CopyButton text={memory.memory} label="Copy text" />
        </div>
        {hasMarks(memory) && (
          <p className="flex flex-wrap gap-1">
            <MemoryMarks memory={memory} />
          </p>
        )}
      </section>
      <MemoryFields memory={memory} onOpen={onOpen} />
      <section aria-label="Metadata" className="grid gap-1">
        <div className="flex items-center justify-between">
          <h3 className="text-sm font-medium">Metadata</h3>
          <CopyButton text={metadata} label="Copy metadata as JSON" />
        </div>
        {metadata === "{}" ? (
          <p className="text-sm text-muted">None</p>
        ) : (
          <pre
            tabIndex={0}
            className="max-h-80 overflow-auto rounded-md border bg-canvas p-2 font-mono text-xs break-words whitespace-pre-wrap"
          >
            <VisibleText text={metadata} />
          </pre>
        )}
      </section>
      <section aria-label="Versions" className="grid gap-1">
        <h3 className="text-sm font-medium">Versions</h3>
        <MemoryVersions
          versions={details.data?.versions}
          problem={details.isError ? shownError(details.error).message : undefined}
        />
      </section>
    </div>
  );
};

export const isNotFound = (error: Error) => error instanceof RequestError && error.code === "not_found";

const DetailsSkeleton = () => (
  <div role="status" aria-label="Loading" className="grid gap-3 px-4 py-4">
    {["w-full", "w-4/5", "w-1/2", "w-2/3", "w-3/5", "w-2/3"].map((width, index) => (
      <Skeleton key={index} className={width} />
    ))}
  </div>
);
