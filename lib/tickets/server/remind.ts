import { and, eq, isNull, notInArray, sql, type SQL } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { rolesThatCan } from "@/lib/access/types";
import type { Transaction } from "@/lib/database/server/database";
import { letheActor } from "@/lib/deletions/server/record/lethe-actor";
import { dayIn, daysBetween } from "@/lib/tickets/clocks";
import { isAnswered } from "@/lib/tickets/states";
import { ticketStates } from "@/lib/tickets/types";
import { ticketIdSchema } from "@/lib/tickets/ticket-id-schema";
import { enqueueTicketNews } from "@/lib/webhooks/server/enqueue-deliveries";
import { members } from "@/drizzle/schema/members";
import { ticketMessages, tickets } from "@/drizzle/schema/tickets";
import { newsOf } from "./announce-tickets";
import { recordTicketEvent } from "./record-ticket-event";
import type { TicketRow } from "./ticket-row";

/** Which of a ticket's days a reminder is about. */
export type Clock = "answer" | "acknowledge";

type Settings = {
  timeZone: string;
  /** Ascending. */
  remindDays: readonly number[];
  /** Whether reminders are mailed, too. */
  isMailOn: boolean;
};

const ticketsAtOnce = 50;

/**
 * Reminds of tickets that are soon to be answered, or acknowledged: by webhook (`ticket.due`), and by mail to whom a ticket is
 * assigned to, or else to the admins. Each time that `remindDays` names, once; when Lethe did not run for a while, only the last of
 * those that were missed. Any number of processes may do so at once. Returns how many reminders there were.
 */
export const remindTickets = async (
  ctx: Pick<Context, "database" | "secret" | "now">,
  settings: Settings,
): Promise<number> => {
  if (settings.remindDays.length === 0) return 0;
  let count = 0;
  for (const clock of ["answer", "acknowledge"] as const) {
    for (;;) {
      const done = await ctx.database.transaction((transaction) =>
        remindSome(transaction, ctx, clock, settings),
      );
      count += done;
      if (done < ticketsAtOnce) break;
    }
  }
  return count;
};

const columns = {
  answer: { dueOn: tickets.dueOn, reminded: tickets.remindedDays, isOpen: sql`true` },
  acknowledge: {
    dueOn: tickets.acknowledgeDueOn,
    reminded: tickets.acknowledgeRemindedDays,
    isOpen: sql`${tickets.acknowledgedOn} is null`,
  },
};

const remindSome = async (
  transaction: Transaction,
  { secret, now }: Pick<Context, "secret" | "now">,
  clock: Clock,
  { timeZone, remindDays, isMailOn }: Settings,
): Promise<number> => {
  const at = now();
  const today = dayIn(timeZone, at);
  const { dueOn, reminded, isOpen } = columns[clock];
  const daysLeft = sql`(${dueOn} - ${today}::date)`;
  const nearest = nearestOf(daysLeft, remindDays);
  const rows = await transaction
    .select()
    .from(tickets)
    .where(
      and(
        isNull(tickets.closedAt),
        notInArray(tickets.state, ticketStates.filter(isAnswered)),
        isOpen,
        sql`${daysLeft} <= ${Math.max(...remindDays)}::integer`,
        // A longer time than was reminded of last: the clock has been extended since.
        sql`(${reminded} is null or ${reminded} <> ${nearest})`,
      ),
    )
    .orderBy(dueOn, tickets.id)
    .limit(ticketsAtOnce)
    .for("update", { skipLocked: true });
  for (const row of rows) await remind(transaction, { secret, at, today, clock, remindDays, isMailOn }, row);
  return rows.length;
};

/** The last of the times that has come; when the day is over, that is the nearest to it. */
const nearestOf = (daysLeft: SQL, remindDays: readonly number[]): SQL =>
  sql`(select min(days) from unnest(${sql.param([...remindDays])}::integer[]) as days where days >= ${daysLeft})`;

const remind = async (
  transaction: Transaction,
  input: {
    secret: string;
    at: Date;
    today: string;
    clock: Clock;
    remindDays: readonly number[];
    isMailOn: boolean;
  },
  row: TicketRow,
): Promise<void> => {
  const { secret, at, today, clock, remindDays, isMailOn } = input;
  const day = clock === "answer" ? row.dueOn : row.acknowledgeDueOn;
  if (day === null) return;
  const daysLeft = daysBetween(today, day);
  const nearest = remindDays.find((days) => days >= daysLeft) ?? 0;
  await transaction
    .update(tickets)
    .set(clock === "answer" ? { remindedDays: nearest } : { acknowledgeRemindedDays: nearest })
    .where(eq(tickets.id, row.id));
  const change = clock === "answer" ? "answer_due" : "acknowledgement_due";
  await enqueueTicketNews(transaction, "ticket.due", row.id, newsOf(row, change, at));
  const mailCount = isMailOn ? await queueMails(transaction, row, clock) : 0;
  await recordTicketEvent(transaction, {
    secret,
    ticketId: ticketIdSchema.parse(row.id),
    kind: "reminded",
    actor: letheActor,
    at,
    facts: { clock, daysLeft, mailCount },
  });
};

/** To whom the ticket is assigned to; where that is nobody who can sign in, to all admins. */
const queueMails = async (transaction: Transaction, row: TicketRow, clock: Clock): Promise<number> => {
  const able = await transaction
    .select({ id: members.id, role: members.role })
    .from(members)
    .where(isNull(members.disabledAt));
  const assignee = able.filter(
    ({ id, role }) => id === row.assigneeId && rolesThatCan("tickets:manage").includes(role),
  );
  const receivers = assignee.length > 0 ? assignee : able.filter(({ role }) => role === "admin");
  if (receivers.length === 0) return 0;
  await transaction.insert(ticketMessages).values(
    receivers.map(({ id }) => ({
      ticketId: row.id,
      kind: "mail" as const,
      memberId: id,
      facts: { clock },
    })),
  );
  return receivers.length;
};
