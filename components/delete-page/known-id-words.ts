import { countWords } from "@/lib/memories/count-words";
import type { Count } from "@/lib/memories/types";

/** How many memories have an id; if none was found but not all were read, says that this is unknown. `noun`: "user". */
export const knownIdWords = (count: Count, noun: string): string => {
  if (count.value === 0)
    return count.isExact
      ? `No memory has this ${noun}.`
      : `Not all memories could be checked, so Lethe cannot say whether any has this ${noun}.`;
  const words = countWords(count);
  return `${words.charAt(0).toUpperCase()}${words.slice(1)} ${count.value === 1 ? "has" : "have"} this ${noun}.`;
};
