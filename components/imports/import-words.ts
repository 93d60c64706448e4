import type { ImportState } from "./import-state";

const counted = (count: number, one: string, many: string) =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** What an import that has ended did, and what it did not: one honest sentence or two. */
export const importEndWords = (state: ImportState): string => {
  switch (state.end?.kind) {
    case undefined:
      return "";
    case "done":
      return doneWords(state);
    case "cancelled":
      return `Cancelled. ${soFar(state)} ${again}`;
    case "broken":
      return `${state.end.message} ${soFar(state)} ${again}`;
  }
};

const again = "Importing the same file again adds nothing twice.";
const was = (count: number) => (count === 1 ? "was" : "were");

/** The server may have written a batch more than it could still tell of. */
const soFar = ({ addedCount }: ImportState): string =>
  addedCount === 0
    ? "No memory is known to have been added."
    : `At least ${counted(addedCount, "memory", "memories")} ${was(addedCount)} added, and ${addedCount === 1 ? "stays" : "stay"}.`;

const doneWords = ({ addedCount, alreadyPresentCount, badCount, placeNoun }: ImportState): string => {
  if (addedCount + alreadyPresentCount + badCount === 0)
    return "The file holds no memories. Nothing was added.";
  const parts = [`${counted(addedCount, "memory", "memories")} added`];
  if (alreadyPresentCount > 0) parts.push(`${alreadyPresentCount.toLocaleString("en")} already there`);
  if (badCount > 0) {
    const places =
      placeNoun === "Line" ? counted(badCount, "line", "lines") : counted(badCount, "memory", "memories");
    parts.push(`${places} could not be read and ${was(badCount)} left out`);
  }
  return `${parts.join(", ")}.`;
};
