import { infiniteQueryOptions, keepPreviousData, queryOptions } from "@tanstack/react-query";
import { createSerializer } from "nuqs/server";
import { actionAnswer } from "@/lib/actions/action-answer";
import { fetchJson } from "@/lib/http/fetch-json";
import { pickTicketsAction } from "./actions";
import { encodeTicketPosition, ticketSearchParams, type TicketSearch } from "./search";
import type { DueCount, TicketAssignee, TicketEventPage, TicketId, TicketPage, TicketView } from "./types";

/**
 * Keys of everything read about tickets; the live connection makes all of it stale when one changes, and what shows deletions when
 * one of these does.
 */
export const ticketKeys = { all: ["tickets"] as const, details: ["tickets", "details"] as const };

/** Tickets a page of the list holds. */
export const ticketPageSize = 50;

const serialize = createSerializer(ticketSearchParams);

/** The search as a query string, the same one the page's address has. */
export const ticketSearchString = ({ state, law, assignee, due, after }: TicketSearch): string =>
  serialize({
    state: state === "active" ? null : state,
    law,
    assignee,
    due,
    after: after === null ? null : encodeTicketPosition(after),
  });

export const ticketPageQuery = (search: TicketSearch) =>
  queryOptions({
    queryKey: [...ticketKeys.all, "page", ticketSearchString(search)],
    queryFn: ({ signal }) => fetchJson<TicketPage>(`/api/tickets${ticketSearchString(search)}`, signal),
    placeholderData: keepPreviousData,
  });

/** How many tickets the search finds on all its pages. */
export const ticketCountQuery = (search: TicketSearch) => {
  const query = ticketSearchString({ ...search, after: null });
  return queryOptions({
    queryKey: [...ticketKeys.all, "count", query],
    queryFn: ({ signal }) => fetchJson<number>(`/api/tickets/count${query}`, signal),
  });
};

/** For beside the navigation. */
export const dueCountQuery = queryOptions({
  queryKey: [...ticketKeys.all, "due"],
  queryFn: ({ signal }) => fetchJson<DueCount>("/api/tickets/due", signal),
});

export const assignableQuery = queryOptions({
  queryKey: ["assignable members"],
  queryFn: ({ signal }) => fetchJson<TicketAssignee[]>("/api/tickets/assignable", signal),
});

export const ticketQuery = (reference: string) => {
  const query = new URLSearchParams({ reference }).toString();
  return queryOptions({
    queryKey: [...ticketKeys.details, reference],
    queryFn: ({ signal }) => fetchJson<TicketView>(`/api/tickets/details?${query}`, signal),
  });
};

export const ticketEventsQuery = (id: TicketId) =>
  infiniteQueryOptions({
    queryKey: [...ticketKeys.all, "events", id],
    queryFn: ({ signal, pageParam }) =>
      fetchJson<TicketEventPage>(
        `/api/tickets/events?id=${id}${pageParam === null ? "" : `&before=${pageParam}`}`,
        signal,
      ),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextBeforeId }) => nextBeforeId,
  });

/** Tickets to choose from, by what was typed: not by an address, as it may be a name. `isForAll`: also closed ones. */
export const pickedTicketsQuery = (text: string, { isForAll = false } = {}) =>
  queryOptions({
    queryKey: [...ticketKeys.all, "picked", text, isForAll],
    queryFn: () => actionAnswer(() => pickTicketsAction({ text, isForAll })),
    placeholderData: keepPreviousData,
  });
