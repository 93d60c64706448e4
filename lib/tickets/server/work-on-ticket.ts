import { and, eq, gt, sql } from "drizzle-orm";
import type { z } from "zod";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import type { Transaction } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { clocksOf, dayAfter } from "@/lib/tickets/clocks";
import type {
  acknowledgeSchema,
  checkIdentitySchema,
  denySchema,
  extendSchema,
  findingsSchema,
  TicketInput,
} from "@/lib/tickets/schema";
import { isAnswered, isBeingWorkedOn, outcomeOf } from "@/lib/tickets/states";
import type { Ticket, TicketId } from "@/lib/tickets/types";
import { verdictOf } from "@/lib/tickets/verdict";
import { ticketSettings } from "@/lib/env/env";
import { foundCountOf, readLastSearch, unsearchedFacts } from "./last-search";
import { deletions } from "@/drizzle/schema/deletions";
import { changeTicket, requireSubject, requireTransition, resealed } from "./change-ticket";
import { deletionsOf } from "./settle-tickets";
import { todayOf, type TicketRow } from "./ticket-row";

// What is done with a ticket on its way to an answer. All throw what changeTicket does.

/** Writes down that the person was told that the request has arrived. Throws invalid_input (no such day), wrong_status. */
export const acknowledge = (
  ctx: Context,
  { acknowledgedOn, ...input }: z.output<typeof acknowledgeSchema>,
): Promise<Ticket> =>
  changeTicket(ctx, input, (_transaction, row) => {
    if (isAnswered(row.state)) throw new ExpectedError("wrong_status", "This ticket has been answered.");
    if (row.acknowledgedOn !== null)
      throw new ExpectedError("wrong_status", "This request was acknowledged already.");
    requireDaySinceReceipt(ctx, row, acknowledgedOn);
    return { set: { acknowledgedOn }, kind: "acknowledged", facts: { on: acknowledgedOn } };
  });

/** Waits for proof of who asks, which the GDPR allows when there is doubt (Art. 12(6)). The clock goes on. Throws wrong_status. */
export const askIdentity = (ctx: Context, input: TicketInput): Promise<Ticket> =>
  changeTicket(ctx, input, (_transaction, row) => {
    requireTransition(row, "identity");
    return { set: { state: "identity" }, kind: "identity_asked" };
  });

/** Writes down how it was checked that the request comes from its subject. Throws wrong_status. */
export const checkIdentity = (
  ctx: Context,
  { method, ...input }: z.output<typeof checkIdentitySchema>,
): Promise<Ticket> =>
  changeTicket(ctx, input, (_transaction, row, at) => {
    if (isAnswered(row.state))
      throw new ExpectedError("wrong_status", "This ticket has been answered. Reopen it first.");
    const checked = { identityCheckedAt: at, identityCheckedBy: ctx.actor, identityMethod: method };
    return {
      set: row.state === "identity" ? { ...checked, state: "open" } : checked,
      kind: "identity_checked",
      facts: { method },
    };
  });

/** Somebody begins to look for the person. Does nothing to a ticket that is further on. */
export const startSearch = (ctx: Context, { id }: { id: TicketId }): Promise<Ticket> =>
  changeTicket(ctx, { id, version: null }, (_transaction, row) =>
    row.state === "open" || row.state === "identity"
      ? { set: { state: "searching" }, kind: "search_started" }
      : null,
  );

/**
 * What was found of the person, what of it was chosen, and which stores could not be searched: numbers and codes alone. A ticket that
 * is worked on then waits for confirmation, unless there is nothing to confirm.
 */
export const noteFindings = async (
  ctx: Context,
  { id, notSearched = [], ...counts }: z.output<typeof findingsSchema>,
): Promise<Ticket> => {
  requirePermission(ctx.actor, "tickets:manage");
  const unsearched = await unsearchedFacts(ctx, notSearched);
  return changeTicket(ctx, { id, version: null }, (_transaction, row) => ({
    set: isBeingWorkedOn(row.state) ? { state: foundCountOf(counts) > 0 ? "to_confirm" : "searching" } : {},
    kind: "searched",
    facts: { ...counts, ...unsearched },
  }));
};

/** Finishes a ticket of whose person the stores have nothing: it is done with nothing erased, and closed. Throws wrong_status. */
export const closeNothingFound = (ctx: Context, input: TicketInput): Promise<Ticket> =>
  changeTicket(ctx, input, async (transaction, row, at) => {
    requireTransition(row, "done");
    const last = await readLastSearch(transaction, row.id);
    if (!isBeingWorkedOn(row.state) || last === null || !last.isCurrent || last.theirsCount > 0)
      throw new ExpectedError(
        "wrong_status",
        "The last search has not shown that nothing of theirs is stored. Search for the person again.",
      );
    // What was erased before is judged as it is: finding nothing now does not verify it.
    const { kind } = verdictOf(await deletionsOf(transaction, ctx, row.id));
    if (kind === "under_way") requireTransition({ state: "erasing" }, "closed");
    const outcome = kind === "partly" ? "partly_done" : "done";
    return {
      set: { state: "closed", outcome, closedAt: at, lookAt: lookAfter(at, 0), lookCount: 0 },
      kind: "closed",
      facts: { outcome, isNothingFound: true },
    };
  });

/**
 * The person was told, within the first period, that the answer takes longer: its clock is extended once, as its law allows.
 * Throws invalid_input (told too late, or on no such day), wrong_status (extended or answered already, or no law allows it).
 */
export const extend = (
  ctx: Context,
  { toldOn, reason, ...input }: z.output<typeof extendSchema>,
): Promise<Ticket> =>
  changeTicket(ctx, input, (_transaction, row) => {
    const clocks = clocksOf({ law: row.law, receivedOn: row.receivedOn, typedDueOn: row.dueOn });
    const { extendableUntil, extendedDueOn } = clocks;
    if (row.extendedOn !== null)
      throw new ExpectedError("wrong_status", "This ticket was extended already, which is possible once.");
    if (isAnswered(row.state)) throw new ExpectedError("wrong_status", "This ticket has been answered.");
    if (extendableUntil === null || extendedDueOn === null)
      throw new ExpectedError("wrong_status", "The law of this ticket sets no time that could be extended.");
    requireDaySinceReceipt(ctx, row, toldOn);
    if (toldOn > extendableUntil)
      throw new ExpectedError(
        "invalid_input",
        `The person has to be told by ${extendableUntil}, within the first period, or the time is not extended.`,
      );
    return {
      set: {
        extendedOn: toldOn,
        dueOn: extendedDueOn,
        remindedDays: null,
        ...(reason !== null && { sealed: resealed(ctx, row, { extensionReason: reason }) }),
      },
      kind: "extended",
      facts: { on: toldOn, dueOn: extendedDueOn },
      note: reason,
    };
  });

/** Denies the request, for a reason that the law knows, with what the person is told. Throws wrong_status. */
export const deny = (
  ctx: Context,
  { ground, text, ...input }: z.output<typeof denySchema>,
): Promise<Ticket> =>
  changeTicket(ctx, input, (_transaction, row) => {
    requireTransition(row, "denied");
    return {
      set: {
        state: "denied",
        denialGround: ground,
        ...(text !== null && { sealed: resealed(ctx, row, { denialText: text }) }),
      },
      kind: "denied",
      facts: { ground },
      note: text,
    };
  });

/** The person has taken the request back. Throws wrong_status. */
export const withdraw = (ctx: Context, input: TicketInput): Promise<Ticket> =>
  changeTicket(ctx, input, (_transaction, row) => {
    requireTransition(row, "withdrawn");
    return { set: { state: "withdrawn" }, kind: "withdrawn" };
  });

/** Closes a ticket that has its answer. Of one with deletions the stores are searched again later. Throws wrong_status. */
export const close = (ctx: Context, input: TicketInput): Promise<Ticket> =>
  changeTicket(ctx, input, async (transaction, row, at) => {
    const outcome = outcomeOf(row.state);
    if (outcome === null) requireTransition(row, "closed");
    // Also of one that was denied, or taken back, when something was erased before.
    const isErased = outcome === "done" || outcome === "partly_done" || (await hasErased(transaction, row));
    return {
      set: {
        state: "closed",
        outcome,
        closedAt: at,
        lookAt: isErased ? lookAfter(at, 0) : null,
        lookCount: 0,
      },
      kind: "closed",
      facts: { outcome },
    };
  });

const hasErased = async (transaction: Transaction, { id }: TicketRow): Promise<boolean> =>
  (await transaction.$count(
    deletions,
    and(eq(deletions.ticketId, id), gt(sql`${deletions.deletedCount} + ${deletions.absentCount}`, 0)),
  )) > 0;

/** When the stores are searched again for the n-th time after closing; null: no more. */
export const lookAfter = (closedAt: Date, lookCount: number): Date | null => {
  const minutes = ticketSettings().lookMinutes[lookCount];
  return minutes === undefined ? null : new Date(closedAt.getTime() + minutes * 60_000);
};

/** Takes an answered ticket up again: what was denied or withdrawn from the start, what was erased with a search. Throws wrong_status. */
export const reopen = (ctx: Context, input: TicketInput): Promise<Ticket> =>
  changeTicket(ctx, input, (_transaction, row) => {
    requireSubject(row);
    if (!isAnswered(row.state)) throw new ExpectedError("wrong_status", "This ticket is not closed.");
    return reopened(row);
  });

/** How a ticket is taken up again. */
export const reopened = (row: Pick<TicketRow, "state" | "outcome">) => {
  const ended = row.outcome ?? outcomeOf(row.state);
  const wasErased = ended === "done" || ended === "partly_done";
  return {
    set: {
      state: wasErased ? "searching" : "open",
      outcome: null,
      denialGround: null,
      closedAt: null,
      lookAt: null,
    },
    kind: "reopened",
    facts: { from: ended },
  } as const;
};

/** Throws invalid_input unless the day lies between receipt and today. */
const requireDaySinceReceipt = (ctx: Context, { receivedOn }: TicketRow, day: string): void => {
  // Members in zones ahead of LETHE_TIME_ZONE are there a day earlier.
  if (day >= receivedOn && day <= dayAfter(todayOf(ctx), 1)) return;
  throw new ExpectedError("invalid_input", `Enter a day from ${receivedOn}, when it was received, to today.`);
};
