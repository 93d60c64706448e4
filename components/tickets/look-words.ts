import { memoryCountWords } from "@/lib/memories/count-words";
import type { TicketLook } from "@/lib/tickets/types";
import { plural } from "./verdict-words";

/** What a later search found. What others say of the person may have been kept by choice, and is no fault. */
export const lookWords = (stores: TicketLook["stores"]): { words: string; isGood: boolean } => {
  const failedCount = stores.filter(({ errorCode }) => errorCode !== null).length;
  const searchedCount = stores.length - failedCount;
  const theirs = sumOf(stores, ({ theirsCount }) => theirsCount);
  const about = sumOf(stores, ({ aboutCount }) => aboutCount);
  const possibly = sumOf(stores, ({ possiblyTheirsCount }) => possiblyTheirsCount ?? 0);
  const isPart = stores.some(({ isAtLeast }) => isAtLeast === true);
  const isGood = theirs === 0 && possibly === 0 && failedCount === 0 && !isPart;
  if (searchedCount === 0) return { words: "No store could be searched", isGood };
  const atLeast = isPart ? "at least " : "";
  const more = [
    about > 0 ? `${atLeast}${memoryCountWords(about)} about them` : null,
    possibly > 0 ? `${atLeast}${memoryCountWords(possibly)} possibly also theirs` : null,
  ].filter((each) => each !== null);
  const found =
    theirs > 0
      ? `${atLeast}${memoryCountWords(theirs)} of theirs`
      : more.length === 0
        ? "nothing found"
        : "nothing of theirs";
  const words = [
    [found, ...more].join(", "),
    ...(isPart ? ["not everything could be searched or counted"] : []),
    ...(failedCount > 0 ? [`${plural(failedCount, "store")} could not be searched`] : []),
  ].join("; ");
  return { words: words.charAt(0).toUpperCase() + words.slice(1), isGood };
};

const sumOf = (stores: TicketLook["stores"], of: (store: TicketLook["stores"][number]) => number): number =>
  stores.reduce((sum, store) => sum + of(store), 0);
