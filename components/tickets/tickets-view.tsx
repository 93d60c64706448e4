"use client";

import { KeysetPaging } from "@/components/data-table/keyset-paging";
import { LoadFailed, RefreshFailed, UnreadableAddress } from "@/components/layout/load-states";
import { useQuery } from "@tanstack/react-query";
import clsx from "clsx";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useRef, useState } from "react";
import { ColumnsMenu } from "@/components/data-table/columns-menu";
import { DataTable } from "@/components/data-table/data-table";
import { DensityToggle } from "@/components/data-table/density-toggle";
import type { TablePreferences } from "@/components/data-table/table-preferences";
import { useTablePreferences, type PreferencesControl } from "@/components/data-table/use-table-preferences";
import { PageHeader } from "@/components/layout/page-header";
import { LiveIndicator } from "@/components/live/live-indicator";
import { Button } from "@/components/ui/button";
import { can, type Role } from "@/lib/access/types";
import { assignableQuery, ticketCountQuery, ticketPageQuery } from "@/lib/tickets/query-options";
import {
  encodeTicketPosition,
  isByDue,
  ticketSearchFrom,
  ticketSearchParams,
  type TicketSearch,
} from "@/lib/tickets/search";
import type { Ticket } from "@/lib/tickets/types";
import { AssignBar } from "./assign-bar";
import { FindTickets } from "./find-tickets";
import { ticketColumns } from "./ticket-columns";
import { TicketFilters, type TicketConditions } from "./ticket-filters";
import { ticketHref } from "./ticket-href";
import { EmptyTickets } from "./ticket-states";
import { ticketsTableName } from "./tickets-table-name";

const noConditions: Record<keyof TicketConditions, null> = {
  state: null,
  law: null,
  assignee: null,
  due: null,
};

/** The list of tickets, what is due first, narrowed by what the address says. Changes appear by themselves. */
export const TicketsView = ({
  role,
  preferences: initialPreferences,
}: {
  role: Role;
  preferences: TablePreferences;
}) => {
  const router = useRouter();
  const [{ after, ...conditions }, setValues] = useQueryStates(ticketSearchParams, { history: "push" });
  const preferences = useTablePreferences(ticketsTableName, initialPreferences);
  const assignable = useQuery(assignableQuery);
  const result = ticketSearchFrom({ after, ...conditions });
  const clear = () => void setValues({ ...noConditions, after: null });
  return (
    <>
      <PageHeader title="Tickets" note={<LiveIndicator />}>
        <DensityToggle preferences={preferences} />
        <ColumnsMenu columns={ticketColumns} preferences={preferences} />
        {can(role, "tickets:manage") && <FindTickets />}
        {can(role, "tickets:create") && (
          <Button look="primary" size="small" onClick={() => router.push("/tickets/new")}>
            <Plus size={14} aria-hidden />
            New ticket
          </Button>
        )}
      </PageHeader>
      <TicketFilters
        values={conditions}
        assignable={assignable.data ?? []}
        onChange={(part) => void setValues({ ...part, after: null })}
        onClear={clear}
      />
      {result.ok ? (
        <TicketsPage
          // What is selected on one view is nothing on another.
          key={JSON.stringify(result.search)}
          search={result.search}
          role={role}
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

const TicketsPage = ({
  search,
  role,
  preferences,
  isFiltered,
  onClear,
  onPage,
}: {
  search: TicketSearch;
  role: Role;
  preferences: PreferencesControl;
  isFiltered: boolean;
  onClear: () => void;
  onPage: (after: string | null) => void;
}) => {
  const router = useRouter();
  const container = useRef<HTMLDivElement>(null);
  const [selectedIds, setSelectedIds] = useState<ReadonlySet<string>>(new Set());
  const query = useQuery(ticketPageQuery(search));
  const total = useQuery(ticketCountQuery(search));
  const page = query.data;
  if (page === undefined && query.error !== null) {
    return (
      <LoadFailed
        error={query.error}
        title="The tickets could not be loaded"
        onRetry={() => void query.refetch()}
      />
    );
  }
  // What has left the list meanwhile is not selected any more.
  const selected = (page?.tickets ?? []).filter(({ id }) => selectedIds.has(id));
  const select = (tickets: readonly Ticket[], isSelected: boolean) => {
    const next = new Set(selectedIds);
    for (const { id } of tickets) {
      if (isSelected) next.add(id);
      else next.delete(id);
    }
    setSelectedIds(next);
  };
  const canManage = can(role, "tickets:manage");
  return (
    <>
      {query.error !== null && <RefreshFailed error={query.error} onRetry={() => void query.refetch()} />}
      {/* Rows that were not in the server's first answer fade in where they belong. */}
      <div
        className={clsx(
          "flex min-h-0 flex-1",
          !canManage && "[&_td:first-child]:pl-4 [&_th:first-child]:pl-2",
          query.isFetchedAfterMount && "[&_tbody_tr]:starting:opacity-0",
        )}
      >
        <DataTable
          label="Tickets"
          columns={ticketColumns}
          rows={page?.tickets}
          idOf={({ id }) => id}
          preferences={preferences}
          container={container}
          selection={
            canManage
              ? {
                  isSelected: ({ id }) => selectedIds.has(id),
                  onSelect: select,
                  labelOf: ({ reference }) => `Select ticket ${reference}`,
                }
              : undefined
          }
          onOpen={({ reference }) => router.push(ticketHref(reference))}
          isBusy={query.isPlaceholderData}
          bar={
            selected.length === 0 ? null : (
              <AssignBar tickets={selected} onClear={() => setSelectedIds(new Set())} />
            )
          }
        >
          <EmptyTickets
            isFiltered={isFiltered}
            isLaterPage={search.after !== null}
            onClear={onClear}
            onFirstPage={() => onPage(null)}
          />
        </DataTable>
      </div>
      <KeysetPaging
        label="Pages of tickets"
        noun="ticket"
        firstLabel="First"
        nextLabel="Next"
        count={query.isPlaceholderData ? undefined : page?.tickets.length}
        total={total.data ?? null}
        order={isByDue(search) ? ", due first" : ", newest first"}
        isFirst={search.after === null}
        onFirst={() => onPage(null)}
        onNext={
          page?.nextPosition == null || query.isPlaceholderData
            ? null
            : () => page.nextPosition !== null && onPage(encodeTicketPosition(page.nextPosition))
        }
      />
    </>
  );
};
