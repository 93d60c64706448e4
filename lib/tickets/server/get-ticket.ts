import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { ticketKeyOf } from "@/lib/deletions/ticket-key";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { Ticket } from "@/lib/tickets/types";
import { tickets } from "@/drizzle/schema/tickets";
import { ticketColumns, ticketFrom } from "./ticket-row";

/** The ticket of a reference, in any case. Throws not_permitted, not_found. */
export const getTicket = async (ctx: Context, reference: string): Promise<Ticket> => {
  requirePermission(ctx.actor, "tickets:read");
  const [found] = await ctx.database
    .select(ticketColumns)
    .from(tickets)
    .where(eq(tickets.referenceKey, ticketKeyOf(reference)));
  if (found === undefined) throw ticketNotFound();
  return ticketFrom(ctx, found);
};

export const ticketNotFound = () => new ExpectedError("not_found", "There is no ticket with this reference.");
