"use client";

import { RefreshFailed } from "@/components/layout/load-states";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useMemo, useRef, useState } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { TableFooter } from "@/components/data-table/table-footer";
import type { PreferencesControl } from "@/components/data-table/use-table-preferences";
import { CappedNotice } from "@/components/memories/memory-states";
import { BehindNotice } from "@/components/stores/behind-notice";
import { useStore } from "@/components/stores/store-provider";
import { Notice } from "@/components/ui/notice";
import { ErrorState } from "@/components/ui/view-state";
import { entityPageQuery } from "@/lib/browse/entity-queries";
import type { EntitySearch } from "@/lib/browse/entity-search";
import type { Entity } from "@/lib/memories/entity";
import { shownError } from "@/lib/http/shown-error";
import { pageSizes } from "@/lib/browse/memory-search";
import { deletePath, EntityButtons, EntityMenu, type EntityInHand } from "./entity-actions";
import { entityColumns } from "./entity-columns";
import { entityHref } from "./entity-href";
import { entityCountWords, entityWords } from "./entity-words";
import { NoEntities } from "./no-entities";
import type { EntityView } from "./use-entity-view";

/** The entities that a search finds: the table, the way to the memories of each, and the way to delete them. */
export const EntitiesBrowser = ({
  search,
  view,
  canDelete,
  preferences,
}: {
  search: EntitySearch;
  view: EntityView;
  canDelete: boolean;
  preferences: PreferencesControl;
}) => {
  const { kind, sort } = search;
  const router = useRouter();
  const store = useStore();
  const container = useRef<HTMLDivElement>(null);
  const query = useQuery(entityPageQuery(store.id, search));
  const [inHand, setInHand] = useState<EntityInHand | null>(null);
  const columns = useMemo(
    () =>
      entityColumns({
        kind,
        storeId: store.id,
        actionsOf: (entity) => (
          <EntityButtons
            entity={entity}
            canDelete={canDelete}
            onDelete={() => router.push(deletePath(entity, store.id))}
            onMenu={setInHand}
          />
        ),
      }),
    [kind, store.id, canDelete, router],
  );
  const page = query.data;
  const first = query.isPlaceholderData || page?.hasPrevious !== true ? undefined : page.entities[0];
  const last = query.isPlaceholderData || page?.hasNext !== true ? undefined : page.entities.at(-1);

  if (page === undefined && query.error !== null) {
    return (
      <ErrorState
        title={`${entityWords[kind].titles} could not be loaded`}
        {...shownError(query.error)}
        onRetry={() => void query.refetch()}
      />
    );
  }
  return (
    <>
      {query.error !== null && <RefreshFailed error={query.error} onRetry={() => void query.refetch()} />}
      <BehindNotice behindSeconds={page?.behindSeconds} />
      {page?.cappedAt !== undefined && <CappedNotice cappedAt={page.cappedAt} />}
      {page?.unreadableCount !== undefined && (
        <div className="shrink-0 px-4 pb-2">
          <Notice look="warning" role="status">
            {entityCountWords(page.unreadableCount, kind)} of {store.name}{" "}
            {page.unreadableCount === 1
              ? "has a name that could not be read, and is not listed."
              : "have names that could not be read, and are not listed."}
          </Notice>
        </div>
      )}
      <div className="flex min-h-0 flex-1 [&_td:first-child]:pl-4 [&_th:first-child]:pl-2">
        <DataTable
          label="Entities"
          columns={columns}
          rows={page?.entities}
          idOf={idOf}
          preferences={preferences}
          container={container}
          sort={{ columnId: sort.field, direction: sort.direction }}
          onSortChange={view.setSort}
          onOpen={(entity) => router.push(entityHref(entity, store.id))}
          isBusy={query.isPlaceholderData}
        >
          <NoEntities
            cappedAt={page?.cappedAt}
            search={search}
            onFirstPage={view.goToFirstPage}
            onClear={view.clearSearch}
          />
        </DataTable>
      </div>
      <EntityMenu inHand={inHand} storeId={store.id} canDelete={canDelete} onClose={() => setInHand(null)} />
      <TableFooter
        showing={
          page !== undefined && (
            <p className="truncate">
              {query.isPlaceholderData ? (
                "Looking…"
              ) : (
                <>
                  Showing {page.entities.length.toLocaleString("en")} of{" "}
                  {page.cappedAt !== undefined && "at least "}
                  {entityCountWords(page.total, kind)}
                </>
              )}
            </p>
          )
        }
        pageSize={search.limit}
        pageSizes={pageSizes}
        onPageSizeChange={view.setPageSize}
        onPrevious={first === undefined ? null : () => view.goToPageBefore(first, sort)}
        onNext={last === undefined ? null : () => view.goToPageAfter(last, sort)}
      />
    </>
  );
};

const idOf = ({ kind, value }: Entity) => `${kind}:${value}`;
