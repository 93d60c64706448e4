import { eq } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { ticketSettings } from "@/lib/env/env";
import { SealError } from "@/lib/text/server/seal";
import { dayIn, daysBetween } from "@/lib/tickets/clocks";
import { openDsrStatusOf } from "@/lib/tickets/open-dsr";
import type { TicketEventKind } from "@/lib/tickets/types";
import type { TicketNews } from "@/lib/webhooks/types";
import { enqueueTicketNews } from "@/lib/webhooks/server/enqueue-deliveries";
import { ticketMessages, tickets } from "@/drizzle/schema/tickets";
import { openDetails } from "./seal-ticket";
import type { TicketRow } from "./ticket-row";

/** What webhooks are told of: what changes how a ticket stands. The rest is between those who work on it. */
const isAnnounced: Record<TicketEventKind, boolean> = {
  created: true,
  acknowledged: true,
  identity_asked: true,
  identity_checked: true,
  search_started: true,
  searched: true,
  extended: true,
  denied: true,
  withdrawn: true,
  closed: true,
  reopened: true,
  assigned: false,
  noted: false,
  subject_changed: false,
  request_corrected: true,
  recipient_added: false,
  recipient_told: false,
  recipient_removed: false,
  deletion_requested: true,
  deletion_ended: true,
  settled: true,
  looked_again: false,
  reminded: false,
  certificate_issued: false,
  suppressed: false,
  suppression_lifted: false,
  exempted: true,
  // Told of by erasure.returned.
  suppressed_added: false,
  returned: false,
  subject_erased: false,
};

/**
 * Queues, in the transaction that changed a ticket, what others are told: `ticket.updated` for webhooks, and for a request of
 * OpenDSR its status, when that is another one than before.
 */
export const announceTicket = async (
  transaction: Transaction,
  { secret, at }: { secret: string; at: Date },
  ticket: TicketRow,
  kind: TicketEventKind,
): Promise<void> => {
  if (isAnnounced[kind]) {
    await enqueueTicketNews(transaction, "ticket.updated", ticket.id, newsOf(ticket, kind, at));
  }
  if (ticket.openDsrId !== null) await queueStatus(transaction, secret, ticket);
};

/** What is told of a ticket, as it stands. */
export const newsOf = (ticket: TicketRow, change: string, at: Date): TicketNews => {
  const today = dayIn(ticketSettings().timeZone, at);
  return {
    reference: ticket.reference,
    change,
    state: ticket.state,
    outcome: ticket.outcome,
    law: ticket.law,
    received_on: ticket.receivedOn,
    acknowledge_due_on: ticket.acknowledgeDueOn,
    due_on: ticket.dueOn,
    days_left: ticket.dueOn === null ? null : daysBetween(today, ticket.dueOn),
    version: ticket.version,
  };
};

const queueStatus = async (transaction: Transaction, secret: string, ticket: TicketRow): Promise<void> => {
  const status = openDsrStatusOf(ticket.state, ticket.outcome);
  // The answer to the request says that it is pending.
  if (status === (ticket.openDsrStatus ?? "pending")) return;
  await transaction.update(tickets).set({ openDsrStatus: status }).where(eq(tickets.id, ticket.id));
  const count = callbackCountOf(secret, ticket);
  if (count === 0) return;
  await transaction.insert(ticketMessages).values(
    Array.from({ length: count }, (_, addressIndex) => ({
      ticketId: ticket.id,
      kind: "callback" as const,
      addressIndex,
      facts: { status },
    })),
  );
};

const callbackCountOf = (secret: string, ticket: TicketRow): number => {
  try {
    return openDetails(secret, ticket)?.callbackUrls.length ?? 0;
  } catch (error) {
    // Sealed under another secret: the addresses are lost, and the change itself is not.
    if (error instanceof SealError) return 0;
    throw error;
  }
};
