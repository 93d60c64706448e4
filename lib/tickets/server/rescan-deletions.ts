import { and, eq, isNotNull, lte, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { deletionIdSchema } from "@/lib/deletions/deletion-id";
import { nextLook, retriedLook } from "@/lib/deletions/look-schedule";
import { letheActor } from "@/lib/deletions/server/record/lethe-actor";
import { verificationOf } from "@/lib/deletions/server/record/row-json";
import { lockInTurn, type LeasedDeletion } from "@/lib/deletions/server/run/lease";
import { faultCodeOf, storeFaultFrom } from "@/lib/deletions/server/run/store-fault";
import { verifyEnded } from "@/lib/deletions/server/verify/verify-ended";
import { residualCountOf } from "@/lib/deletions/verification";
import { ExpectedError } from "@/lib/errors/expected-error";
import { StoreError } from "@/lib/errors/store-error";
import { getStore } from "@/lib/stores/server/get-store";
import { storeIdSchema } from "@/lib/stores/store-id-schema";
import { ticketIdSchema } from "@/lib/tickets/ticket-id-schema";
import { enqueueReturned } from "@/lib/webhooks/server/enqueue-deliveries";
import { deletions } from "@/drizzle/schema/deletions";
import { tickets } from "@/drizzle/schema/tickets";
import { applyChange } from "./change-ticket";
import { recordTicketEvent } from "./record-ticket-event";
import type { TicketRow } from "./ticket-row";
import { reopened } from "./work-on-ticket";

type Input = Pick<Context, "database" | "secret" | "now" | "allowsPrivateStores">;
type Settings = { lookMinutes: readonly number[] };

/** For so long a scan belongs to the process that began it: each of the four checks of a verification takes fifteen minutes at most. */
const takenMinutes = 70;

/**
 * Asks a remote store whether something that one ended deletion took is stored there again, when its time has come: as long after the
 * end as closed tickets are looked at again. What is back makes an alarm on the deletion, and on its ticket, which is reopened, and is
 * told by webhook; each once, until more is back. A store that fails is asked again in an hour, a disabled one at the next look. Any
 * number of processes may do so. False when nothing is due. Throws what is no store's fault.
 */
export const rescanNext = async (ctx: Input, settings: Settings, signal: AbortSignal): Promise<boolean> => {
  const row = await claim(ctx);
  if (row === null) return false;
  const outcome = await verify(ctx, row, signal);
  // Stopped with the server: the next process to come begins anew.
  if (!signal.aborted) await note(ctx, row, outcome, settings);
  return true;
};

const claim = async ({ database }: Input): Promise<LeasedDeletion | null> => {
  const due = database
    .select({ id: deletions.id })
    .from(deletions)
    .where(and(isNotNull(deletions.finishedAt), lte(deletions.rescanAt, sql`clock_timestamp()`)))
    .orderBy(deletions.rescanAt)
    .limit(1)
    .for("update", { skipLocked: true });
  const [row] = await database
    .update(deletions)
    .set({ rescanAt: sql`clock_timestamp() + make_interval(mins => ${takenMinutes})` })
    .where(sql`${deletions.id} in (${due})`)
    .returning();
  return row ?? null;
};

/** `gone`: the store is not there any more. `passed`: it is disabled, and not asked. */
type Outcome = "checked" | "failed" | "passed" | "gone";

const verify = async (ctx: Input, row: LeasedDeletion, signal: AbortSignal): Promise<Outcome> => {
  try {
    const store = await getStore({ ...ctx, actor: letheActor }, storeIdSchema.parse(row.storeId));
    const isChecked = await verifyEnded(ctx, store, row, { actor: letheActor, signal, mustBeChecked: true });
    return isChecked ? "checked" : "failed";
  } catch (error) {
    if (signal.aborted) return "failed";
    if (error instanceof ExpectedError && error.code === "not_found") return "gone";
    if (error instanceof ExpectedError && error.code === "unavailable") return "passed";
    if (error instanceof StoreError || faultCodeOf(storeFaultFrom(error)) !== null) return "failed";
    throw error;
  }
};

const note = (
  ctx: Input,
  before: LeasedDeletion,
  outcome: Outcome,
  { lookMinutes }: Settings,
): Promise<void> =>
  ctx.database.transaction(async (transaction) => {
    // The ticket first, as what erases its texts does.
    const ticket = await lockTicketOf(transaction, before);
    const row = await lockInTurn(transaction, deletionIdSchema.parse(before.id));
    if (row?.finishedAt == null) return;
    const at = ctx.now();
    const passed = { since: row.finishedAt, lookCount: row.rescanCount, now: at };
    const next = outcome === "failed" ? retriedLook(lookMinutes, passed) : nextLook(lookMinutes, passed);
    const returnedCount =
      outcome === "checked"
        ? residualCountOf({
            storeId: storeIdSchema.parse(row.storeId),
            verification: verificationOf(row),
          })
        : row.returnedCount;
    // What failed, or was found at the end, is no residue. By what was told last, and not by the verification before: that of a
    // process that was killed before it came here has told nobody.
    const isBack = returnedCount > row.returnedCount;
    await transaction
      .update(deletions)
      .set({
        rescanAt: outcome === "gone" ? null : next.lookAt,
        rescanCount: next.lookCount,
        returnedCount,
        ...(isBack && { returnedAt: at }),
      })
      .where(eq(deletions.id, row.id));
    if (isBack) await tell(transaction, ctx, { ...row, returnedCount }, { ticket, at });
  });

const lockTicketOf = async (
  transaction: Transaction,
  { ticketId }: LeasedDeletion,
): Promise<TicketRow | undefined> => {
  if (ticketId === null) return undefined;
  const [ticket] = await transaction.select().from(tickets).where(eq(tickets.id, ticketId)).for("update");
  return ticket;
};

const tell = async (
  transaction: Transaction,
  { secret }: Input,
  { id, storeId, returnedCount }: LeasedDeletion,
  { ticket, at }: { ticket: TicketRow | undefined; at: Date },
): Promise<void> => {
  await enqueueReturned(transaction, ticket?.id ?? null, {
    found_by: "ids",
    ticket: ticket?.reference ?? null,
    deletion_id: id,
    store_id: storeId,
    returned_count: returnedCount,
  });
  if (ticket === undefined) return;
  const facts = { deletionId: id, storeId, returnedCount };
  const ticketIdOf = ticketIdSchema.parse(ticket.id);
  await recordTicketEvent(transaction, {
    ...{ secret, actor: letheActor, at },
    ...{ ticketId: ticketIdOf, kind: "returned", facts },
  });
  if (ticket.state !== "closed" || ticket.subjectErasedAt !== null) return;
  const { facts: from, ...change } = reopened(ticket);
  await applyChange(
    transaction,
    { actor: letheActor, secret },
    { row: ticket, at, ...change, facts: { ...from, ...facts, reason: "found_again" } },
  );
};
