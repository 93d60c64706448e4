import { and, desc, eq, gt, isNotNull, isNull, lte, max, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { nextLook, retriedLook } from "@/lib/deletions/look-schedule";
import { letheActor } from "@/lib/deletions/server/record/lethe-actor";
import { findPerson } from "@/lib/people/server/find-person";
import { findingGroups, type PersonMessage } from "@/lib/people/types";
import { listStoreChoices, listStoresOfHistory } from "@/lib/stores/server/list-stores";
import { hasComeBack, type FoundLook, type StoreLook } from "@/lib/tickets/looks";
import { ticketIdSchema } from "@/lib/tickets/ticket-id-schema";
import { enqueueReturned } from "@/lib/webhooks/server/enqueue-deliveries";
import { deletions } from "@/drizzle/schema/deletions";
import { ticketLooks, tickets } from "@/drizzle/schema/tickets";
import { applyChange } from "./change-ticket";
import { recordTicketEvent } from "./record-ticket-event";
import type { TicketRow } from "./ticket-row";
import { whomToLookFor } from "./whom-to-look-for";
import { reopened } from "./work-on-ticket";

type Input = Pick<Context, "database" | "secret" | "now" | "allowsPrivateStores">;

/** How long a look belongs to the process that began it. A search that takes longer is given up before. */
const takenMinutes = 15;
const searchMinutesMax = 10;

/**
 * Searches all stores again for the person of one closed ticket whose time has come, and notes the numbers. What has come back reopens
 * the ticket. Where a store did not answer it is said, and asked again. Any number of processes may do so. False when nothing is due.
 */
export const lookAgain = async (
  ctx: Input,
  { lookMinutes }: { lookMinutes: readonly number[] },
  signal: AbortSignal,
): Promise<boolean> => {
  const row = await claimLook(ctx);
  if (row === null) return false;
  const found = await search(ctx, row, signal);
  // Stopped with the server: the next process to come begins anew.
  if (!signal.aborted) await note(ctx, row, found, lookMinutes);
  return true;
};

const claimLook = async ({ database }: Input): Promise<TicketRow | null> => {
  const due = database
    .select({ id: tickets.id })
    .from(tickets)
    .where(
      and(
        eq(tickets.state, "closed"),
        isNull(tickets.subjectErasedAt),
        lte(tickets.lookAt, sql`clock_timestamp()`),
      ),
    )
    .orderBy(tickets.lookAt)
    .limit(1)
    .for("update", { skipLocked: true });
  const [row] = await database
    .update(tickets)
    .set({ lookAt: sql`clock_timestamp() + make_interval(mins => ${takenMinutes})` })
    .where(sql`${tickets.id} in (${due})`)
    .returning();
  return row ?? null;
};

const search = async (ctx: Input, row: TicketRow, signal: AbortSignal): Promise<FoundLook[]> => {
  const choices = await listStoreChoices(ctx);
  const all = await listStoresOfHistory(ctx);
  const looks = new Map<string, FoundLook>(
    all.map(({ id }): [string, FoundLook] => [
      id,
      { ...nothingOf(id), errorCode: choices.some((choice) => choice.id === id) ? null : "disabled" },
    ]),
  );
  const each = (change: (look: FoundLook) => void) =>
    looks.forEach((look) => {
      if (look.errorCode === null) change(look);
    });
  const whom = await whomToLookFor(ctx, row);
  if (whom === null) {
    each((look) => (look.errorCode = "unreadable"));
    return [...looks.values()];
  }
  const until = AbortSignal.any([signal, AbortSignal.timeout(searchMinutesMax * 60_000)]);
  const asked = { ...ctx, actor: letheActor };
  const told = new Set<string>();
  const { names, confirmed, isCut } = whom;
  for await (const message of findPerson(asked, { text: names.join("\n"), confirmed }, until)) {
    take(looks, told, message);
  }
  if (isCut) each((look) => (look.isAtLeast = true));
  // A store that did not say of each group that it was searched was not: nothing is not known of it.
  each((look) => {
    if (!findingGroups.every((group) => told.has(`${look.storeId} ${group}`))) look.errorCode = "failed";
  });
  return [...looks.values()];
};

const nothingOf = (storeId: string): FoundLook => ({
  storeId,
  theirsCount: 0,
  aboutCount: 0,
  possiblyTheirsCount: 0,
  isAtLeast: false,
  errorCode: null,
  newestTheirsAt: null,
  newestAboutAt: null,
});

const take = (looks: Map<string, FoundLook>, told: Set<string>, message: PersonMessage): void => {
  switch (message.type) {
    case "entities": {
      const look = looks.get(message.storeId);
      if (look === undefined) return;
      for (const { count, lastAt } of message.entities) {
        look.isAtLeast ||= !count.isExact;
        // Who is only like them may be somebody else: that is said, and reopens nothing.
        if (message.group === "possibly_theirs") look.possiblyTheirsCount += count.value;
        else {
          look.theirsCount += count.value;
          look.newestTheirsAt = later(look.newestTheirsAt, lastAt);
        }
      }
      return;
    }
    case "memories": {
      const look = looks.get(message.storeId);
      if (look === undefined) return;
      look.aboutCount += message.memories.length;
      look.isAtLeast ||= !message.isComplete;
      for (const { createdAt } of message.memories) look.newestAboutAt = later(look.newestAboutAt, createdAt);
      return;
    }
    case "searched":
      told.add(`${message.storeId} ${message.group}`);
      return;
    case "failed": {
      const look = message.storeId === null ? undefined : looks.get(message.storeId);
      if (look !== undefined) look.errorCode = "failed";
      return;
    }
    case "not_searched": {
      const { storeId, reason } = message.notSearched;
      // What was looked for in no store was not in any of them.
      for (const look of storeId === null ? looks.values() : [looks.get(storeId)]) {
        if (look === undefined || look.errorCode !== null) continue;
        // That passes; what a store can never search is the same at every look.
        if (reason === "timed_out") look.errorCode = "failed";
        else look.isAtLeast = true;
      }
      return;
    }
    case "end":
      return;
  }
};

const later = (one: Date | null, other: string | null): Date | null => {
  const at = other === null ? null : new Date(other);
  return at !== null && (one === null || at > one) ? at : one;
};

const note = (
  ctx: Input,
  { id, closedAt, lookCount }: TicketRow,
  found: readonly FoundLook[],
  lookMinutes: readonly number[],
): Promise<void> =>
  ctx.database.transaction(async (transaction) => {
    const [row] = await transaction.select().from(tickets).where(eq(tickets.id, id)).for("update");
    // Reopened, or erased, while the stores were asked.
    if (row?.state !== "closed" || row.subjectErasedAt !== null || row.closedAt === null) return;
    if (row.closedAt.getTime() !== closedAt?.getTime() || row.lookCount !== lookCount) return;
    const at = ctx.now();
    const ticketId = ticketIdSchema.parse(id);
    const { before, isRetry } = await writeLook(transaction, row, found, at);
    const since = await lastRequestedAt(transaction, row, row.closedAt);
    const kept = await keptByStore(transaction, row);
    const back = found.filter((look) =>
      hasComeBack(look, {
        outcome: row.outcome,
        since,
        before: before.find(({ storeId }) => storeId === look.storeId) ?? null,
        keptCount: kept.get(look.storeId) ?? 0,
      }),
    );
    const failedCount = found.filter(({ errorCode }) => errorCode !== null).length;
    const facts = {
      theirsCount: sum(found.map(({ theirsCount }) => theirsCount)),
      aboutCount: sum(found.map(({ aboutCount }) => aboutCount)),
      possiblyTheirsCount: sum(found.map(({ possiblyTheirsCount }) => possiblyTheirsCount)),
      isAtLeast: found.some(({ isAtLeast }) => isAtLeast),
      storeCount: found.length,
      failedCount,
      backStoreCount: back.length,
    };
    const recorded = { secret: ctx.secret, actor: letheActor, at };
    // A store that is away for days is told of once.
    if (!isRetry || failedCount === 0 || back.length > 0)
      await recordTicketEvent(transaction, { ...recorded, ticketId, kind: "looked_again", facts });
    if (back.length > 0) {
      for (const { storeId, theirsCount, aboutCount } of back)
        await enqueueReturned(transaction, id, {
          found_by: "search",
          ticket: row.reference,
          deletion_id: null,
          store_id: storeId,
          returned_count: theirsCount + aboutCount,
        });
      const { facts: from, ...change } = reopened(row);
      await applyChange(
        transaction,
        { actor: letheActor, secret: ctx.secret },
        { row, at, ...change, facts: { ...from, ...facts, reason: "found_again" } },
      );
      return;
    }
    const passed = { since: row.closedAt, lookCount, now: at };
    // What is disabled is not asked again for its own sake: it is said, and looked for at the next look.
    const isAgain = found.some(({ errorCode }) => errorCode === "failed" || errorCode === "unreadable");
    await transaction
      .update(tickets)
      .set(isAgain ? retriedLook(lookMinutes, passed) : nextLook(lookMinutes, passed))
      .where(eq(tickets.id, id));
  });

/**
 * Notes what was found. A look that is repeated since a store did not answer takes the place of its earlier try. What is found is
 * compared with looks since the last closing alone: what was there before was erased again.
 */
const writeLook = async (
  transaction: Transaction,
  { id, lookCount, closedAt }: TicketRow,
  found: readonly FoundLook[],
  at: Date,
): Promise<{
  before: readonly Pick<StoreLook, "storeId" | "theirsCount" | "aboutCount">[];
  isRetry: boolean;
}> => {
  const stores = found.map(({ newestTheirsAt: _theirs, newestAboutAt: _about, ...look }): StoreLook => look);
  const [last, earlier] = await transaction
    .select()
    .from(ticketLooks)
    .where(and(eq(ticketLooks.ticketId, id), closedAt === null ? undefined : gt(ticketLooks.at, closedAt)))
    .orderBy(desc(ticketLooks.id))
    .limit(2);
  const isRetry = last?.lookNumber === lookCount;
  if (isRetry) {
    await transaction.update(ticketLooks).set({ at, stores }).where(eq(ticketLooks.id, last.id));
  } else {
    await transaction.insert(ticketLooks).values({ ticketId: id, at, lookNumber: lookCount, stores });
  }
  const compared = isRetry ? earlier : last;
  return { before: (compared?.stores ?? []).filter(({ errorCode }) => errorCode === null), isRetry };
};

const lastRequestedAt = async (
  transaction: Transaction,
  { id }: TicketRow,
  closedAt: Date,
): Promise<Date> => {
  const [row] = await transaction
    .select({ at: max(deletions.createdAt) })
    .from(deletions)
    .where(and(eq(deletions.ticketId, id), isNotNull(deletions.finishedAt)));
  return row?.at ?? closedAt;
};

/** Of each store, how many memories a deletion of the ticket left out on purpose: excluded ones, and immutable ones that were to stay. */
const keptByStore = async (
  transaction: Transaction,
  { id }: TicketRow,
): Promise<ReadonlyMap<string, number>> => {
  const keptCount = sql<number>`coalesce(jsonb_array_length(${deletions.selection} -> 'excludedIds'), 0) + ${deletions.keptImmutableCount}`;
  const rows = await transaction
    // One deletion may repeat another with the same exceptions.
    .select({ storeId: deletions.storeId, keptCount: max(keptCount).mapWith(Number) })
    .from(deletions)
    .where(and(eq(deletions.ticketId, id), isNotNull(deletions.finishedAt)))
    .groupBy(deletions.storeId);
  return new Map(rows.map((row) => [row.storeId, row.keptCount]));
};

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
