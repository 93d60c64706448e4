import { and, asc, desc, eq, inArray, isNull, ne, or, sql, type SQL } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { rolesThatCan } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { dayAfter } from "@/lib/tickets/clocks";
import { dueDays, isByDue, type TicketSearch } from "@/lib/tickets/search";
import type { DueCount, TicketAssignee, TicketPage } from "@/lib/tickets/types";
import { members } from "@/drizzle/schema/members";
import { tickets } from "@/drizzle/schema/tickets";
import { dueKey } from "./ticket-clock";
import { ticketColumns, ticketFrom, todayOf } from "./ticket-row";

const limitMax = 100;

/** One page of tickets: what is due first comes first, or the newest do (isByDue). `limit` is 1–100. Throws not_permitted. */
export const listTickets = async (
  ctx: Context,
  input: { search: TicketSearch; limit: number },
): Promise<TicketPage> => {
  requirePermission(ctx.actor, "tickets:read");
  const limit = Math.min(Math.max(1, Math.trunc(input.limit)), limitMax);
  const { search } = input;
  const byDue = isByDue(search);
  const rows = await ctx.database
    .select({ ...ticketColumns, dueKey: sql<string>`${dueKey}::text` })
    .from(tickets)
    .where(and(...conditionsOf(ctx, search), afterOf(search)))
    .orderBy(...(byDue ? [asc(dueKey), asc(tickets.id)] : [desc(tickets.createdAt), desc(tickets.id)]))
    // One more than shown tells whether there is another page.
    .limit(limit + 1);
  const shown = rows.slice(0, limit).map((row) => ({ ticket: ticketFrom(ctx, row), dueKey: row.dueKey }));
  const last = shown.at(-1);
  return {
    tickets: shown.map(({ ticket }) => ticket),
    nextPosition:
      rows.length > limit && last !== undefined
        ? {
            at: byDue ? (last.dueKey === "infinity" ? "none" : last.dueKey) : last.ticket.createdAt,
            id: last.ticket.id,
          }
        : null,
  };
};

/** How many tickets a search finds, on all its pages. Throws not_permitted. */
export const countTickets = async (ctx: Context, search: TicketSearch): Promise<number> => {
  requirePermission(ctx.actor, "tickets:read");
  return ctx.database.$count(tickets, and(...conditionsOf(ctx, search)));
};

/** How many tickets of who asks, or of nobody, are due in the next days or overdue, for beside the navigation. Throws not_permitted. */
export const countDue = async (ctx: Context): Promise<DueCount> => {
  requirePermission(ctx.actor, "tickets:read");
  const today = todayOf(ctx);
  const [row] = await ctx.database
    .select({
      dueCount: sql<number>`count(*)`.mapWith(Number),
      overdueCount: sql<number>`count(*) filter (where ${dueKey} < ${today}::date)`.mapWith(Number),
    })
    .from(tickets)
    .where(
      and(
        isNull(tickets.closedAt),
        sql`${dueKey} <= ${dayAfter(today, dueDays)}::date`,
        or(isNull(tickets.assigneeId), eq(tickets.assigneeId, ctx.actor.id)),
      ),
    );
  return row ?? { dueCount: 0, overdueCount: 0 };
};

/** The members whom tickets can be given to, by address. Throws not_permitted. */
export const listAssignable = async (ctx: Context): Promise<TicketAssignee[]> => {
  requirePermission(ctx.actor, "tickets:read");
  const rows = await ctx.database
    .select({ id: members.id, label: members.email })
    .from(members)
    .where(and(isNull(members.disabledAt), inArray(members.role, rolesThatCan("tickets:manage"))))
    .orderBy(asc(sql`lower(${members.email})`))
    .limit(assignableMax);
  return rows.map(({ id, label }) => ({ id: memberIdSchema.parse(id), label }));
};
const assignableMax = 500;

const afterOf = (search: TicketSearch): SQL | undefined => {
  if (search.after === null) return undefined;
  const { at, id } = search.after;
  return isByDue(search)
    ? sql`(${dueKey}, ${tickets.id}) > (${at === "none" ? "infinity" : at}::date, ${id}::uuid)`
    : sql`(${tickets.createdAt}, ${tickets.id}) < (${at}::timestamptz, ${id}::uuid)`;
};

const conditionsOf = (ctx: Context, { state, law, assignee, due }: TicketSearch): SQL[] => {
  const conditions: SQL[] = [];
  if (state === "active") conditions.push(ne(tickets.state, "closed"));
  else if (state !== "all") conditions.push(eq(tickets.state, state));
  if (law !== null) conditions.push(eq(tickets.law, law));
  if (assignee === "none") conditions.push(isNull(tickets.assigneeId));
  else if (assignee !== null)
    conditions.push(eq(tickets.assigneeId, assignee === "me" ? ctx.actor.id : assignee));
  const today = todayOf(ctx);
  if (due === "overdue") conditions.push(sql`${dueKey} < ${today}::date`);
  if (due === "week") conditions.push(sql`${dueKey} <= ${dayAfter(today, dueDays)}::date`);
  return conditions;
};
