import { jsonRoute } from "@/lib/http/server/json-route";
import { serveMem0 } from "@/lib/mem0-api/server/serve";
import { ticketPageSize } from "@/lib/tickets/query-options";
import { listTickets } from "@/lib/tickets/server/list-tickets";
import { ticketSearchOf } from "@/lib/tickets/server/ticket-search-request";

export const GET = jsonRoute("tickets:read", (ctx, request) =>
  listTickets(ctx, { search: ticketSearchOf(new URL(request.url).searchParams), limit: ticketPageSize }),
);

/** Tickets by API: lib/mem0-api/server/operations/tickets.ts. */
export const POST = serveMem0;
