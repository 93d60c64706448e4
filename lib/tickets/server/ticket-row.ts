import { sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { can } from "@/lib/access/types";
import { ticketSettings } from "@/lib/env/env";
import { SealError } from "@/lib/text/server/seal";
import { clocksOf, dayIn } from "@/lib/tickets/clocks";
import { isAnswered } from "@/lib/tickets/states";
import type { ShownDetails, Ticket } from "@/lib/tickets/types";
import { ticketIdSchema } from "@/lib/tickets/ticket-id-schema";
import { members } from "@/drizzle/schema/members";
import { tickets } from "@/drizzle/schema/tickets";
import { openDetails } from "./seal-ticket";

export type TicketRow = typeof tickets.$inferSelect;

/** Columns of a ticket, with the address of whom it is assigned to. */
export const ticketColumns = {
  row: tickets,
  assigneeLabel: sql<
    string | null
  >`(select ${members.email} from ${members} where ${members.id} = ${tickets.assigneeId})`,
};

/** A ticket as it crosses the wire to this actor: whom it is about only with memories:read. */
export const ticketFrom = (
  ctx: Pick<Context, "actor" | "secret" | "now">,
  { row, assigneeLabel }: { row: TicketRow; assigneeLabel: string | null },
): Ticket => {
  return {
    id: ticketIdSchema.parse(row.id),
    reference: row.reference,
    state: row.state,
    outcome: row.outcome,
    law: row.law,
    receivedOn: row.receivedOn,
    receivedBy: row.receivedBy,
    dueOn: row.dueOn,
    acknowledgeDueOn: row.acknowledgeDueOn,
    acknowledgedOn: row.acknowledgedOn,
    extendedOn: row.extendedOn,
    extendableUntil: extendableUntilOf(row),
    today: todayOf(ctx),
    identity:
      row.identityCheckedAt === null || row.identityCheckedBy === null || row.identityMethod === null
        ? null
        : {
            checkedAt: row.identityCheckedAt.toISOString(),
            checkedBy: row.identityCheckedBy,
            method: row.identityMethod,
          },
    denialGround: row.denialGround,
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, label: assigneeLabel },
    source: row.source,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
    version: row.version,
    closedAt: row.closedAt?.toISOString() ?? null,
    lookAt: row.lookAt?.toISOString() ?? null,
    lookCount: row.lookCount,
    details: detailsOf(ctx, row),
  };
};

/** What day it is for the clocks of tickets. */
export const todayOf = ({ now }: Pick<Context, "now">): string => dayIn(ticketSettings().timeZone, now());

/** By which day the person has to be told of an extension; null once they were, or where the law knows none. */
const extendableUntilOf = (row: TicketRow): string | null =>
  row.extendedOn !== null || isAnswered(row.state)
    ? null
    : clocksOf({ law: row.law, receivedOn: row.receivedOn, typedDueOn: row.dueOn }).extendableUntil;

/** Whether an actor sees whom tickets are about, and what was written on them. */
export const mayReadSubjects = ({ actor }: Pick<Context, "actor">): boolean =>
  actor.kind === "system" || can(actor.role, "memories:read");

const detailsOf = (ctx: Pick<Context, "actor" | "secret">, row: TicketRow): ShownDetails => {
  if (row.subjectErasedAt !== null) return { state: "erased", at: row.subjectErasedAt.toISOString() };
  if (!mayReadSubjects(ctx)) return { state: "hidden" };
  try {
    const details = openDetails(ctx.secret, row);
    return details === null ? { state: "unreadable" } : { state: "plain", ...details };
  } catch (error) {
    if (error instanceof SealError) return { state: "unreadable" };
    throw error;
  }
};
