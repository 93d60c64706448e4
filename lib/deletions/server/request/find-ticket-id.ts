import { eq } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { ticketKeyOf } from "@/lib/deletions/ticket-key";
import { tickets } from "@/drizzle/schema/tickets";

/** The ticket that a deletion names by its reference, which then follows it; null when there is none of that reference. */
export const findTicketId = async (
  transaction: Transaction,
  reference: string | null,
): Promise<string | null> => {
  if (reference === null) return null;
  const [ticket] = await transaction
    .select({ id: tickets.id })
    .from(tickets)
    .where(eq(tickets.referenceKey, ticketKeyOf(reference)));
  return ticket?.id ?? null;
};
