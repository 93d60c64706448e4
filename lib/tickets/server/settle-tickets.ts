import { and, asc, eq, inArray, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Database, Transaction } from "@/lib/database/server/database";
import { letheActor } from "@/lib/deletions/server/record/lethe-actor";
import { deletionColumns, deletionFrom } from "@/lib/deletions/server/history/deletion-row";
import { isFinished } from "@/lib/deletions/status";
import type { Deletion } from "@/lib/deletions/types";
import { verificationStateOf } from "@/lib/deletions/verification-state";
import type { TicketState } from "@/lib/tickets/types";
import { ticketIdSchema } from "@/lib/tickets/ticket-id-schema";
import { verdictOf, type Verdict } from "@/lib/tickets/verdict";
import { deletions } from "@/drizzle/schema/deletions";
import { ticketEvents, tickets } from "@/drizzle/schema/tickets";
import { recordTicketEvents, type TicketChange } from "./record-ticket-event";
import { lockTicket } from "./change-ticket";
import type { TicketRow } from "./ticket-row";

type Settling = Pick<Context, "secret" | "now"> & { database: Database };

/** More is not judged at once: no person's ticket has as many deletions. */
export const judgedCountMax = 1_000;

/** What this looks back over when it begins, in case deletions changed while nobody listened. */
const lookBackDays = 7;

/**
 * Brings tickets up to their deletions: what was requested and what has ended goes into their timeline, and their state follows.
 * `deletionIds`: those that have changed; null for all that changed of late. Twice is once. Returns how many tickets changed.
 */
export const settleTickets = async (
  ctx: Settling,
  { deletionIds }: { deletionIds: readonly string[] | null },
): Promise<number> => {
  if (deletionIds?.length === 0) return 0;
  const rows = await ctx.database
    .selectDistinct({ ticketId: deletions.ticketId })
    .from(deletions)
    .where(
      and(
        isNotNull(deletions.ticketId),
        deletionIds === null
          ? or(
              isNull(deletions.finishedAt),
              sql`${deletions.finishedAt} > ${ctx.now().toISOString()}::timestamptz - make_interval(days => ${lookBackDays})`,
            )
          : inArray(deletions.id, [...deletionIds]),
      ),
    );
  let count = 0;
  for (const { ticketId } of rows) {
    if (ticketId === null) continue;
    const isChanged = await ctx.database.transaction((transaction) =>
      settleTicket(transaction, ctx, ticketId),
    );
    if (isChanged) count++;
  }
  return count;
};

/** The same for one ticket, in a transaction of the caller. Whether anything was to be done. */
export const settleTicket = async (
  transaction: Transaction,
  ctx: Pick<Context, "secret" | "now">,
  id: string,
): Promise<boolean> => {
  const row = await lockTicket(transaction, id);
  const found = await deletionsOf(transaction, ctx, id);
  const noted = await notedOf(transaction, id);
  const at = ctx.now();
  const ticketId = ticketIdSchema.parse(id);
  const changes: TicketChange[] = [];
  for (const deletion of found) {
    if (!noted.has(`deletion_requested ${deletion.id}`)) changes.push(requestedChange(ticketId, deletion));
    if (isFinished(deletion.status) && !noted.has(`deletion_ended ${deletion.id}`))
      changes.push(endedChange(ticketId, deletion));
  }
  const isAsked = changes.some(({ kind }) => kind === "deletion_requested");
  const verdict = verdictOf(found);
  const state = nextState(row, verdict, isAsked);
  if (changes.length === 0 && state === row.state) return false;
  await transaction
    .update(tickets)
    .set({
      state,
      version: row.version + 1,
      updatedAt: at,
      ...(state !== row.state && { outcome: null, denialGround: null, closedAt: null, lookAt: null }),
    })
    .where(eq(tickets.id, id));
  if (row.state === "closed" && state === "searching")
    changes.push({ ticketId, kind: "reopened", facts: { from: row.outcome, reason: "still_stored" } });
  else if (changes.length === 0 || (state !== row.state && state !== "erasing"))
    changes.push({ ticketId, kind: "settled", facts: verdictFacts(verdict) });
  await recordTicketEvents(transaction, { secret: ctx.secret, actor: letheActor, at }, changes);
  return true;
};

/**
 * Where its deletions take a ticket. What has been closed, denied or withdrawn stays so, unless another deletion was requested, or one
 * that was verified absent is found to be stored after all.
 */
const nextState = (
  { state, outcome }: TicketRow,
  { kind, residualCount }: Verdict,
  isAsked: boolean,
): TicketState => {
  if (state === "closed" && outcome === "done" && kind === "partly" && residualCount > 0) return "searching";
  const follows = isAsked || state === "erasing" || state === "done" || state === "partly_done";
  if (!follows) return state;
  switch (kind) {
    case "under_way":
      return "erasing";
    case "erased":
      return "done";
    case "partly":
      return "partly_done";
    case "nothing":
      return state === "erasing" ? "to_confirm" : state;
  }
};

const requestedChange = (
  ticketId: TicketChange["ticketId"],
  { id, storeId, expectedCount, actor }: Deletion,
): TicketChange => ({
  ticketId,
  kind: "deletion_requested",
  actor,
  facts: { deletionId: id, storeId, expectedCount },
});

const endedChange = (ticketId: TicketChange["ticketId"], deletion: Deletion): TicketChange => ({
  ticketId,
  kind: "deletion_ended",
  facts: {
    deletionId: deletion.id,
    storeId: deletion.storeId,
    status: deletion.status,
    deletedCount: deletion.deletedCount,
    absentCount: deletion.absentCount,
    failedCount: deletion.failedCount,
    verification: verificationStateOf(deletion)?.kind ?? null,
  },
});

const verdictFacts = ({ kind, goneCount, storeCount, deletionCount }: Verdict) => ({
  verdict: kind,
  goneCount,
  storeCount,
  deletionCount,
});

/** The deletions of a ticket, oldest first, as Lethe itself sees them. */
export const deletionsOf = async (
  transaction: Transaction | Database,
  { secret }: Pick<Context, "secret">,
  ticketId: string,
  actor: Context["actor"] = letheActor,
): Promise<Deletion[]> => {
  const rows = await transaction
    .select(deletionColumns)
    .from(deletions)
    .where(eq(deletions.ticketId, ticketId))
    .orderBy(asc(deletions.createdAt), asc(deletions.id))
    .limit(judgedCountMax);
  return rows.map((row) => deletionFrom({ actor, secret }, row));
};

/** What the timeline has of deletions. */
const notedOf = async (transaction: Transaction, ticketId: string): Promise<Set<string>> => {
  const rows = await transaction
    .select({ kind: ticketEvents.kind, deletionId: sql<string>`${ticketEvents.facts} ->> 'deletionId'` })
    .from(ticketEvents)
    .where(
      and(
        eq(ticketEvents.ticketId, ticketId),
        inArray(ticketEvents.kind, ["deletion_requested", "deletion_ended"]),
      ),
    );
  return new Set(rows.map(({ kind, deletionId }) => `${kind} ${deletionId}`));
};
