import { arrayOverlaps, desc } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { Ticket } from "@/lib/tickets/types";
import { tickets } from "@/drizzle/schema/tickets";
import { subjectDigestsOf } from "./seal-ticket";
import { ticketColumns, ticketFrom } from "./ticket-row";

const shownMax = 100;

/**
 * The tickets about somebody who brings a name or an id of theirs, the newest first, at most a hundred: compared by keyed digests,
 * without case, so also when the ticket does not say any more whom it is about. That a person has a ticket is for those who work on
 * tickets: throws not_permitted without tickets:manage.
 */
export const findTicketsOf = async (ctx: Context, names: readonly string[]): Promise<Ticket[]> => {
  requirePermission(ctx.actor, "tickets:manage");
  if (names.length === 0) return [];
  const rows = await ctx.database
    .select(ticketColumns)
    .from(tickets)
    .where(arrayOverlaps(tickets.subjectDigests, subjectDigestsOf(ctx.secret, names)))
    .orderBy(desc(tickets.createdAt), desc(tickets.id))
    .limit(shownMax);
  return rows.map((row) => ticketFrom(ctx, row));
};
