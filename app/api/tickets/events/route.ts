import { z } from "zod";
import { jsonRoute, parseInput } from "@/lib/http/server/json-route";
import { listTicketEvents } from "@/lib/tickets/server/get-ticket-view";
import { ticketIdSchema } from "@/lib/tickets/ticket-id-schema";

const inputSchema = z.object({
  id: ticketIdSchema,
  before: z.coerce.number().int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
});

/** The timeline of a ticket, newest first. */
export const GET = jsonRoute("tickets:read", (ctx, request) => {
  const params = Object.fromEntries(new URL(request.url).searchParams);
  const { id, before } = parseInput(inputSchema, params);
  return listTicketEvents(ctx, { id, beforeId: before ?? null });
});
