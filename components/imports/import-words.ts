import { differingWords } from "@/lib/imports/differing-words";
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

const again = "Importing the same file again does not add anything twice.";
const was = (count: number) => (count === 1 ? "was" : "were");

/** The server may have written a batch more than it could still tell of. */
const soFar = ({ addedCount }: ImportState): string =>
  addedCount === 0
    ? "As far as Lethe knows, no memory was added."
    : `At least ${counted(addedCount, "memory", "memories")} ${was(addedCount)} added, and ${addedCount === 1 ? "stays" : "stay"}.`;

const doneWords = (state: ImportState): string =>
  [countedWords(state), differingWords(state.differingCount)].join(" ").trim();

const countedWords = ({ addedCount, alreadyPresentCount, badCount }: ImportState): string => {
  if (addedCount + alreadyPresentCount + badCount === 0)
    return "The file contains no memories. Nothing was added.";
  const bad = `${counted(badCount, "memory", "memories")} could not be read and ${was(badCount)} left out`;
  if (addedCount === 0 && badCount === 0) {
    return alreadyPresentCount === 1
      ? "Nothing new: the one memory in this file was already there."
      : `Nothing new: all ${alreadyPresentCount.toLocaleString("en")} memories in this file were already there.`;
  }
  if (addedCount === 0 && alreadyPresentCount === 0) return `Nothing was added: ${bad}.`;
  const parts = [
    addedCount === 0 ? "Nothing was added" : `${counted(addedCount, "memory", "memories")} added`,
  ];
  if (alreadyPresentCount > 0) parts.push(`${alreadyPresentCount.toLocaleString("en")} already there`);
  if (badCount > 0) parts.push(bad);
  return `${parts.join(", ")}.`;
};

/** Whether an import did all that was asked of it, and there is nothing to tell but that. */
export const isWholeSuccess = ({
  end,
  addedCount,
  badCount,
  differingCount,
  warnings,
}: ImportState): boolean =>
  end?.kind === "done" && addedCount > 0 && badCount === 0 && differingCount === 0 && warnings.length === 0;

/** What is known of the rest of a file in which something could not be read; empty when that is nothing. */
export const restWords = ({ end, addedCount, alreadyPresentCount }: ImportState): string => {
  if (end?.kind !== "done") return "";
  if (addedCount > 0 && alreadyPresentCount > 0)
    return "Everything else in the file was added, or was already there.";
  if (addedCount > 0) return "Everything else in the file was added.";
  return alreadyPresentCount > 0 ? "Everything else in the file was already there." : "";
};
