import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import { newTicketSchema, type NewTicket } from "@/lib/tickets/schema";
import { createTicket } from "@/lib/tickets/server/create-ticket";
import type { Ticket } from "@/lib/tickets/types";

let last = 0;

/** For tests: a ticket as the form would send it. */
export const ticketInput = (others: Partial<z.input<typeof newTicketSchema>> = {}): NewTicket =>
  newTicketSchema.parse({
    reference: `TEST-${++last}`,
    law: "gdpr",
    receivedOn: "2026-01-31",
    receivedBy: "email",
    names: ["Caroline Smith"],
    ...others,
  });

/** For tests: makes one that has to be made. */
export const createdTicket = async (
  ctx: Context,
  others: Partial<z.input<typeof newTicketSchema>> = {},
): Promise<Ticket> => {
  const result = await createTicket(ctx, ticketInput(others));
  if (result.kind === "taken") throw new Error(`The reference ${result.reference} is taken.`);
  return result.ticket;
};
