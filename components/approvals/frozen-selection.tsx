"use client";

import { useQuery } from "@tanstack/react-query";
import { MemoryLine } from "@/components/delete-page/memory-line";
import { NearMemories } from "@/components/delete-page/near-memories";
import { PreviewBreakdowns } from "@/components/delete-page/preview-breakdowns";
import { HeldWords } from "@/components/holds/held-words";
import { Button } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { Skeleton } from "@/components/ui/skeleton";
import { frozenSelectionQuery } from "@/lib/approvals/query-options";
import type { ApprovalId } from "@/lib/approvals/types";
import type { FrozenSelection as Frozen } from "@/lib/deletions/frozen-selection";
import type { Deletion } from "@/lib/deletions/types";
import { shownError } from "@/lib/http/shown-error";
import { memoryCountWords } from "@/lib/memories/count-words";

/** What was frozen, as it is in its store now: what the one who decides has to see. */
export const FrozenSelection = ({ approvalId, deletion }: { approvalId: ApprovalId; deletion: Deletion }) => {
  const { data, error, refetch } = useQuery(frozenSelectionQuery(approvalId));
  if (data === undefined && error !== null)
    return (
      <Notice
        look="warning"
        role="alert"
        action={
          <Button size="small" onClick={() => void refetch()}>
            Try again
          </Button>
        }
      >
        The selected memories could not be read, so they cannot be shown. {shownError(error).message}
      </Notice>
    );
  if (data === undefined) return <Skeleton className="h-40 w-full" />;
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
      <Changes frozen={data} />
      {data.heldCount > 0 && (
        <Notice>
          <HeldWords count={data.heldCount} heldBy={data.heldBy} />
        </Notice>
      )}
      <NearMemories near={data.near} />
      <PreviewBreakdowns preview={{ ...data, count: countOf(data) }} />
      {data.sample.length > 0 && (
        <section aria-label="Newest memories">
          <h3 className="mb-1 text-sm font-semibold">
            The newest {data.sample.length === 1 ? "one" : data.sample.length}
            {data.examinedCount < data.frozenCount && " of those read"}
          </h3>
          <ul className="divide-y rounded-md border bg-surface">
            {data.sample.map((memory) => (
              <MemoryLine key={memory.id} memory={memory} />
            ))}
          </ul>
          <p className="mt-2 text-sm text-muted">
            Read from {deletion.storeName} now; Lethe keeps no copy of these texts.
          </p>
        </section>
      )}
    </div>
  );
};

/** Every memory is of some user or of none, and so of every other property but the category. */
const countOf = ({ examinedCount, goneCount, changedCount, takesChanged, heldCount }: Frozen): number =>
  examinedCount - goneCount - (takesChanged ? 0 : (changedCount ?? 0)) - heldCount;

/** What has become of the frozen memories since. */
const Changes = ({ frozen }: { frozen: Frozen }) => {
  const { frozenCount, examinedCount, goneCount, changedCount, takesChanged } = frozen;
  const isPart = examinedCount < frozenCount;
  return (
    <div className="grid gap-3">
      <h2 className="text-base font-semibold">What would be deleted</h2>
      <p className="max-w-[70ch] text-sm">
        {memoryCountWords(frozenCount)} {frozenCount === 1 ? "was" : "were"} selected when this was requested,
        and exactly {frozenCount === 1 ? "that one" : "those"} would be deleted; what is stored later, or held
        by then, stays.
        {isPart &&
          ` The first ${examinedCount.toLocaleString("en")} were read from the store for the numbers below.`}
      </p>
      {(goneCount > 0 || changedCount !== 0) && (
        <Notice>
          {goneCount > 0 && (
            <p>
              {memoryCountWords(goneCount)} {goneCount === 1 ? "is" : "are"} no longer in the store.
            </p>
          )}
          {changedCount === null && (
            <p>
              Whether any of them changed since they were selected was not checked. They would be deleted as
              they are.
            </p>
          )}
          {changedCount !== null && changedCount > 0 && (
            <p>
              {memoryCountWords(changedCount)} changed since, and would be{" "}
              {takesChanged ? "deleted all the same" : "left alone"}.
            </p>
          )}
        </Notice>
      )}
    </div>
  );
};
