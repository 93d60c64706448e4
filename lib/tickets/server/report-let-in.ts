import { and, eq, gt } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { letheActor } from "@/lib/deletions/server/record/lethe-actor";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { ticketIdSchema } from "@/lib/tickets/ticket-id-schema";
import { enqueueReturned } from "@/lib/webhooks/server/enqueue-deliveries";
import { suppressions } from "@/drizzle/schema/suppressions";
import { applyChange, lockTicket } from "./change-ticket";
import { recordTicketEvent } from "./record-ticket-event";
import { reopened } from "./work-on-ticket";

/**
 * Tells of memories that were let in although they name somebody whose data was erased: on the ticket, which is reopened, and by
 * webhook, as one number for all since the last time. Any number of processes may do so. False when nothing is to be told.
 */
export const reportLetIn = async ({
  database,
  secret,
  now,
}: Pick<Context, "database" | "secret" | "now">): Promise<boolean> => {
  const isUntold = gt(suppressions.letInCount, suppressions.reportedCount);
  const [found] = await database
    .select({ id: suppressions.id, ticketId: suppressions.ticketId })
    .from(suppressions)
    .where(isUntold)
    .limit(1);
  if (found === undefined) return false;
  await database.transaction(async (transaction) => {
    // The ticket first, as everything that changes either does.
    const ticket = await lockTicket(transaction, found.ticketId);
    const [suppression] = await transaction
      .select()
      .from(suppressions)
      .where(and(eq(suppressions.id, found.id), isUntold))
      .for("update");
    // Told by another process meanwhile.
    if (suppression === undefined) return;
    const at = now();
    const count = suppression.letInCount - suppression.reportedCount;
    await transaction
      .update(suppressions)
      .set({ reportedCount: suppression.letInCount })
      .where(eq(suppressions.id, suppression.id));
    await enqueueReturned(transaction, ticket.id, {
      found_by: "addition",
      ticket: ticket.reference,
      deletion_id: null,
      store_id: builtinStoreId,
      returned_count: count,
    });
    const ticketId = ticketIdSchema.parse(ticket.id);
    const facts = { suppressionId: suppression.id, count };
    await recordTicketEvent(transaction, {
      ...{ secret, actor: letheActor, at },
      ...{ ticketId, kind: "suppressed_added", facts },
    });
    if (ticket.state !== "closed" || ticket.subjectErasedAt !== null) return;
    const { facts: from, ...change } = reopened(ticket);
    await applyChange(
      transaction,
      { actor: letheActor, secret },
      { row: ticket, at, ...change, facts: { ...from, ...facts, reason: "found_again" } },
    );
  });
  return true;
};
