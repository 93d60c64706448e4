import { memoryCountWords } from "@/lib/memories/count-words";
import { entityNouns } from "./describe-scope";
import { listed } from "@/lib/text/listed";
import type { Effect } from "../request/effect";
import { isWipe } from "../scope/scope";
import type { Selection } from "../types";
import { wildcardSentences } from "./wildcard-sentences";

/**
 * What a deletion does to the store as a whole, in plain sentences that have to be read before it is confirmed; none when it
 * takes no more than its number says.
 */
export const effectSentences = (
  { selection, effect, count }: { selection: Selection; effect: Effect; count: number },
  storeName: string,
): string[] => {
  switch (effect.kind) {
    case "some":
      return [];
    case "everything":
      return selection.kind === "scope" && isWipe(selection.scope)
        ? wildcardSentences(selection.scope, { matchingCount: count, rest: null }, storeName)
        : [everythingSentence(selection, count, storeName)];
    case "all_with":
      if (effect.isWildcard && selection.kind === "scope")
        return wildcardSentences(selection.scope, { matchingCount: count, rest: null }, storeName);
      return [anySentence(effect, storeName)];
  }
};

const anySentence = (
  { fields, isWildcard }: Extract<Effect, { kind: "all_with" }>,
  storeName: string,
): string => {
  const nouns = fields.map((field) => entityNouns[field]);
  if (isWildcard)
    return `“Any value” is a wildcard: memories are deleted no matter which ${listed(nouns)} they have.`;
  const any = nouns.map((noun) => `any ${noun}`);
  return `This matches every memory in ${storeName} that has ${listed(any, "or")}.`;
};

const everythingSentence = (selection: Selection, count: number, storeName: string): string => {
  const isAll =
    !("excludedIds" in selection) || (selection.excludedIds.length === 0 && !selection.keepsImmutable);
  return isAll
    ? `This deletes every memory in ${storeName}: ${count === 1 ? "the only one" : `all ${memoryCountWords(count)}`}. Only memories stored after this count stay.`
    : `This matches every memory in ${storeName}. Only what you leave out and memories stored after this count stay.`;
};
