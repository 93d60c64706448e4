"use client";

import { RefreshFailed } from "@/components/layout/load-states";
import { isLeaving } from "@/components/layout/leaving";
import clsx from "clsx";
import dynamic from "next/dynamic";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useRef, useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { TableFooter } from "@/components/data-table/table-footer";
import type { TableActions } from "@/components/data-table/types";
import type { PreferencesControl } from "@/components/data-table/use-table-preferences";
import { usePendingDeletions, type Covers } from "@/components/deletions/use-pending-deletions";
import { BehindNotice } from "@/components/stores/behind-notice";
import { useStore } from "@/components/stores/store-provider";
import { Button } from "@/components/ui/button";
import { onDemand } from "@/components/ui/on-demand";
import { ErrorState } from "@/components/ui/view-state";
import type { Selection } from "@/lib/deletions/types";
import { shownError } from "@/lib/http/shown-error";
import { can, type Role } from "@/lib/access/types";
import { clipText } from "@/lib/text/clip-text";
import { memoryCountQuery, memoryPageQuery } from "@/lib/browse/memory-queries";
import { pageSizes, type MemorySearch } from "@/lib/browse/memory-search";
import { deletionSelectionOf } from "@/lib/deletions/request/view-selection";
import type { Memory, MemoryId } from "@/lib/memories/types";
import { cellValues } from "./cell-values";
import { MemoriesToolbar } from "./memories-toolbar";
import { memoryColumnsOf } from "./memory-columns";
import type { MemoryMenuOf } from "./memory-panel";
import { CappedNotice, NoMemories } from "./memory-states";
import { sampleFilter } from "./sample-filter";
import { SampleNotice } from "./sample-notice";
import { UnreadableNotice } from "./unreadable-notice";
import { SelectionAnnouncer, SelectionBar } from "./selection-bar";
import { Showing } from "./showing";
import { useMemorySelection } from "./use-memory-selection";
import { edgesOf, type MemoryView } from "./use-memory-view";

const MemoriesChart = dynamic(() => import("./memories-chart").then((file) => file.MemoriesChart));
const MemoryMenu = dynamic(() => import("./memory-menu").then((file) => file.MemoryMenu));
const memoryPanel = onDemand(() => import("./memory-panel"));
const deleteDialog = onDemand(() => import("@/components/deletions/delete-dialog"));

/** What is about to be deleted, and which rows that are, as far as the page can know. */
type RequestedDeletion = { selection: Selection; covers: Covers<Memory>; endsSelection: boolean };

/** The memories of one store that a search finds: the table, the details beside it, and the way to delete. */
export const MemoriesBrowser = ({
  search,
  view,
  role,
  preferences,
}: {
  search: MemorySearch;
  view: MemoryView;
  role: Role;
  preferences: PreferencesControl;
}) => {
  const store = useStore();
  const columns = useMemo(() => memoryColumnsOf(store), [store]);
  const container = useRef<HTMLDivElement>(null);
  const [requested, setRequested] = useState<RequestedDeletion | null>(null);
  const [isChartShown, setIsChartShown] = useState(false);
  const page = useQuery(memoryPageQuery(store.id, search));
  const count = useQuery(memoryCountQuery(store.id, search));
  const panel = memoryPanel.use(view.openId !== null);
  const dialog = deleteDialog.use(requested !== null);
  const pending = usePendingDeletions<Memory>();
  const viewKey = JSON.stringify([search.filter, search.text]);
  const selection = useMemorySelection(viewKey, count.data?.value ?? null);
  const canDelete = can(role, "memories:delete");
  const rows = page.data?.memories;
  const isDimmed = (memory: Memory) => pending.isBeingDeleted(memory, viewKey);
  const openMemory = rows?.find(({ id }) => id === view.openId);
  const edges = edgesOf(page.isPlaceholderData ? undefined : page.data);

  /** Of the # key: without a selection it means the row in hand, or the open memory that is in none of these rows. */
  const askForSelectionOr = (row: Memory | null) => {
    if (!selection.isEmpty) askForSelection();
    else if (row !== null) {
      if (!isDimmed(row)) askForOne(row.id);
    } else if (view.openId !== null && view.openId !== "unreadable") askForOne(view.openId);
  };
  const askForSelection = () => {
    if (selection.isEmpty || selection.count === 0) return;
    const { isSelected } = selection;
    const isListed = selection.selection.kind === "listed";
    setRequested({
      selection: deletionSelectionOf(selection.selection, search),
      // Which memories match a filter can only be told where that filter is shown.
      covers: (memory, shownKey) => (isListed || shownKey === viewKey) && isSelected(memory),
      endsSelection: true,
    });
  };
  const askForOne = (id: MemoryId) =>
    setRequested({
      selection: { kind: "listed", ids: [id] },
      covers: (memory) => memory.id === id,
      endsSelection: false,
    });
  /** Those that cannot be read are deleted by their ids, where these can. */
  const unreadableIds = page.data?.unreadable?.first.flatMap(({ id }) => id ?? []) ?? [];
  const askForUnreadable = () =>
    setRequested({
      selection: { kind: "listed", ids: unreadableIds },
      covers: ({ id }) => unreadableIds.includes(id),
      endsSelection: false,
    });
  const askForSample = () =>
    setRequested({
      selection: { kind: "matching", filter: sampleFilter, excludedIds: [], keepsImmutable: false },
      covers: (memory) => memory.isSample,
      endsSelection: false,
    });

  const actions: TableActions<Memory> = {
    labelOf: (memory, columnId) =>
      cellValues(memory, columnId).length === 0
        ? null
        : `Actions for ${columns.find(({ id }) => id === columnId)?.label.toLowerCase() ?? "cell"}`,
    menu: (opened) => menuOf(opened),
  };
  const menuOf: MemoryMenuOf = ({ row, onFiltered, ...opened }) => (
    <MemoryMenu
      {...opened}
      memory={row}
      columns={columns}
      filter={search.filter}
      onFilterChange={(filter) => {
        view.setFilter(filter);
        onFiltered?.();
      }}
    />
  );

  return (
    <>
      {store.kind === "builtin" && <SampleNotice onRemove={canDelete ? askForSample : undefined} />}
      <MemoriesToolbar
        search={search}
        columns={columns}
        preferences={preferences}
        canDelete={canDelete}
        isChartShown={isChartShown}
        onChartToggle={() => setIsChartShown(!isChartShown)}
        onTextChange={view.setText}
        onFilterChange={view.setFilter}
      />
      {isChartShown && <MemoriesChart search={search} onFilterChange={view.setFilter} />}
      <SelectionAnnouncer selection={selection} />
      {page.isError && rows !== undefined && (
        <RefreshFailed error={page.error} onRetry={() => void page.refetch()} />
      )}
      {page.data?.unreadable !== undefined && (
        <div className="shrink-0 border-b px-4 py-2">
          <UnreadableNotice
            unreadable={page.data.unreadable}
            action={
              canDelete &&
              unreadableIds.length > 0 && (
                <Button size="small" look="danger-plain" onClick={askForUnreadable}>
                  Delete {unreadableIds.length.toLocaleString("en")} by{" "}
                  {unreadableIds.length === 1 ? "its ID" : "their IDs"}…
                </Button>
              )
            }
          >
            {store.name} returned them in an undocumented form. They are stored and may belong here, but are
            not in this list.
          </UnreadableNotice>
        </div>
      )}
      <BehindNotice behindSeconds={page.data?.behindSeconds} />
      {page.data?.cappedAt !== undefined && <CappedNotice cappedAt={page.data.cappedAt} />}
      <div
        className={clsx(
          "flex min-h-0 flex-1",
          // Without boxes to tick the text would begin left of everything else.
          !canDelete && "[&_td:first-child]:pl-4 [&_th:first-child]:pl-2",
        )}
      >
        <div className="flex min-w-0 flex-1 flex-col">
          {page.isError && rows === undefined ? (
            <div className="min-h-0 flex-1 overflow-auto">
              <ErrorState
                title="Memories could not be loaded"
                {...shownError(page.error)}
                onRetry={() => void page.refetch()}
              />
            </div>
          ) : (
            <DataTable
              label="Memories"
              container={container}
              columns={columns}
              rows={rows}
              idOf={idOf}
              preferences={preferences}
              sort={view.sort}
              onSortChange={view.setSort}
              selection={
                canDelete
                  ? { isSelected: selection.isSelected, onSelect: selection.select, labelOf: checkboxLabel }
                  : undefined
              }
              activeId={view.openId}
              onOpen={({ id }) => view.open(id)}
              onClose={() => view.open(null)}
              onDelete={canDelete ? askForSelectionOr : undefined}
              actions={actions}
              isRowDimmed={isDimmed}
              isBusy={page.isPlaceholderData}
              bar={
                selection.isEmpty ? null : (
                  <SelectionBar
                    selection={selection}
                    matching={count.data}
                    isNarrowed={search.filter !== null || search.text !== ""}
                    onDelete={askForSelection}
                  />
                )
              }
            >
              <NoMemories
                search={search}
                cappedAt={page.data?.cappedAt}
                canImport={store.kind === "builtin" && can(role, "memories:import")}
                onFirstPage={view.goToFirstPage}
                onClear={view.clearFilter}
              />
            </DataTable>
          )}
          <TableFooter
            showing={
              rows !== undefined && (
                <Showing shown={rows.length} isOutdated={page.isPlaceholderData} count={count} />
              )
            }
            pageSize={search.limit}
            pageSizes={pageSizes}
            onPageSizeChange={view.setPageSize}
            onPrevious={
              edges.first === undefined ? null : () => edges.first && view.goToPageBefore(edges.first, search)
            }
            onNext={
              edges.last === undefined ? null : () => edges.last && view.goToPageAfter(edges.last, search)
            }
          />
        </div>
        {view.openId !== null && panel !== undefined && (
          <panel.MemoryPanel
            openId={view.openId}
            known={openMemory}
            onOpen={view.open}
            onClose={() => view.open(null)}
            onDelete={canDelete ? askForOne : undefined}
            menu={menuOf}
            isBeingDeleted={openMemory !== undefined && isDimmed(openMemory)}
          />
        )}
      </div>
      {requested !== null && dialog !== undefined && (
        <dialog.DeleteDialog
          store={store}
          selection={requested.selection}
          onClose={() => setRequested(null)}
          onRequested={(deletion) => {
            setRequested(null);
            if (requested.endsSelection) selection.clear();
            void pending.follow(deletion, requested.covers, () => {
              // The address is not this view's any more once somebody has gone on to another page.
              if (container.current !== null && !isLeaving()) view.closeGone(requested.selection);
            });
            // What the dialog was opened from is gone. A frame later the dialog has let go of the focus.
            requestAnimationFrame(() => container.current?.focus());
          }}
        />
      )}
    </>
  );
};

const idOf = ({ id }: Memory) => id;

const labelLengthMax = 60;
const checkboxLabel = ({ memory }: Memory) => `Select memory: ${clipText(memory, labelLengthMax)}`;
