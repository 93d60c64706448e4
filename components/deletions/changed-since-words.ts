import { memoryCountWords } from "@/lib/memories/count-words";
import type { ChangedSince } from "./use-deletion-request";

/** Why a confirmation was refused, with the numbers then and now. `nowCount` is from the new preview. */
export const changedSinceWords = (
  { expected, actual, changedCount }: ChangedSince,
  nowCount: number,
): string => {
  const goneCount = expected - actual;
  const number = (count: number) => count.toLocaleString("en");
  const parts = [
    goneCount > 0
      ? `${number(goneCount)} of the ${memoryCountWords(expected)} you confirmed ${goneCount === 1 ? "was" : "were"} deleted or changed`
      : null,
    changedCount > 0
      ? `${memoryCountWords(changedCount)} that ${changedCount === 1 ? "matches" : "match"} now ${changedCount === 1 ? "was" : "were"} changed or added`
      : null,
  ].filter((part) => part !== null);
  const since =
    parts.length === 0
      ? "The number has changed since the preview"
      : `Since the preview, ${parts.join(", and ")}`;
  return `Nothing was deleted. ${since}. There ${nowCount === 1 ? "is" : "are"} ${memoryCountWords(nowCount)} now. Look again before you confirm.`;
};
