import { jsonRoute } from "@/lib/http/server/json-route";
import { countTickets } from "@/lib/tickets/server/list-tickets";
import { ticketSearchOf } from "@/lib/tickets/server/ticket-search-request";

export const GET = jsonRoute("tickets:read", (ctx, request) =>
  countTickets(ctx, ticketSearchOf(new URL(request.url).searchParams)),
);
