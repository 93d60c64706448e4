import { and, desc, eq, inArray } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Database, Transaction } from "@/lib/database/server/database";
import { listStoreChoices, listStoresOfHistory } from "@/lib/stores/server/list-stores";
import type { LastSearch, TicketEventKind, TicketFacts } from "@/lib/tickets/types";
import { factsOfUnsearched, unsearchedIn, type Unsearched } from "@/lib/tickets/unsearched-facts";
import { ticketEvents } from "@/drizzle/schema/tickets";

/** What the timeline notes of stores that were not searched, besides those that the search told of. Disabled ones never are. */
export const unsearchedFacts = async (
  ctx: Pick<Context, "database">,
  told: readonly Unsearched[],
): Promise<TicketFacts> => {
  const all = await listStoresOfHistory(ctx);
  const asked = new Set<string>((await listStoreChoices(ctx)).map(({ id }) => id));
  const unsearched = all.flatMap(({ id }): Unsearched[] => {
    if (!asked.has(id)) return [{ storeId: id, why: "disabled" }];
    const found = told.find(({ storeId }) => storeId === id);
    return found === undefined ? [] : [found];
  });
  return factsOfUnsearched(unsearched);
};

export const foundCountOf = (
  counts: Pick<LastSearch, "theirsCount"> & {
    possiblyTheirsCount: number;
    aboutCount: number;
    inTheirRunsCount: number;
  },
): number => counts.theirsCount + counts.possiblyTheirsCount + counts.aboutCount + counts.inTheirRunsCount;

/** After these what a search found is no answer any more. */
const outdating: readonly TicketEventKind[] = ["reopened", "subject_changed", "deletion_requested"];

/** The newest search for a ticket's person, without the names of its stores; null when there was none. */
export const readLastSearch = async (
  database: Database | Transaction,
  ticketId: string,
): Promise<(Omit<LastSearch, "notSearched"> & { notSearched: Unsearched[] }) | null> => {
  const newest = (kinds: readonly TicketEventKind[]) =>
    database
      .select({ id: ticketEvents.id, at: ticketEvents.at, facts: ticketEvents.facts })
      .from(ticketEvents)
      .where(and(eq(ticketEvents.ticketId, ticketId), inArray(ticketEvents.kind, [...kinds])))
      .orderBy(desc(ticketEvents.id))
      .limit(1);
  const [searched] = await newest(["searched"]);
  if (searched === undefined) return null;
  const [outdated] = await newest(outdating);
  const { at, facts } = searched;
  const numberOf = (name: string) => Number(facts[name] ?? 0);
  const theirsCount = numberOf("theirsCount");
  return {
    at: at.toISOString(),
    theirsCount,
    foundCount: foundCountOf({
      theirsCount,
      possiblyTheirsCount: numberOf("possiblyTheirsCount"),
      aboutCount: numberOf("aboutCount"),
      inTheirRunsCount: numberOf("inTheirRunsCount"),
    }),
    notSearched: unsearchedIn(facts),
    isCurrent: outdated === undefined || outdated.id < searched.id,
  };
};

/** The same for a page, with what the stores are called. */
export const lastSearchOf = async (
  ctx: Pick<Context, "database">,
  ticketId: string,
): Promise<LastSearch | null> => {
  const last = await readLastSearch(ctx.database, ticketId);
  if (last === null) return null;
  return { ...last, notSearched: await withStoreNames(ctx, last.notSearched) };
};

export const withStoreNames = async (
  ctx: Pick<Context, "database">,
  notSearched: readonly Unsearched[],
): Promise<LastSearch["notSearched"]> => {
  const stores = notSearched.length === 0 ? [] : await listStoresOfHistory(ctx);
  return notSearched.map((each) => ({
    ...each,
    storeName: stores.find(({ id }) => id === each.storeId)?.name ?? "A removed store",
  }));
};
