import { randomBytes, randomUUID } from "node:crypto";
import { and, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { can } from "@/lib/access/types";
import type { Queryable, Transaction } from "@/lib/database/server/database";
import { lockTicketKey } from "@/lib/deletions/server/request/find-ticket-id";
import { ticketKeyOf } from "@/lib/deletions/ticket-key";
import { ExpectedError } from "@/lib/errors/expected-error";
import { clocksOf, dayAfter } from "@/lib/tickets/clocks";
import type { NewTicket } from "@/lib/tickets/schema";
import type { Ticket, TicketId, TicketSource } from "@/lib/tickets/types";
import { ticketIdSchema } from "@/lib/tickets/ticket-id-schema";
import { deletions } from "@/drizzle/schema/deletions";
import { members } from "@/drizzle/schema/members";
import { tickets } from "@/drizzle/schema/tickets";
import { recordTicketEvent } from "./record-ticket-event";
import { settleTicket } from "./settle-tickets";
import { sealDetails, subjectDigestsOf } from "./seal-ticket";
import { ticketColumns, ticketFrom, todayOf } from "./ticket-row";

export type CreateTicketResult =
  | { kind: "created"; ticket: Ticket }
  /** There is a ticket of this reference, in some case, or of this OpenDSR request. `requestDigest`: of what made it by API. */
  | { kind: "taken"; id: TicketId; reference: string; requestDigest: string | null };

/** Where a ticket comes from, other than a member's hand. */
export type TicketOrigin = {
  source: TicketSource;
  requestDigest: string | null;
  openDsrId: string | null;
  callbackUrls: string[];
};
const byHand: TicketOrigin = { source: "member", requestDigest: null, openDsrId: null, callbackUrls: [] };

const saltBytes = 32;

/**
 * Makes a ticket, with the clocks of its law, and links the deletions that name its reference already. Throws not_permitted,
 * invalid_input (received in the future, an assignee who cannot work on it).
 */
export const createTicket = async (
  ctx: Context,
  input: NewTicket,
  origin: TicketOrigin = byHand,
): Promise<CreateTicketResult> => {
  requirePermission(ctx.actor, "tickets:create");
  requireReceived(ctx, input.receivedOn);
  return ctx.database.transaction(async (transaction) => {
    await requireAssignable(transaction, input.assigneeId);
    const at = ctx.now();
    const row = newTicket(ctx, input, origin, at);
    await lockTicketKey(transaction, row.referenceKey);
    const [inserted] = await transaction
      .insert(tickets)
      .values(row)
      .onConflictDoNothing()
      .returning({ id: tickets.id });
    if (inserted === undefined) return takenBy(transaction, row);
    const linkedCount = await linkDeletions(transaction, row);
    await recordTicketEvent(transaction, {
      secret: ctx.secret,
      ticketId: ticketIdSchema.parse(row.id),
      kind: "created",
      actor: ctx.actor,
      at,
      facts: {
        receivedOn: input.receivedOn,
        receivedBy: input.receivedBy,
        source: origin.source,
        dueOn: row.dueOn,
        nameCount: input.names.length,
        deletionCount: linkedCount,
      },
    });
    if (linkedCount > 0) await settleTicket(transaction, ctx, row.id);
    const [shown] = await transaction.select(ticketColumns).from(tickets).where(eq(tickets.id, row.id));
    if (shown === undefined) throw new Error("A row inserted in this transaction is gone.");
    return { kind: "created", ticket: ticketFrom(ctx, shown) };
  });
};

const newTicket = (ctx: Context, input: NewTicket, origin: TicketOrigin, at: Date) => {
  const id = randomUUID();
  const sealSalt = randomBytes(saltBytes);
  const { law, receivedOn } = input;
  const { dueOn, acknowledgeDueOn } = clocksOf({ law, receivedOn, typedDueOn: input.dueOn });
  return {
    id,
    reference: input.reference,
    referenceKey: ticketKeyOf(input.reference),
    state: "open",
    law,
    receivedOn,
    receivedBy: input.receivedBy,
    dueOn,
    acknowledgeDueOn,
    assigneeId: input.assigneeId,
    source: origin.source,
    requestDigest: origin.requestDigest,
    openDsrId: origin.openDsrId,
    sealed: sealDetails(
      ctx.secret,
      { id, sealSalt },
      {
        names: input.names,
        aliases: [],
        helpdeskUrl: input.helpdeskUrl,
        extensionReason: null,
        denialText: null,
        callbackUrls: origin.callbackUrls,
      },
    ),
    sealSalt,
    subjectDigests: subjectDigestsOf(ctx.secret, input.names),
    createdBy: ctx.actor,
    createdAt: at,
    updatedAt: at,
  } satisfies typeof tickets.$inferInsert;
};

const takenBy = async (
  transaction: Transaction,
  { referenceKey, openDsrId }: { referenceKey: string; openDsrId: string | null },
): Promise<CreateTicketResult> => {
  const [found] = await transaction
    .select({ id: tickets.id, reference: tickets.reference, requestDigest: tickets.requestDigest })
    .from(tickets)
    .where(
      or(
        eq(tickets.referenceKey, referenceKey),
        openDsrId === null ? undefined : eq(tickets.openDsrId, openDsrId),
      ),
    );
  if (found === undefined) throw new Error("The ticket that has this reference is gone.");
  return { kind: "taken", ...found, id: ticketIdSchema.parse(found.id) };
};

/** Deletions of before that name the reference are the ticket's; how many. */
const linkDeletions = async (
  transaction: Transaction,
  { id, reference }: { id: string; reference: string },
): Promise<number> => {
  const keyOf = (text: unknown) => sql`lower(normalize(btrim(${text})))`;
  const { rowCount } = await transaction
    .update(deletions)
    .set({ ticketId: id })
    .where(
      and(
        isNull(deletions.ticketId),
        isNotNull(deletions.ticket),
        sql`${keyOf(deletions.ticket)} = ${keyOf(sql`${reference}::text`)}`,
      ),
    );
  return rowCount ?? 0;
};

/** Throws invalid_input for a day that is still to come. */
export const requireReceived = (ctx: Pick<Context, "now">, receivedOn: string): void => {
  // Members in zones ahead of LETHE_TIME_ZONE are there a day earlier.
  if (receivedOn > dayAfter(todayOf(ctx), 1))
    throw new ExpectedError("invalid_input", "A request cannot have been received in the future.");
};

/** Throws invalid_input unless this is a member who can work on tickets; null is nobody. */
export const requireAssignable = async (database: Queryable, memberId: string | null): Promise<void> => {
  if (memberId === null) return;
  const [member] = await database
    .select({ role: members.role })
    .from(members)
    .where(and(eq(members.id, memberId), isNull(members.disabledAt)));
  if (member === undefined || !can(member.role, "tickets:manage")) {
    throw new ExpectedError("invalid_input", "This member cannot work on tickets. Choose someone else.");
  }
};
