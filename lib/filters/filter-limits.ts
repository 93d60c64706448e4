import { plainText } from "@/lib/text/plain-text";

export const filterDepthMax = 8;
/** As JSON nests: a level is an object in a list at most, and the innermost has a list of values. */
export const filterNestingMax = 2 * filterDepthMax + 1;
const conditionCountMax = 100;

export const instantFields = ["created_at", "updated_at"] as const;

/**
 * Shorter texts have no trigram, so that finding them reads every memory (620–830 ms in a million). One Chinese,
 * Japanese or Korean character carries a word's worth, and is allowed from two on, under the statement time-out.
 */
export const isSearchableText = (text: string): boolean => {
  // What is not seen makes a text no longer, and one of nothing else would be found in every memory.
  const letters = Array.from(plainText(text).trim());
  const wide = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
  return letters.length >= (letters.some((letter) => wide.test(letter)) ? 2 : 3);
};

/**
 * Another memory of the store has the same user, agent, app and run, and the same text but for case and white space. What has
 * expired or was superseded counts as well.
 */
export const duplicateKinds = ["any", "all_but_newest", "all_but_oldest"] as const;

/** A filter, of conditions of any kind. */
type Tree = { and: Tree[] } | { or: Tree[] } | { not: Tree } | { field: string };

/** How deep a filter nests (a lone condition is 1, and so is one that is turned around: freezing makes some of those). */
const depthOf = (tree: Tree): number => {
  if ("and" in tree) return 1 + Math.max(...tree.and.map(depthOf));
  if ("or" in tree) return 1 + Math.max(...tree.or.map(depthOf));
  if ("not" in tree) return "field" in tree.not ? 1 : 1 + depthOf(tree.not);
  return 1;
};

const conditionCountOf = (tree: Tree): number => {
  if ("not" in tree) return conditionCountOf(tree.not);
  const parts = "and" in tree ? tree.and : "or" in tree ? tree.or : null;
  return parts === null ? 1 : parts.reduce((sum, part) => sum + conditionCountOf(part), 0);
};

export const tooDeep = `A filter can nest at most ${filterDepthMax} levels deep.`;

/** Why a filter made of sound conditions is still not one (too deep, too many), in a sentence; null when it is. */
export const shapeProblem = (filter: Tree): string | null => {
  if (depthOf(filter) > filterDepthMax) return tooDeep;
  return conditionCountOf(filter) > conditionCountMax
    ? `A filter can have at most ${conditionCountMax} conditions.`
    : null;
};
