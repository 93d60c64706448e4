import { foldText } from "@/lib/text/fold-text";

/** One word of a query, and how memories that may hold it are found. */
export type SearchWord = {
  /** As foldText has it. */
  word: string;
  /** `part`: the text contains `pattern`. `whole`: too short for that, the text has it as a word of its own. */
  kind: "part" | "whole";
  pattern: string;
  /** What the pattern counts when the text does not have the word itself, in any form: 0–1. */
  credit: number;
};

const wordCountMax = 8;
const queryLengthMax = 2_000;
const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * The words of a query, each once, the longest first, as long words say most. Chinese, Japanese and Korean are cut into
 * threes, as they have no spaces and the text index knows threes.
 */
export const splitQuery = (query: string): string[] => {
  const runs = foldText(query.slice(0, queryLengthMax)).match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  const words = new Set(runs.flatMap((run) => (wide.test(run) ? threesOf(run) : [run])));
  return [...words].filter((word) => Array.from(word).length > 1).sort((a, b) => b.length - a.length);
};

const threesOf = (run: string): string[] => {
  const letters = Array.from(run);
  if (letters.length <= 3) return [run];
  return letters.slice(0, -2).map((_, start) => letters.slice(start, start + 3).join(""));
};

/** Chooses the words that are searched for. `stems` are the words' English stems; null for a word that says nothing, as "the". */
export const chooseWords = (words: readonly { word: string; stem: string | null }[]): SearchWord[] => {
  const telling = words.filter(({ stem }) => stem !== null);
  return (telling.length > 0 ? telling : words)
    .slice(0, wordCountMax)
    .map(({ word, stem }) => ({ word, ...patternOf(word, stem ?? word) }));
};

/**
 * What all forms of a word begin with: "hiking" and "hikes" share "hik". Shorter than three letters the index cannot
 * serve it, and the word is wanted whole.
 */
const patternOf = (word: string, stem: string): Omit<SearchWord, "word"> => {
  if (wide.test(word)) return { kind: "part", pattern: word, credit: 1 };
  if (Array.from(word).length < 3) return { kind: "whole", pattern: word, credit: 1 };
  let length = 0;
  while (length < stem.length && stem[length] === word[length]) length += 1;
  // "move" and "moving".
  const shared = word.slice(0, length).replace(/(?<=\w{3})e$/, "");
  // As a part of another word it says less: "live" in "deliver".
  return { kind: "part", pattern: shared.length >= 3 ? shared : word, credit: 0.5 };
};
