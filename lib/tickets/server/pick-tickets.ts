import { and, asc, isNull, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { ticketKeyOf } from "@/lib/deletions/ticket-key";
import type { pickSchema } from "@/lib/tickets/schema";
import type { PickedTickets } from "@/lib/tickets/types";
import { tickets } from "@/drizzle/schema/tickets";
import { subjectDigestsOf } from "./seal-ticket";
import { dueKey } from "./ticket-clock";
import { mayReadSubjects, ticketColumns, ticketFrom, todayOf } from "./ticket-row";

const pickedMax = 5;

/**
 * Tickets to choose from, what is due first: all for an empty text, else those with it in their reference, and for those who may
 * read names those about a person of exactly this name or id. Closed ones only when `isForAll`. Throws not_permitted.
 */
export const pickTickets = async (
  ctx: Context,
  { text, isForAll }: z.output<typeof pickSchema>,
): Promise<PickedTickets> => {
  requirePermission(ctx.actor, "tickets:read");
  const key = ticketKeyOf(text);
  const isAbout = mayReadSubjects(ctx)
    ? sql`or ${tickets.subjectDigests} && ${sql.param(subjectDigestsOf(ctx.secret, [text]))}::bytea[]`
    : sql``;
  const rows = await ctx.database
    .select(ticketColumns)
    .from(tickets)
    .where(
      and(
        isForAll ? undefined : isNull(tickets.closedAt),
        key === "" ? undefined : sql`(strpos(${tickets.referenceKey}, ${key}) > 0 ${isAbout})`,
      ),
    )
    .orderBy(asc(dueKey), asc(tickets.id))
    .limit(pickedMax);
  return { today: todayOf(ctx), tickets: rows.map((row) => ticketFrom(ctx, row)) };
};
