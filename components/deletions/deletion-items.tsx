"use client";

import { LoadFailed, UnreadableAddress } from "@/components/layout/load-states";
import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { ChevronRight, ChevronsLeft } from "lucide-react";
import { useQueryStates } from "nuqs";
import { Button } from "@/components/ui/button";
import { NativeSelect } from "@/components/ui/field";
import { ViewState } from "@/components/ui/view-state";
import {
  deletionItemSearchFrom,
  deletionItemSearchParams,
  type DeletionItemSearch,
} from "@/lib/deletions/item-search";
import { deletionItemsQuery } from "@/lib/deletions/query-options";
import { isFinished } from "@/lib/deletions/status";
import { itemStates, type Deletion } from "@/lib/deletions/types";
import { itemStateWords } from "./deletion-words";
import { ItemTable } from "./item-table";

/** The memories of a deletion: each id, and what became of it. */
export const DeletionItems = ({ deletion }: { deletion: Deletion }) => {
  const [values, setValues] = useQueryStates(deletionItemSearchParams);
  const result = deletionItemSearchFrom(values);
  return (
    <section aria-labelledby="items" className="grid min-w-0 gap-2">
      <header className="flex flex-wrap items-end gap-3">
        <div className="min-w-0 flex-1 max-sm:basis-full">
          <h2 id="items" className="text-base font-medium">
            Memories in this deletion
          </h2>
          <p className="text-sm text-muted">
            Only IDs and outcomes: Lethe keeps no text of deleted memories.
          </p>
        </div>
        <NativeSelect
          aria-label="State"
          className="w-auto!"
          value={values.state ?? ""}
          onChange={(event) =>
            void setValues({ state: event.target.value === "" ? null : event.target.value, after: null })
          }
        >
          <option value="">Any state</option>
          {itemStates.map((state) => (
            <option key={state} value={state}>
              {itemStateWords[state]}
            </option>
          ))}
        </NativeSelect>
      </header>
      {result.ok ? (
        <ItemPage
          deletion={deletion}
          search={result.search}
          onPage={(seq) => void setValues({ after: seq === null ? null : String(seq) }, { history: "push" })}
          onClear={() => void setValues({ state: null, after: null })}
        />
      ) : (
        <UnreadableAddress
          problem={result.problem}
          onClear={() => void setValues({ state: null, after: null })}
        />
      )}
    </section>
  );
};

const ItemPage = ({
  deletion,
  search,
  onPage,
  onClear,
}: {
  deletion: Deletion;
  search: DeletionItemSearch;
  onPage: (afterSeq: number | null) => void;
  onClear: () => void;
}) => {
  const {
    data: page,
    error,
    refetch,
    isPlaceholderData,
  } = useQuery({
    ...deletionItemsQuery(deletion.id, search),
    // As in DeletionView.
    refetchOnMount: isFinished(deletion.status) ? true : "always",
  });
  if (page === undefined && error !== null)
    return <LoadFailed error={error} onRetry={() => void refetch()} />;
  const next = isPlaceholderData ? null : (page?.nextSeq ?? null);
  const isFirst = search.afterSeq === 0;
  return (
    <>
      <div
        role="region"
        aria-label="Memories, scrolls sideways"
        tabIndex={0}
        className={clsx(
          "relative min-w-0 overflow-x-auto rounded-md border bg-surface",
          isPlaceholderData && "opacity-60",
        )}
      >
        <ItemTable items={page?.items} isBusy={isPlaceholderData || page === undefined} />
        {page?.items.length === 0 && (
          <NoItems deletion={deletion} isFiltered={search.state !== null || !isFirst} onClear={onClear} />
        )}
      </div>
      {(!isFirst || next !== null) && (
        <nav aria-label="Pages of memories" className="flex justify-end gap-1">
          <Button size="small" disabled={isFirst} focusableWhenDisabled onClick={() => onPage(null)}>
            <ChevronsLeft size={14} aria-hidden />
            First
          </Button>
          <Button size="small" disabled={next === null} focusableWhenDisabled onClick={() => onPage(next)}>
            Next
            <ChevronRight size={14} aria-hidden />
          </Button>
        </nav>
      )}
    </>
  );
};

const NoItems = ({
  deletion,
  isFiltered,
  onClear,
}: {
  deletion: Deletion;
  isFiltered: boolean;
  onClear: () => void;
}) => {
  if (isFiltered) {
    return (
      <ViewState
        title="No memory of this deletion is in this state"
        action={<Button onClick={onClear}>Show all</Button>}
      />
    );
  }
  return deletion.finishedAt === null ? (
    <ViewState title="Not started yet">
      The IDs of the matching memories appear here when the deletion starts.
    </ViewState>
  ) : (
    <ViewState title="No memories">
      It ended before it had selected any memories, so nothing was deleted.
    </ViewState>
  );
};
