import { sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { can } from "@/lib/access/types";
import { ticketSettings } from "@/lib/env/env";
import { SealError } from "@/lib/text/server/seal";
import { clocksOf, dayIn } from "@/lib/tickets/clocks";
import { isAnswered } from "@/lib/tickets/states";
import { ticketIdSchema, type ShownDetails, type Ticket } from "@/lib/tickets/types";
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
  const today = todayOf(ctx);
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
    extendableUntil: extendableUntilOf(row, today),
    today,
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

/** Until when notice of an extension can be given; null once it was, when it is too late, or where the law knows none. */
export const extendableUntilOf = (row: TicketRow, today: string): string | null => {
  if (row.extendedOn !== null || isAnswered(row.state)) return null;
  const { extendableUntil } = clocksOf({ law: row.law, receivedOn: row.receivedOn, typedDueOn: row.dueOn });
  return extendableUntil !== null && today <= extendableUntil ? extendableUntil : null;
};

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
