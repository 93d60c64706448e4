import { eq, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { ticketKeyOf } from "@/lib/deletions/ticket-key";
import { tickets } from "@/drizzle/schema/tickets";

/** Any number of its own for Lethe's advisory locks of tickets' references. */
const ticketKeySeed = 1_042;

/**
 * Holds back, until the transaction ends, another one that makes the ticket of this key or looks for it: a deletion and its ticket that
 * are made at the same moment would read past each other.
 */
export const lockTicketKey = async (transaction: Transaction, key: string): Promise<void> => {
  await transaction.execute(sql`select pg_advisory_xact_lock(hashtextextended(${key}, ${ticketKeySeed}))`);
};

/** The ticket that a deletion names by its reference, which then follows it; null when there is none of that reference. */
export const findTicketId = async (
  transaction: Transaction,
  reference: string | null,
): Promise<string | null> => {
  if (reference === null) return null;
  const key = ticketKeyOf(reference);
  await lockTicketKey(transaction, key);
  const [ticket] = await transaction
    .select({ id: tickets.id })
    .from(tickets)
    .where(eq(tickets.referenceKey, key));
  return ticket?.id ?? null;
};
