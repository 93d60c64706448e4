import { and, desc, eq, max, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { isBeingWorkedOn } from "@/lib/tickets/states";
import type { Ticket, TicketFindings } from "@/lib/tickets/types";
import { unsearchedIn } from "@/lib/tickets/unsearched-facts";
import { deletions } from "@/drizzle/schema/deletions";
import { ticketEvents } from "@/drizzle/schema/tickets";
import { withStoreNames } from "./last-search";

/** A deletion is dated by the database, and what is noted of a ticket by the server. */
const clocksDifferSecondsMax = 2;

/**
 * What the search found that led to the last deletion, and what of it was chosen; the search that follows a deletion by itself finds
 * little, and takes nobody's place. Of a ticket that is open, or was taken up again and searched since, it is the last search.
 */
export const findingsOf = async (
  { database }: Pick<Context, "database">,
  { id, state }: Pick<Ticket, "id" | "state">,
): Promise<TicketFindings | null> => {
  const requestedAt = database
    .select({ at: max(deletions.createdAt) })
    .from(deletions)
    .where(eq(deletions.ticketId, id));
  const takenUpAt = database
    .select({ at: max(ticketEvents.at) })
    .from(ticketEvents)
    .where(and(eq(ticketEvents.ticketId, id), eq(ticketEvents.kind, "reopened")));
  const isSinceTakenUp = sql`coalesce(${ticketEvents.at} > (${takenUpAt}), false)`;
  const ledToDeletion = sql`coalesce(
    ${ticketEvents.at} <= (${requestedAt}) + make_interval(secs => ${clocksDifferSecondsMax})
      and (${ticketEvents.facts} ->> 'chosenCount')::integer > 0, false)`;
  const [row] = await database
    .select({ at: ticketEvents.at, facts: ticketEvents.facts })
    .from(ticketEvents)
    .where(and(eq(ticketEvents.ticketId, id), eq(ticketEvents.kind, "searched")))
    .orderBy(
      ...(isBeingWorkedOn(state) ? [desc(isSinceTakenUp)] : []),
      desc(ledToDeletion),
      desc(ticketEvents.id),
    )
    .limit(1);
  if (row === undefined) return null;
  const numberOf = (name: string) => Number(row.facts[name] ?? 0);
  return {
    at: row.at.toISOString(),
    theirsCount: numberOf("theirsCount"),
    possiblyTheirsCount: numberOf("possiblyTheirsCount"),
    aboutCount: numberOf("aboutCount"),
    inTheirRunsCount: numberOf("inTheirRunsCount"),
    chosenCount: numberOf("chosenCount"),
    storeCount: numberOf("storeCount"),
    notSearched: await withStoreNames({ database }, unsearchedIn(row.facts)),
  };
};
