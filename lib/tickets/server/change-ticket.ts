import { and, eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { Transaction } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { canBecome } from "@/lib/tickets/states";
import { stateWords } from "@/lib/tickets/words";
import type {
  Ticket,
  TicketDetails,
  TicketEventKind,
  TicketFacts,
  TicketId,
  TicketState,
} from "@/lib/tickets/types";
import { ticketIdSchema } from "@/lib/tickets/ticket-id-schema";
import { tickets } from "@/drizzle/schema/tickets";
import { recordTicketEvent } from "./record-ticket-event";
import { openDetails, sealDetails } from "./seal-ticket";
import { ticketColumns, ticketFrom, type TicketRow } from "./ticket-row";

/** What a verb makes of a ticket, as it finds it under the row's lock. */
export type Changed = {
  set: Partial<typeof tickets.$inferInsert>;
  kind: TicketEventKind;
  facts?: TicketFacts;
  note?: string | null;
};

/**
 * Changes a ticket and writes it down, in one transaction. Of two changes made from one state of a ticket, the second is refused
 * (wrong_status). `version` null: a change that does not depend on what the ticket says. Null from `change`: nothing is to be done.
 * Returns the ticket; throws not_permitted, not_found, and what `change` throws.
 */
export const changeTicket = async (
  ctx: Context,
  { id, version }: { id: TicketId; version: number | null },
  change: (transaction: Transaction, row: TicketRow, at: Date) => Changed | null | Promise<Changed | null>,
): Promise<Ticket> => {
  requirePermission(ctx.actor, "tickets:manage");
  return ctx.database.transaction(async (transaction) => {
    const row = await lockTicket(transaction, id);
    if (version !== null && row.version !== version) throw changedMeanwhile();
    const at = ctx.now();
    const changed = await change(transaction, row, at);
    if (changed !== null) await applyChange(transaction, ctx, { row, at, ...changed });
    const [shown] = await transaction.select(ticketColumns).from(tickets).where(eq(tickets.id, id));
    if (shown === undefined) throw new Error("A locked row is gone.");
    return ticketFrom(ctx, shown);
  });
};

/** Writes a change of a row that is locked, and its event. */
export const applyChange = async (
  transaction: Transaction,
  { actor, secret }: Pick<Context, "actor" | "secret">,
  { row, at, set, kind, facts, note }: Changed & { row: TicketRow; at: Date },
): Promise<void> => {
  await transaction
    .update(tickets)
    .set({ ...set, version: row.version + 1, updatedAt: at })
    .where(and(eq(tickets.id, row.id), eq(tickets.version, row.version)));
  const ticketId = ticketIdSchema.parse(row.id);
  await recordTicketEvent(transaction, { secret, ticketId, kind, actor, at, facts, note });
};

export const lockTicket = async (transaction: Transaction, id: string): Promise<TicketRow> => {
  const [row] = await transaction.select().from(tickets).where(eq(tickets.id, id)).for("update");
  if (row === undefined) throw new ExpectedError("not_found", "There is no ticket with this ID.");
  return row;
};

const changedMeanwhile = () =>
  new ExpectedError(
    "wrong_status",
    "This ticket was changed meanwhile, so nothing was changed now. Look at it again, then repeat what is still needed.",
  );

/** Throws wrong_status when a ticket cannot go to this state from where it is. */
export const requireTransition = ({ state }: Pick<TicketRow, "state">, to: TicketState): void => {
  if (canBecome(state, to)) return;
  throw new ExpectedError(
    "wrong_status",
    `This ticket is ${stateWords[state].toLowerCase()}, so it cannot become ${stateWords[to].toLowerCase()}.`,
  );
};

/** The details of a row, to be written anew with changes. Throws wrong_status once they are erased. */
export const resealed = (
  { secret }: Pick<Context, "secret">,
  row: TicketRow,
  changes: Partial<TicketDetails>,
): Buffer => {
  const details = openDetails(secret, row);
  if (details === null || row.sealSalt === null) throw subjectErased();
  return sealDetails(secret, { id: row.id, sealSalt: row.sealSalt }, { ...details, ...changes });
};

/** Throws wrong_status once the texts of a ticket are erased, and it takes no more. */
export const requireSubject = (row: TicketRow): { id: string; sealSalt: Buffer } => {
  if (row.sealSalt === null) throw subjectErased();
  return { id: row.id, sealSalt: row.sealSalt };
};

const subjectErased = () =>
  new ExpectedError(
    "wrong_status",
    "The names and texts of this ticket have been erased, so nothing can be written on it any more.",
  );
