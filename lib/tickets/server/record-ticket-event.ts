import { inArray, sql } from "drizzle-orm";
import type { Actor } from "@/lib/access/types";
import type { Transaction } from "@/lib/database/server/database";
import { digestKeyOf, digestOf } from "@/lib/deletions/server/record/digest-keys";
import { recordEvents } from "@/lib/ledger/server/record-event";
import type { LedgerBody } from "@/lib/ledger/canonical";
import type { TicketEventKind, TicketFacts, TicketId } from "@/lib/tickets/types";
import { ticketEvents, tickets } from "@/drizzle/schema/tickets";
import { announceTicket } from "./announce-tickets";
import { sealTicketText } from "./seal-ticket";

export type TicketChange = {
  ticketId: TicketId;
  kind: TicketEventKind;
  /** Codes, ids, numbers and days; never a word that somebody wrote. */
  facts?: TicketFacts;
  /** What somebody wrote. Sealed in the timeline, and committed to in the ledger. */
  note?: string | null;
  /** Who did it, where that is not who writes it down. */
  actor?: Actor;
};
type Recorded = { secret: string; actor: Actor; at: Date };

/**
 * The one place where it is written down that a ticket has changed: in its timeline and in the ledger, which holds no free text,
 * and open pages, webhooks and callbacks learn of it. Belongs at the end of the transaction that made the change, as `recordEvent` does.
 */
export const recordTicketEvent = (
  transaction: Transaction,
  { secret, actor, at, ...change }: Omit<TicketChange, "actor"> & Recorded,
): Promise<void> => recordTicketEvents(transaction, { secret, actor, at }, [change]);

/** The same for several changes, in their order. */
export const recordTicketEvents = async (
  transaction: Transaction,
  { secret, actor: writer, at }: Recorded,
  changes: readonly TicketChange[],
): Promise<void> => {
  if (changes.length === 0) return;
  const rows = await transaction
    .select()
    .from(tickets)
    .where(inArray(tickets.id, [...new Set(changes.map(({ ticketId }) => ticketId))]));
  const byId = new Map(rows.map((row) => [row.id, row]));
  const written = changes.map(({ ticketId, kind, facts = {}, note = null, actor = writer }) => {
    const ticket = byId.get(ticketId);
    if (ticket === undefined) throw new Error("A ticket that was changed is gone.");
    refuseFreeText(facts);
    const { sealSalt } = ticket;
    if (note !== null && sealSalt === null)
      throw new Error("A ticket whose subject is erased takes no text.");
    const isNoted = note !== null && sealSalt !== null;
    return {
      ticket,
      row: {
        ticketId,
        at,
        actor,
        kind,
        facts,
        sealed: isNoted ? sealTicketText(secret, { id: ticketId, sealSalt }, note) : null,
      },
      body: {
        ticketId,
        actor: { kind: actor.kind, id: actor.id, role: actor.kind === "system" ? undefined : actor.role },
        change: kind,
        state: ticket.state,
        law: ticket.law,
        facts,
        commitment: isNoted ? digestOf(digestKeyOf(secret, sealSalt, "commitment"), { note }) : undefined,
      } satisfies LedgerBody,
    };
  });
  await transaction.insert(ticketEvents).values(written.map(({ row }) => row));
  for (const { ticket, row } of written) await announceTicket(transaction, { secret, at }, ticket, row.kind);
  await transaction.execute(sql`select pg_notify('lethe_tickets', '')`);
  await recordEvents(
    transaction,
    written.map(({ body }) => ({
      kind: body.change === "created" ? "ticket.created" : "ticket.changed",
      body,
      at,
    })),
  );
};

/** Codes, ids and days have no white space, and are short: what is longer was written by somebody. */
const codeForm = /^[\w.:+-]{1,64}$/;
const refuseFreeText = (facts: TicketFacts): void => {
  for (const [name, value] of Object.entries(facts)) {
    if (typeof value === "string" && !codeForm.test(value))
      throw new Error(`The fact "${name}" of a ticket is no code.`);
  }
};
