import { and, eq, gt, inArray, isNotNull, isNull, lt, notExists, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { eraseFiltersOfTicket } from "@/lib/deletions/server/record/erase-filters";
import { eraseText } from "@/lib/deletions/server/record/erase-text";
import { letheActor } from "@/lib/deletions/server/record/lethe-actor";
import { recordEvents } from "@/lib/ledger/server/record-event";
import { ticketIdSchema } from "@/lib/tickets/ticket-id-schema";
import { deletions } from "@/drizzle/schema/deletions";
import { suppressions } from "@/drizzle/schema/suppressions";
import { ticketEvents, ticketMessages, ticketRecipients, tickets } from "@/drizzle/schema/tickets";
import { webhookDeliveries } from "@/drizzle/schema/webhooks";
import { recordTicketEvent } from "./record-ticket-event";

type Input = Pick<Context, "database" | "secret" | "now" | "allowsPrivateStores">;
type Settings = {
  /** After closing, until the subject is erased. */
  subjectDays: number;
  /** After closing, until the rest goes. */
  recordMonths: number;
};

const ticketsAtOnce = 50;

/**
 * Reduces tickets that were closed long enough ago. First the subject goes: names, ids, notes, recipients' names, addresses and
 * reasons, here and in the ticket's deletions, with the salt of the key that they were sealed under; keyed digests stay, by which
 * somebody who brings their own id can be matched, and those that refuse new memories. At the end the whole ticket goes, and its
 * suppression with it. Both are in the ledger. Any number of processes
 * may do so at once. Returns how many tickets were reduced, and how many deleted; throws the first failure, after all others.
 */
export const reduceTickets = async (
  ctx: Input,
  settings: Settings,
): Promise<{ erasedCount: number; deletedCount: number }> => {
  const { erasedCount, failures } = await eraseSubjects(ctx, settings);
  let deletedCount = 0;
  for (;;) {
    const count = await deleteSome(ctx, settings);
    deletedCount += count;
    if (count < ticketsAtOnce) break;
  }
  if (failures.length > 0) throw failures[0];
  return { erasedCount, deletedCount };
};

/** One that fails does not keep the others. */
const eraseSubjects = async (
  ctx: Input,
  settings: Settings,
): Promise<{ erasedCount: number; failures: unknown[] }> => {
  let erasedCount = 0;
  const failures: unknown[] = [];
  for (let after: string | null = null; ;) {
    const ids = await dueSubjects(ctx, settings, after);
    for (const id of ids) {
      const isErased = await eraseSubject(ctx, id).catch((error: unknown) => {
        failures.push(error);
        return false;
      });
      if (isErased) erasedCount++;
    }
    after = ids.at(-1) ?? null;
    if (ids.length < ticketsAtOnce) return { erasedCount, failures };
  }
};

/** By the database's clock, as everything here. */
const closedBefore = ({ days, months }: { days?: number; months?: number }) =>
  lt(
    tickets.closedAt,
    sql`clock_timestamp() - make_interval(months => ${months ?? 0}, days => ${days ?? 0})`,
  );

const dueSubjects = async (
  { database }: Input,
  settings: Settings,
  after: string | null,
): Promise<string[]> => {
  const rows = await database
    .select({ id: tickets.id })
    .from(tickets)
    .where(
      and(
        isNull(tickets.subjectErasedAt),
        after === null ? undefined : gt(tickets.id, after),
        sql`(${closedBefore({ days: settings.subjectDays })} or ${closedBefore({ months: settings.recordMonths })})`,
        // Its filter is needed while it runs.
        notExists(
          database
            .select({ id: deletions.id })
            .from(deletions)
            .where(and(eq(deletions.ticketId, tickets.id), isNull(deletions.finishedAt))),
        ),
      ),
    )
    .orderBy(tickets.id)
    .limit(ticketsAtOnce);
  return rows.map(({ id }) => id);
};

/** The deletions first: when that fails, the ticket is still due. */
const eraseSubject = async (ctx: Input, id: string): Promise<boolean> => {
  const withTexts = await ctx.database
    .select({ id: deletions.id })
    .from(deletions)
    .where(and(eq(deletions.ticketId, id), isNotNull(deletions.finishedAt), isNull(deletions.textErasedAt)));
  for (const deletion of withTexts) {
    await eraseText({ ...ctx, actor: letheActor }, { id: deletionIdSchema.parse(deletion.id) });
  }
  return ctx.database.transaction(async (transaction) => {
    const [row] = await transaction
      .select({ id: tickets.id })
      .from(tickets)
      .where(and(eq(tickets.id, id), isNull(tickets.subjectErasedAt), isNotNull(tickets.closedAt)))
      .for("update", { skipLocked: true });
    if (row === undefined) return false;
    while ((await eraseFiltersOfTicket(transaction, ctx, id)) > 0);
    const at = ctx.now();
    await transaction
      .update(tickets)
      .set({
        sealed: null,
        sealSalt: null,
        subjectErasedAt: at,
        lookAt: null,
        version: sql`${tickets.version} + 1`,
      })
      .where(eq(tickets.id, id));
    await transaction
      .update(ticketEvents)
      .set({ sealed: null })
      .where(and(eq(ticketEvents.ticketId, id), isNotNull(ticketEvents.sealed)));
    await transaction.update(ticketRecipients).set({ sealed: null }).where(eq(ticketRecipients.ticketId, id));
    // The addresses that they would go to are gone.
    await transaction.delete(ticketMessages).where(eq(ticketMessages.ticketId, id));
    await recordTicketEvent(transaction, {
      secret: ctx.secret,
      ticketId: ticketIdSchema.parse(id),
      kind: "subject_erased",
      actor: letheActor,
      at,
    });
    return true;
  });
};

const deleteSome = (ctx: Input, { recordMonths }: Settings): Promise<number> =>
  ctx.database.transaction(async (transaction) => {
    const rows = await transaction
      .select({
        id: tickets.id,
        law: tickets.law,
        outcome: tickets.outcome,
        receivedOn: tickets.receivedOn,
      })
      .from(tickets)
      .where(and(isNotNull(tickets.subjectErasedAt), closedBefore({ months: recordMonths })))
      .orderBy(tickets.closedAt, tickets.id)
      .limit(ticketsAtOnce)
      .for("update", { skipLocked: true });
    if (rows.length === 0) return 0;
    const ids = rows.map(({ id }) => id);
    await transaction.delete(webhookDeliveries).where(inArray(webhookDeliveries.ticketId, ids));
    const inForce = await transaction
      .select({ ticketId: suppressions.ticketId })
      .from(suppressions)
      .where(and(inArray(suppressions.ticketId, ids), isNull(suppressions.liftedAt)));
    const suppressed = new Set(inForce.map(({ ticketId }) => ticketId));
    await transaction.update(deletions).set({ ticketId: null }).where(inArray(deletions.ticketId, ids));
    await transaction.delete(tickets).where(inArray(tickets.id, ids));
    await transaction.execute(sql`select pg_notify('lethe_tickets', '')`);
    const at = ctx.now();
    await recordEvents(
      transaction,
      rows.map(({ id, ...row }) => ({
        kind: "ticket.deleted",
        body: {
          ticketId: id,
          ...row,
          endedSuppression: suppressed.has(id) ? true : undefined,
          actor: { kind: letheActor.kind, id: letheActor.id },
        },
        at,
      })),
    );
    return rows.length;
  });
