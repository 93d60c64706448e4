import { unsearchedReasons, type TicketFacts, type UnsearchedReason } from "./types";

export type Unsearched = { storeId: string; why: UnsearchedReason };

/** What a fact of a search is called that says why a store was not searched. */
const prefix = "notSearched.";

/** The stores that were not searched, as facts of the search, and read back from them. */
export const factsOfUnsearched = (unsearched: readonly Unsearched[]): TicketFacts =>
  Object.fromEntries(unsearched.map(({ storeId, why }) => [`${prefix}${storeId}`, why]));

export const unsearchedIn = (facts: TicketFacts): Unsearched[] =>
  Object.entries(facts).flatMap(([name, value]) => {
    const why = unsearchedReasons.find((each) => each === value);
    return name.startsWith(prefix) && why !== undefined ? [{ storeId: name.slice(prefix.length), why }] : [];
  });
