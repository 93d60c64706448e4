import { jsonRoute, parseInput } from "@/lib/http/server/json-route";
import { referenceSchema } from "@/lib/tickets/schema";
import { getTicketView } from "@/lib/tickets/server/get-ticket-view";

/** A reference can be any text of one line, which not every path can hold: it is a parameter here. */
export const GET = jsonRoute("tickets:read", (ctx, request) =>
  getTicketView(ctx, parseInput(referenceSchema, new URL(request.url).searchParams.get("reference") ?? "")),
);
