import { and, desc, eq, gt, lte, sql } from "drizzle-orm";
import { ticketEvents, ticketLooks } from "@/drizzle/schema/tickets";
import type { Transaction } from "@/lib/database/server/database";
import { isAnswered } from "@/lib/tickets/states";
import type { TicketRow } from "@/lib/tickets/server/ticket-row";
import type { JudgedRequest } from "../judge";
import type { CertificateFacts } from "../types";

/** What the searches for a ticket's person brought up, before its last deletion and since. */
export type SearchRecord = Pick<CertificateFacts, "found" | "look"> & {
  /** When it was taken up again since its last deletion; null: it was not. */
  reopenedAt: Date | null;
};

/** A deletion is dated by the database, and what is noted of a ticket by the server. */
const clocksDifferSecondsMax = 2;

/** `requestedAt`: of the last deletion; null: there is none. */
export const readSearch = async (
  transaction: Transaction,
  ticket: TicketRow | null,
  requestedAt: Date | null,
): Promise<SearchRecord> => {
  if (ticket === null || requestedAt === null) return { found: null, look: null, reopenedAt: null };
  const until = new Date(requestedAt.getTime() + clocksDifferSecondsMax * 1000);
  const [searched] = await transaction
    .select({ at: ticketEvents.at, facts: ticketEvents.facts })
    .from(ticketEvents)
    .where(
      and(
        eq(ticketEvents.ticketId, ticket.id),
        eq(ticketEvents.kind, "searched"),
        lte(ticketEvents.at, until),
        // One that nothing was chosen in led to no deletion.
        sql`(${ticketEvents.facts} ->> 'chosenCount')::integer > 0`,
      ),
    )
    .orderBy(desc(ticketEvents.id))
    .limit(1);
  const [look] = await transaction
    .select()
    .from(ticketLooks)
    .where(and(eq(ticketLooks.ticketId, ticket.id), gt(ticketLooks.at, requestedAt)))
    .orderBy(desc(ticketLooks.id))
    .limit(1);
  const [reopened] = await transaction
    .select({ at: ticketEvents.at })
    .from(ticketEvents)
    .where(
      and(
        eq(ticketEvents.ticketId, ticket.id),
        eq(ticketEvents.kind, "reopened"),
        gt(ticketEvents.at, requestedAt),
      ),
    )
    .orderBy(desc(ticketEvents.id))
    .limit(1);
  return {
    found: searched === undefined ? null : foundOf(searched),
    look: look === undefined ? null : lookOf(look),
    reopenedAt: reopened?.at ?? null,
  };
};

const foundOf = ({
  at,
  facts,
}: {
  at: Date;
  facts: { [name: string]: unknown };
}): CertificateFacts["found"] => {
  const numberOf = (name: string) => Math.max(0, Math.trunc(Number(facts[name] ?? 0)) || 0);
  const counts = {
    theirsCount: numberOf("theirsCount"),
    possiblyTheirsCount: numberOf("possiblyTheirsCount"),
    aboutCount: numberOf("aboutCount"),
    inTheirRunsCount: numberOf("inTheirRunsCount"),
    chosenCount: numberOf("chosenCount"),
  };
  const foundCount = counts.theirsCount + counts.aboutCount + counts.inTheirRunsCount;
  return { at: at.toISOString(), ...counts, keptCount: Math.max(0, foundCount - counts.chosenCount) };
};

const lookOf = ({ at, stores }: typeof ticketLooks.$inferSelect): CertificateFacts["look"] => ({
  at: at.toISOString(),
  theirsCount: stores.reduce((sum, { theirsCount }) => sum + theirsCount, 0),
  aboutCount: stores.reduce((sum, { aboutCount }) => sum + aboutCount, 0),
  isAtLeast: stores.some(({ isAtLeast }) => isAtLeast === true),
  storeCount: stores.length,
  unsearchedCount: stores.filter(({ errorCode }) => errorCode !== null).length,
});

/**
 * What a later search means for the verdict. A ticket that is open again still gets a certificate, as it may have to be shown how it
 * stands; but it is partial, and says why: one from before would else be the last word.
 */
export const judgedSearch = (
  ticket: TicketRow | null,
  { look, reopenedAt }: SearchRecord,
): Pick<JudgedRequest, "isReopened" | "foundAgain"> => {
  const isReopened = ticket !== null && reopenedAt !== null && !isAnswered(ticket.state);
  const theirsCount = look?.theirsCount ?? 0;
  if (theirsCount > 0)
    return { isReopened, foundAgain: { count: look?.isAtLeast === true ? null : theirsCount } };
  const isByLook = isReopened && look !== null && look.aboutCount > 0 && isSameMoment(look.at, reopenedAt);
  return { isReopened, foundAgain: isByLook ? { count: null } : null };
};

/** The look that finds something reopens its ticket in the same transaction. */
const isSameMoment = (look: string, reopenedAt: Date): boolean => look === reopenedAt.toISOString();
