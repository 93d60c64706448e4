import { and, desc, eq, gt, lte, sql } from "drizzle-orm";
import { ticketEvents, ticketLooks } from "@/drizzle/schema/tickets";
import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { referWith } from "@/lib/deletions/server/record/reference";
import type { Deletion } from "@/lib/deletions/types";
import { isAnswered } from "@/lib/tickets/states";
import type { TicketFacts } from "@/lib/tickets/types";
import { unsearchedIn } from "@/lib/tickets/unsearched-facts";
import type { TicketRow } from "@/lib/tickets/server/ticket-row";
import type { JudgedRequest } from "../judge";
import type { CertificateFacts } from "../types";
import { entitiesOf, namesOf } from "./subject-facts";

/** What the searches for a ticket's person brought up, before its last deletion and since. */
export type SearchRecord = Pick<CertificateFacts, "found" | "look"> & {
  /** Whether it was taken up again since its last deletion, and whether a search had found something again. */
  reopened: "by_hand" | "by_look" | null;
  /** By store. */
  theirs: ReadonlyMap<string, { count: number; isAtLeast: boolean }>;
};

/** A deletion is dated by the database, and what is noted of a ticket by the server. */
const clocksDifferSecondsMax = 2;

/** `requestedAt`: of the last deletion; null: there is none. */
export const readSearch = async (
  transaction: Transaction,
  ticket: TicketRow | null,
  requestedAt: Date | null,
): Promise<SearchRecord> => {
  if (ticket === null || requestedAt === null)
    return { found: null, look: null, reopened: null, theirs: new Map() };
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
    .where(eq(ticketLooks.ticketId, ticket.id))
    .orderBy(desc(ticketLooks.id))
    .limit(1);
  const [reopened] = await transaction
    .select({ facts: ticketEvents.facts })
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
    reopened: reopened === undefined ? null : reopened.facts.reason === "found_again" ? "by_look" : "by_hand",
    theirs: new Map(
      (look?.stores ?? [])
        .filter(({ theirsCount }) => theirsCount > 0)
        .map(({ storeId, theirsCount, isAtLeast }) => [
          storeId,
          { count: theirsCount, isAtLeast: isAtLeast === true },
        ]),
    ),
  };
};

const foundOf = ({ at, facts }: { at: Date; facts: TicketFacts }): CertificateFacts["found"] => {
  const numberOf = (name: string) => Math.max(0, Math.trunc(Number(facts[name] ?? 0)) || 0);
  const counts = {
    theirsCount: numberOf("theirsCount"),
    possiblyTheirsCount: numberOf("possiblyTheirsCount"),
    aboutCount: numberOf("aboutCount"),
    inTheirRunsCount: numberOf("inTheirRunsCount"),
    chosenCount: numberOf("chosenCount"),
  };
  const foundCount = counts.theirsCount + counts.aboutCount + counts.inTheirRunsCount;
  // More than was found cannot have been chosen: whoever sent it counted otherwise, and it is not signed.
  if (counts.chosenCount > foundCount + counts.possiblyTheirsCount) return null;
  return {
    at: at.toISOString(),
    ...counts,
    keptCount: Math.max(0, foundCount - counts.chosenCount),
    unsearchedCount: unsearchedIn(facts).filter(({ why }) => why !== "partly").length,
  };
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
 * stands; but it is partial, and says why: one from before would else be the last word. What was found in a store is answered by later
 * deletions there, of the same entities or of listed memories, that took as many; a later look answers it as well.
 */
export const judgedSearch = (
  { secret }: Pick<Context, "secret">,
  ticket: TicketRow | null,
  { look, reopened, theirs }: SearchRecord,
  deletions: readonly Deletion[],
): Pick<JudgedRequest, "isReopened" | "foundAgain"> => {
  const isReopened = ticket !== null && reopened !== null && !isAnswered(ticket.state);
  if (ticket === null || look === null) return { isReopened, foundAgain: null };
  const known = knownEntities(
    secret,
    ticket,
    deletions.filter(({ createdAt }) => createdAt <= look.at),
  );
  const later = deletions.filter(
    (deletion) =>
      deletion.createdAt > look.at &&
      (deletion.selection.kind === "listed" || entitiesOf(deletion).some((entity) => known.has(entity))),
  );
  const open = [...theirs].filter(([storeId, { count }]) => {
    const goneCount = later
      .filter((deletion) => deletion.storeId === storeId)
      .reduce((sum, { deletedCount, absentCount }) => sum + deletedCount + absentCount, 0);
    return goneCount < count;
  });
  if (open.length > 0) {
    const isAtLeast = open.some(([, each]) => each.isAtLeast);
    return {
      isReopened,
      foundAgain: { count: isAtLeast ? null : open.reduce((sum, [, { count }]) => sum + count, 0) },
    };
  }
  // What others' memories say of the person was found: how much of it is new nobody has counted.
  return { isReopened, foundAgain: reopened === "by_look" ? { count: null } : null };
};

/** Names of the ticket, and what its deletions named; as values and as references, as either may be shown. */
const knownEntities = (
  secret: string,
  ticket: TicketRow,
  deletions: readonly Deletion[],
): ReadonlySet<string> => {
  const refer = referWith(secret);
  const names = namesOf(secret, ticket) ?? [];
  return new Set([...names, ...names.map(refer), ...deletions.flatMap(entitiesOf)]);
};
