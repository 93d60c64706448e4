import { and, between, eq, gte, inArray, like, lt, or, sql, type SQL } from "drizzle-orm";
import { deletions } from "@/drizzle/schema/deletions";
import { actorIdIn, deletionIdIn, ledgerEvents, ticketIdIn } from "@/drizzle/schema/ledger";
import { tickets } from "@/drizzle/schema/tickets";
import type { Database } from "@/lib/database/server/database";
import type { EventFilter } from "@/lib/ledger/event-filter";

const dayMs = 86_400_000;
/** Of a ticket's deletions, the latest. */
const deletionsMax = 1_000;

/** The conditions of a filter in SQL, as the ledger's indexes have them; null when nothing can match. */
export const conditionsOf = async (database: Database, filter: EventFilter): Promise<SQL[] | null> => {
  const days = await withinDays(database, filter);
  const ticket = filter.ticket === null ? undefined : await ofTicket(database, filter.ticket);
  if (days === null || ticket === null) return null;
  return [
    filter.kind === null ? undefined : eq(ledgerEvents.kind, filter.kind),
    filter.actor === null ? undefined : sql`${actorIdIn(ledgerEvents.body)} = ${filter.actor}`,
    filter.deletion === null ? undefined : ofDeletions([filter.deletion]),
    ticket,
    days,
  ].filter((condition) => condition !== undefined);
};

/** The numbers that events of these days have, and the days: numbers are in the order of time but for clocks that differ. */
const withinDays = async (database: Database, { from, to }: EventFilter): Promise<SQL | undefined | null> => {
  if (from === null && to === null) return undefined;
  const recorded = and(
    from === null ? undefined : gte(ledgerEvents.recordedAt, new Date(from)),
    to === null ? undefined : lt(ledgerEvents.recordedAt, new Date(new Date(to).getTime() + dayMs)),
  );
  const [range] = await database
    .select({
      first: sql<string | null>`min(${ledgerEvents.seq} + 0)`,
      last: sql<string | null>`max(${ledgerEvents.seq} + 0)`,
    })
    .from(ledgerEvents)
    .where(recorded);
  if (range === undefined || range.first === null || range.last === null) return null;
  return and(between(ledgerEvents.seq, Number(range.first), Number(range.last)), recorded);
};

const ofDeletions = (ids: readonly string[]): SQL | undefined =>
  and(
    // As the partial index has it.
    or(like(ledgerEvents.kind, "deletion.%"), like(ledgerEvents.kind, "approval.%")),
    inArray(deletionIdIn(ledgerEvents.body), [...ids]),
  );

const ofTicket = async (database: Database, reference: string): Promise<SQL | undefined | null> => {
  const key = reference.normalize("NFC").toLowerCase();
  const [ticket] = await database
    .select({ id: tickets.id })
    .from(tickets)
    .where(eq(tickets.referenceKey, key));
  const found = await database
    .select({ id: deletions.id })
    .from(deletions)
    .where(
      ticket === undefined ? eq(sql`lower(${deletions.ticket})`, key) : eq(deletions.ticketId, ticket.id),
    )
    .orderBy(sql`${deletions.createdAt} desc`)
    .limit(deletionsMax);
  const parts = [
    found.length === 0 ? undefined : ofDeletions(found.map(({ id }) => id)),
    ticket === undefined
      ? undefined
      : and(like(ledgerEvents.kind, "ticket.%"), eq(ticketIdIn(ledgerEvents.body), ticket.id)),
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? null : or(...parts);
};
