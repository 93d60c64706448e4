import { foldText } from "@/lib/text/fold-text";

const wordCountMax = 4;
// Shorter ones have too few trigrams for a text index.
const wordLengthMin = 4;
const wordLengthMax = 64;

/** A few words to find a text by, the longest first; none when it has only short ones. */
export const longestWords = (text: string): string[] => {
  const words = new Set(foldText(text).match(/[\p{L}\p{N}\p{M}]+/gu) ?? []);
  return [...words]
    .filter((word) => word.length >= wordLengthMin && word.length <= wordLengthMax)
    .sort((a, b) => b.length - a.length)
    .slice(0, wordCountMax);
};

// To search a million memories for the words of one text takes 20 ms.
const textCountMax = 3;
/** Which items to sample words of: a few, spread evenly over those after `afterSeq`. */
export const sampledSeqs = ({ afterSeq, toSeq }: { afterSeq: number; toSeq: number }): number[] => {
  const itemCount = toSeq - afterSeq;
  const length = Math.min(textCountMax, itemCount);
  return Array.from({ length }, (_, index) => afterSeq + 1 + Math.floor((index * itemCount) / length));
};
