import { listed } from "@/lib/text/listed";
import type { LastSearch, UnsearchedReason } from "@/lib/tickets/types";

type Unsearched = Pick<LastSearch["notSearched"][number], "storeName" | "why">;

/** What a search does not know, in a sentence for each reason. */
export const unsearchedSentences = (notSearched: readonly Unsearched[]): string[] => {
  const named = (why: UnsearchedReason) =>
    notSearched.filter((each) => each.why === why).map(({ storeName }) => storeName);
  const sentence = (names: string[], words: (names: string, isOne: boolean) => string): string[] =>
    names.length === 0 ? [] : [words(listed(names), names.length === 1)];
  return [
    ...sentence(
      named("failed"),
      (names, isOne) =>
        `${names} could not be searched to the end: what else ${isOne ? "it has" : "they have"} of the person is not known.`,
    ),
    ...sentence(
      named("disabled"),
      (names, isOne) =>
        `${names} ${isOne ? "is" : "are"} disabled, and ${isOne ? "was" : "were"} not searched.`,
    ),
    ...sentence(named("partly"), (names) => `Not everything in ${names} can be searched.`),
  ];
};

/** Stores of which it is not known what they have. */
export const awayCountOf = (notSearched: readonly Pick<Unsearched, "why">[]): number =>
  notSearched.filter(({ why }) => why !== "partly").length;
