import { and, asc, desc, eq, isNull, lt } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import {
  type ShownText,
  type Ticket,
  type TicketEvent,
  type TicketEventPage,
  type TicketId,
  type TicketView,
} from "@/lib/tickets/types";
import { suppressionFrom } from "@/lib/suppression/server/suppression-from";
import type { Suppression } from "@/lib/suppression/types";
import { verdictOf } from "@/lib/tickets/verdict";
import { deletions } from "@/drizzle/schema/deletions";
import { suppressions } from "@/drizzle/schema/suppressions";
import { ticketEvents, ticketLooks, ticketRecipients, tickets } from "@/drizzle/schema/tickets";
import { findingsOf } from "./findings-of";
import { getTicket, ticketNotFound } from "./get-ticket";
import { heldOf } from "./held-of";
import { lastSearchOf } from "./last-search";
import { openTicketText } from "./seal-ticket";
import { deletionsOf, judgedCountMax } from "./settle-tickets";
import { suppressibleIds } from "./suppressible-ids";
import { mayReadSubjects } from "./ticket-row";

const eventPageSize = 50;
const looksMax = 50;
/** Of a person in some stores there are a few. */
const shownDeletionsMax = 100;

/** Everything that the page of a ticket shows. Throws not_permitted, not_found. */
export const getTicketView = async (ctx: Context, reference: string): Promise<TicketView> => {
  requirePermission(ctx.actor, "tickets:read");
  requirePermission(ctx.actor, "deletions:read");
  const ticket = await getTicket(ctx, reference);
  const [found, deletionCount, recipients, looks, findings, lastSearch, salt, suppression] =
    await Promise.all([
      deletionsOf(ctx.database, ctx, ticket.id, ctx.actor),
      ctx.database.$count(deletions, eq(deletions.ticketId, ticket.id)),
      ctx.database
        .select()
        .from(ticketRecipients)
        .where(eq(ticketRecipients.ticketId, ticket.id))
        .orderBy(asc(ticketRecipients.createdAt), asc(ticketRecipients.id)),
      ctx.database
        .select()
        .from(ticketLooks)
        .where(eq(ticketLooks.ticketId, ticket.id))
        .orderBy(desc(ticketLooks.id))
        .limit(looksMax),
      findingsOf(ctx, ticket),
      lastSearchOf(ctx, ticket.id),
      saltOf(ctx, ticket),
      suppressionOf(ctx, ticket),
    ]);
  const ids = ticket.details.state === "plain" ? await suppressibleOf(ctx, ticket) : null;
  return {
    ticket,
    verdict: deletionCount > judgedCountMax ? null : verdictOf(found),
    deletions: found.slice(0, shownDeletionsMax),
    deletionCount,
    findings,
    lastSearch,
    recipients: recipients.map(({ id, sealed, toldAt, toldBy }) => ({
      id,
      name: shownText(ctx, salt, sealed),
      toldAt: toldAt?.toISOString() ?? null,
      toldBy,
    })),
    looks: looks.map(({ at, stores }) => ({ at: at.toISOString(), stores })).toReversed(),
    suppression,
    suppressibleIds: ids,
    held: await heldOf(ctx, ticket, { deletions: found, ids }),
  };
};

/** The one in force, or the last one. */
const suppressionOf = async (
  ctx: Context,
  { id, reference }: Pick<Ticket, "id" | "reference">,
): Promise<Suppression | null> => {
  const [row] = await ctx.database
    .select()
    .from(suppressions)
    .where(eq(suppressions.ticketId, id))
    .orderBy(desc(isNull(suppressions.liftedAt)), desc(suppressions.createdAt), desc(suppressions.id))
    .limit(1);
  return row === undefined ? null : suppressionFrom(ctx, { ...row, ticketReference: reference });
};

const suppressibleOf = async (ctx: Context, { id }: Pick<Ticket, "id">) => {
  const [row] = await ctx.database.select().from(tickets).where(eq(tickets.id, id));
  return row === undefined ? null : suppressibleIds(ctx, row);
};

/** A page of a ticket's timeline, newest first, from below `beforeId` on. Throws not_permitted, not_found. */
export const listTicketEvents = async (
  ctx: Context,
  { id, beforeId }: { id: TicketId; beforeId: number | null },
): Promise<TicketEventPage> => {
  requirePermission(ctx.actor, "tickets:read");
  const salt = await saltOf(ctx, { id });
  const rows = await ctx.database
    .select()
    .from(ticketEvents)
    .where(and(eq(ticketEvents.ticketId, id), beforeId === null ? undefined : lt(ticketEvents.id, beforeId)))
    .orderBy(desc(ticketEvents.id))
    .limit(eventPageSize + 1);
  const page = rows.slice(0, eventPageSize);
  return {
    events: page.map((row): TicketEvent => ({
      id: row.id,
      at: row.at.toISOString(),
      actor: row.actor,
      kind: row.kind,
      facts: row.facts,
      note: hasNote(row) ? shownText(ctx, salt, row.sealed) : null,
    })),
    nextBeforeId: rows.length > eventPageSize ? (page.at(-1)?.id ?? null) : null,
  };
};

/** Of what is erased the text is gone, and only a note is known to have been one. */
const hasNote = ({ kind, sealed }: { kind: string; sealed: Buffer | null }): boolean =>
  sealed !== null || kind === "noted";

type Salt = { id: string; sealSalt: Buffer | null };

const saltOf = async (ctx: Context, { id }: Pick<Ticket, "id">): Promise<Salt> => {
  const [row] = await ctx.database
    .select({ id: tickets.id, sealSalt: tickets.sealSalt })
    .from(tickets)
    .where(eq(tickets.id, id));
  if (row === undefined) throw ticketNotFound();
  return row;
};

const shownText = (ctx: Context, salt: Salt, sealed: Buffer | null): ShownText => {
  if (salt.sealSalt === null) return "erased";
  return mayReadSubjects(ctx) ? openTicketText(ctx.secret, salt, sealed) : "hidden";
};
