import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import { createLoader, createSerializer, type SearchParams } from "nuqs/server";
import { preferencesCookie } from "@/components/data-table/table-preferences";
import { preferencesFrom } from "@/components/data-table/read-preferences";
import { HistoryFrame } from "@/components/deletions/history-frame";
import { NoPermission } from "@/components/layout/no-permission";
import { ticketsTableName } from "@/components/tickets/tickets-table-name";
import { TicketsView } from "@/components/tickets/tickets-view";
import type { Context } from "@/lib/access/context";
import { contextOf, requireMember } from "@/lib/access/server/member-context";
import { can } from "@/lib/access/types";
import {
  assignableQuery,
  ticketCountQuery,
  ticketPageQuery,
  ticketPageSize,
} from "@/lib/tickets/query-options";
import { ticketSearchFrom, ticketSearchParams, type TicketSearch } from "@/lib/tickets/search";
import { countTickets, listAssignable, listTickets } from "@/lib/tickets/server/list-tickets";

export const metadata: Metadata = { title: "Tickets" };

const load = createLoader(ticketSearchParams);
const serialize = createSerializer(ticketSearchParams);

const TicketsPage = async ({ searchParams }: { searchParams: Promise<SearchParams> }) => {
  const values = await load(searchParams);
  const member = await requireMember(serialize("/tickets", values));
  if (!can(member.role, "tickets:read")) return <NoPermission member={member} permission="tickets:read" />;
  const ctx = contextOf(member);
  const queryClient = new QueryClient();
  const result = ticketSearchFrom(values);
  const [cookieStore] = await Promise.all([
    cookies(),
    result.ok && readAhead(queryClient, ctx, result.search),
  ]);
  return (
    <HydrationBoundary state={dehydrate(queryClient)}>
      <HistoryFrame>
        <TicketsView
          role={member.role}
          preferences={preferencesFrom(cookieStore.get(preferencesCookie(ticketsTableName))?.value)}
        />
      </HistoryFrame>
    </HydrationBoundary>
  );
};

/** A read that fails here is tried again, and explained, by the browser. */
const readAhead = (queryClient: QueryClient, ctx: Context, search: TicketSearch) =>
  Promise.allSettled([
    queryClient.query({
      ...ticketPageQuery(search),
      queryFn: () => listTickets(ctx, { search, limit: ticketPageSize }),
    }),
    queryClient.query({ ...ticketCountQuery(search), queryFn: () => countTickets(ctx, search) }),
    queryClient.query({ ...assignableQuery, queryFn: () => listAssignable(ctx) }),
  ]);

export default TicketsPage;
