"use client";

import { KeysetPaging } from "@/components/data-table/keyset-paging";
import { LoadFailed, RefreshFailed, UnreadableAddress } from "@/components/layout/load-states";
import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useRef } from "react";
import { ColumnsMenu } from "@/components/data-table/columns-menu";
import { DataTable } from "@/components/data-table/data-table";
import { DensityToggle } from "@/components/data-table/density-toggle";
import type { TablePreferences } from "@/components/data-table/table-preferences";
import { useTablePreferences } from "@/components/data-table/use-table-preferences";
import { PageHeader } from "@/components/layout/page-header";
import { deletionCountQuery, deletionPageQuery } from "@/lib/deletions/query-options";
import {
  deletionSearchFrom,
  deletionSearchParams,
  encodeDeletionPosition,
  noConditions,
  type DeletionSearch,
} from "@/lib/deletions/search";
import { deletionColumns, deletionHref } from "./deletion-columns";
import { ExportMenu } from "./export-menu";
import { HistoryFilters, type HistoryConditions, type Option } from "./history-filters";
import { historyTableName } from "./history-frame";
import { EmptyHistory } from "./history-states";
import { LiveIndicator } from "@/components/live/live-indicator";
import { UntoldNotice } from "./untold-notice";

/** The list of deletions, newest first, narrowed by what the address says. New ones appear by themselves. */
export const HistoryView = ({
  actors,
  stores,
  preferences: initialPreferences,
}: {
  actors: readonly Option[];
  stores: readonly Option[];
  preferences: TablePreferences;
}) => {
  const [{ after, ...conditions }, setValues] = useQueryStates(deletionSearchParams, { history: "push" });
  const preferences = useTablePreferences(historyTableName, initialPreferences);
  const result = deletionSearchFrom({ after, ...conditions });
  const change = (part: Partial<HistoryConditions>) => void setValues({ ...part, after: null });
  const clear = () => void setValues({ ...noConditions, after: null });
  return (
    <>
      <PageHeader title="History" note={<LiveIndicator />}>
        <DensityToggle preferences={preferences} />
        <ColumnsMenu columns={deletionColumns} preferences={preferences} />
        <ExportMenu search={result.ok ? result.search : null} />
      </PageHeader>
      <HistoryFilters values={conditions} actors={actors} stores={stores} onChange={change} onClear={clear} />
      {result.ok ? (
        <HistoryPage
          search={result.search}
          preferences={preferences}
          isFiltered={Object.values(conditions).some((value) => value !== null)}
          onClear={clear}
          onPage={(position) => void setValues({ after: position })}
        />
      ) : (
        <UnreadableAddress problem={result.problem} onClear={clear} />
      )}
    </>
  );
};

const HistoryPage = ({
  search,
  preferences,
  isFiltered,
  onClear,
  onPage,
}: {
  search: DeletionSearch;
  preferences: ReturnType<typeof useTablePreferences>;
  isFiltered: boolean;
  onClear: () => void;
  onPage: (after: string | null) => void;
}) => {
  const router = useRouter();
  const container = useRef<HTMLDivElement>(null);
  const query = useQuery(deletionPageQuery(search));
  const total = useQuery(deletionCountQuery(search));
  const page = query.data;
  if (page === undefined && query.error !== null) {
    return <LoadFailed error={query.error} onRetry={() => void query.refetch()} />;
  }
  return (
    <>
      {query.error !== null && <RefreshFailed error={query.error} onRetry={() => void query.refetch()} />}
      <UntoldNotice search={search} />
      {/* Rows that were not in the server's first answer fade in where they belong. */}
      <div
        className={clsx(
          "flex min-h-0 flex-1 [&_td:first-child]:pl-4 [&_th:first-child]:pl-2",
          query.isFetchedAfterMount && "[&_tbody_tr]:starting:opacity-0",
        )}
      >
        <DataTable
          label="Deletion history"
          columns={deletionColumns}
          rows={page?.deletions}
          idOf={({ id }) => id}
          preferences={preferences}
          container={container}
          onOpen={(deletion) => router.push(deletionHref(deletion))}
          isBusy={query.isPlaceholderData}
        >
          <EmptyHistory
            isFiltered={isFiltered}
            isLaterPage={search.after !== null}
            onClear={onClear}
            onFirstPage={() => onPage(null)}
          />
        </DataTable>
      </div>
      <KeysetPaging
        label="Pages of the history"
        noun="deletion"
        firstLabel="Newest"
        nextLabel="Older"
        count={query.isPlaceholderData ? undefined : page?.deletions.length}
        total={total.data ?? null}
        isFirst={search.after === null}
        onFirst={() => onPage(null)}
        onNext={
          page?.nextPosition == null || query.isPlaceholderData
            ? null
            : () => page.nextPosition !== null && onPage(encodeDeletionPosition(page.nextPosition))
        }
      />
    </>
  );
};
