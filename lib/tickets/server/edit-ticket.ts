import { and, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { ExpectedError } from "@/lib/errors/expected-error";
import type {
  assignManySchema,
  assignSchema,
  changeSubjectSchema,
  confirmAliasesSchema,
  correctRequestSchema,
  exemptSchema,
  newRecipientSchema,
  noteSchema,
  recipientSchema,
  tellRecipientSchema,
} from "@/lib/tickets/schema";
import { confirmedMax } from "@/lib/people/schema";
import type { PersonEntity } from "@/lib/people/types";
import { clocksOf } from "@/lib/tickets/clocks";
import { isAnswered } from "@/lib/tickets/states";
import type { Ticket } from "@/lib/tickets/types";
import { ticketIdSchema } from "@/lib/tickets/ticket-id-schema";
import { ticketRecipients, tickets } from "@/drizzle/schema/tickets";
import { changeTicket, requireSubject, resealed } from "./change-ticket";
import { requireAssignable, requireReceived } from "./create-ticket";
import { recordTicketEvents } from "./record-ticket-event";
import { openDetails, sealTicketText, subjectDigestsOf } from "./seal-ticket";

// What is written on a ticket beside its course. All throw what changeTicket does.

const recipientCountMax = 100;

/** Gives a ticket to a member, or to nobody. Throws invalid_input (someone who cannot work on it). */
export const assign = (
  ctx: Context,
  { assigneeId, ...input }: z.output<typeof assignSchema>,
): Promise<Ticket> =>
  changeTicket(ctx, input, async (transaction, row) => {
    if (row.assigneeId === assigneeId) return null;
    await requireAssignable(transaction, assigneeId);
    return { set: { assigneeId }, kind: "assigned", facts: { assigneeId } };
  });

/** Gives several tickets to one member, or to nobody; answers how many were given to someone else before. */
export const assignMany = async (
  ctx: Context,
  { ids, assigneeId }: z.output<typeof assignManySchema>,
): Promise<{ count: number }> => {
  requirePermission(ctx.actor, "tickets:manage");
  return ctx.database.transaction(async (transaction) => {
    await requireAssignable(transaction, assigneeId);
    const rows = await transaction
      .select({ id: tickets.id, version: tickets.version, assigneeId: tickets.assigneeId })
      .from(tickets)
      .where(inArray(tickets.id, ids))
      // In one order, so that two of these do not wait for each other.
      .orderBy(tickets.id)
      .for("update");
    const others = rows.filter((row) => row.assigneeId !== assigneeId);
    const at = ctx.now();
    for (const { id, version } of others) {
      await transaction
        .update(tickets)
        .set({ assigneeId, version: version + 1, updatedAt: at })
        .where(eq(tickets.id, id));
    }
    await recordTicketEvents(
      transaction,
      { secret: ctx.secret, actor: ctx.actor, at },
      others.map(({ id }) => ({
        ticketId: ticketIdSchema.parse(id),
        kind: "assigned",
        facts: { assigneeId },
      })),
    );
    return { count: others.length };
  });
};

/** Writes a note into the timeline, sealed. */
export const addNote = (ctx: Context, { id, note }: z.output<typeof noteSchema>): Promise<Ticket> =>
  changeTicket(ctx, { id, version: null }, (_transaction, row) => {
    requireSubject(row);
    return { set: {}, kind: "noted", note };
  });

/** Writes down why memories that a hold covers are kept, in place of what was written before. */
export const recordExemption = (
  ctx: Context,
  { ground, text, ...input }: z.output<typeof exemptSchema>,
): Promise<Ticket> =>
  changeTicket(ctx, input, (_transaction, row, at) => {
    if (text !== null) requireSubject(row);
    return {
      set: { exemptionGround: ground, exemptedAt: at, exemptedBy: ctx.actor },
      kind: "exempted",
      facts: { ground },
      note: text,
    };
  });

/** Sets whom the ticket is about, and where it stands in the helpdesk. */
export const changeSubject = (
  ctx: Context,
  { names, helpdeskUrl, ...input }: z.output<typeof changeSubjectSchema>,
): Promise<Ticket> =>
  changeTicket(ctx, input, (_transaction, row) => {
    const { names: before = [], aliases = [] } = openDetails(ctx.secret, row) ?? {};
    return {
      set: {
        sealed: resealed(ctx, row, { names, helpdeskUrl }),
        subjectDigests: subjectDigestsOf(ctx.secret, [...names, ...valuesOf(aliases)]),
      },
      kind: "subject_changed",
      facts: {
        nameCount: names.length + aliases.length,
        addedCount: names.filter((name) => !before.includes(name)).length,
        removedCount: before.filter((name) => !names.includes(name)).length,
      },
    };
  });

/**
 * Notes ids that were confirmed to be the same person's when they were looked for, or that they are not after all: later looks search
 * for them, too. Throws invalid_input (more than can be looked for).
 */
export const confirmAliases = (
  ctx: Context,
  { id, entities, isSamePerson }: z.output<typeof confirmAliasesSchema>,
): Promise<Ticket> =>
  changeTicket(ctx, { id, version: null }, (_transaction, row) => {
    requireSubject(row);
    const { names = [], aliases: before = [] } = openDetails(ctx.secret, row) ?? {};
    const others = before.filter((alias) => !entities.some((entity) => isSameEntity(entity, alias)));
    const once = entities.filter(
      (entity, place) => entities.findIndex((each) => isSameEntity(each, entity)) === place,
    );
    const aliases = isSamePerson ? [...others, ...once] : others;
    if (aliases.length > confirmedMax)
      throw new ExpectedError("invalid_input", `A ticket can have at most ${confirmedMax} confirmed IDs.`);
    const addedCount = Math.max(0, aliases.length - before.length);
    const removedCount = Math.max(0, before.length - aliases.length);
    if (addedCount + removedCount === 0) return null;
    return {
      set: {
        sealed: resealed(ctx, row, { aliases }),
        subjectDigests: subjectDigestsOf(ctx.secret, [...names, ...valuesOf(aliases)]),
      },
      kind: "subject_changed",
      facts: { nameCount: names.length + aliases.length, addedCount, removedCount },
    };
  });

const valuesOf = (aliases: readonly PersonEntity[]): string[] => aliases.map(({ value }) => value);

const isSameEntity = (a: PersonEntity, b: PersonEntity): boolean =>
  a.storeId === b.storeId && a.kind === b.kind && a.value === b.value;

/**
 * Sets right what was noted of the request; its clocks are counted anew, and an extension stays one where the law still knows it and
 * the person was told within the first period. Throws invalid_input (received in the future), wrong_status (answered).
 */
export const correctRequest = (
  ctx: Context,
  { law, receivedOn, receivedBy, dueOn: typedDueOn, ...input }: z.output<typeof correctRequestSchema>,
): Promise<Ticket> =>
  changeTicket(ctx, input, (_transaction, row) => {
    if (isAnswered(row.state))
      throw new ExpectedError("wrong_status", "This ticket has been answered. Reopen it first.");
    requireReceived(ctx, receivedOn);
    const clocks = clocksOf({ law, receivedOn, typedDueOn });
    const { extendableUntil } = clocks;
    const isExtended =
      row.extendedOn !== null &&
      extendableUntil !== null &&
      row.extendedOn >= receivedOn &&
      row.extendedOn <= extendableUntil;
    const extendedOn = isExtended ? row.extendedOn : null;
    const dueOn = extendedOn === null ? clocks.dueOn : clocks.extendedDueOn;
    return {
      set: {
        law,
        receivedOn,
        receivedBy,
        dueOn,
        extendedOn,
        acknowledgeDueOn: clocks.acknowledgeDueOn,
        remindedDays: null,
        acknowledgeRemindedDays: null,
      },
      kind: "request_corrected",
      facts: {
        ...{ law, receivedOn, receivedBy, dueOn },
        ...(row.extendedOn !== null && !isExtended && { isExtensionLost: true }),
      },
    };
  });

/** Notes somebody who has the person's data and is to be told (Art. 19 GDPR). Throws invalid_input (more than 100). */
export const addRecipient = (
  ctx: Context,
  { id, name }: z.output<typeof newRecipientSchema>,
): Promise<Ticket> =>
  changeTicket(ctx, { id, version: null }, async (transaction, row) => {
    const count = await transaction.$count(ticketRecipients, eq(ticketRecipients.ticketId, id));
    if (count >= recipientCountMax)
      throw new ExpectedError("invalid_input", `A ticket can have ${recipientCountMax} recipients.`);
    const sealed = sealTicketText(ctx.secret, requireSubject(row), name);
    const [added] = await transaction
      .insert(ticketRecipients)
      .values({ ticketId: id, sealed })
      .returning({ id: ticketRecipients.id });
    return { set: {}, kind: "recipient_added", facts: { recipientId: added?.id ?? null } };
  });

/** Notes that a recipient was told, or was not. */
export const tellRecipient = (
  ctx: Context,
  { id, recipientId, isTold }: z.output<typeof tellRecipientSchema>,
): Promise<Ticket> =>
  changeTicket(ctx, { id, version: null }, async (transaction, _row, at) => {
    const { rowCount } = await transaction
      .update(ticketRecipients)
      .set(isTold ? { toldAt: at, toldBy: ctx.actor } : { toldAt: null, toldBy: null })
      .where(recipientOf(id, recipientId));
    if (rowCount === 0) throw recipientNotFound();
    return { set: {}, kind: "recipient_told", facts: { recipientId, isTold } };
  });

/** Takes a recipient off the list. */
export const removeRecipient = (
  ctx: Context,
  { id, recipientId }: z.output<typeof recipientSchema>,
): Promise<Ticket> =>
  changeTicket(ctx, { id, version: null }, async (transaction) => {
    const { rowCount } = await transaction.delete(ticketRecipients).where(recipientOf(id, recipientId));
    if (rowCount === 0) throw recipientNotFound();
    return { set: {}, kind: "recipient_removed", facts: { recipientId } };
  });

const recipientOf = (ticketId: string, recipientId: string) =>
  and(eq(ticketRecipients.ticketId, ticketId), eq(ticketRecipients.id, recipientId));

const recipientNotFound = () => new ExpectedError("not_found", "This recipient is not on the list any more.");
