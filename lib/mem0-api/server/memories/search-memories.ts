import type { Context } from "@/lib/access/context";
import { clipText } from "@/lib/text/clip-text";
import type { Memory } from "@/lib/memories/types";
import type { Models, ModelSettings } from "@/lib/env/model-settings";
import { ModelError } from "@/lib/models/server/ask-endpoint";
import { embedTexts, likeness } from "@/lib/models/server/embed-texts";
import { listByOffset } from "@/lib/stores/builtin/list-by-offset";
import { reachedFilter } from "@/lib/mem0-api/server/reached-filter";
import {
  searchMemories as searchByWords,
  type FoundMemory,
  type SearchInput,
} from "@/lib/stores/builtin/search-memories";

/** `meaning` is null where it was not compared. */
export type RankedMemory = FoundMemory & { meaning: number | null };

/** Of each kind so many are compared by meaning: the best by words, and the newest. */
const comparedMax = 100;
const textLengthMax = 2_000;
const meaningShare = 0.7;

/**
 * Searches the built-in store by words, and by meaning as well when there is an embedding model: the model is then asked anew
 * for the texts of at most 200 memories at each search. Their vectors are kept nowhere, so that nothing of a memory outlives
 * it in them. When the model fails, or takes longer than 10 seconds, the search is one by words.
 */
export const searchMemories = async (
  ctx: Context,
  search: SearchInput,
  models: Pick<Models, "embedding" | "onFailure">,
): Promise<RankedMemory[]> => {
  const { database } = ctx;
  const input = { ...search, filter: await reachedFilter(ctx, search.filter) };
  const model = models.embedding();
  if (model === null) return withoutMeaning(await searchByWords(database, input));
  const [byWords, newest] = await Promise.all([
    searchByWords(database, { ...input, threshold: 0, limit: Math.max(input.limit, comparedMax) }),
    listByOffset(database, {
      filter: input.filter,
      sort: { field: "created_at", direction: "desc" },
      offset: 0,
      limit: comparedMax,
    }),
  ]);
  const candidates = joined(byWords, newest);
  const ranked = await compare(model, input.query, candidates).catch((error: unknown) => {
    if (!(error instanceof ModelError)) throw error;
    models.onFailure(error);
    return withoutMeaning(byWords);
  });
  return ranked
    .filter(({ score }) => score > 0 && score >= input.threshold)
    .toSorted((a, b) => b.score - a.score)
    .slice(0, input.limit);
};

const withoutMeaning = (found: readonly FoundMemory[]): RankedMemory[] =>
  found.map((each) => ({ ...each, meaning: null }));

/** What was found by words, and the newest besides; those to be compared stand first. */
const joined = (byWords: readonly FoundMemory[], newest: readonly Memory[]): FoundMemory[] => {
  const known = new Set(byWords.slice(0, comparedMax).map(({ memory }) => memory.id));
  const others = newest.filter(({ id }) => !known.has(id));
  const later = new Map(byWords.slice(comparedMax).map((found) => [found.memory.id, found]));
  const added = others.map((memory): FoundMemory => {
    const found = later.get(memory.id);
    later.delete(memory.id);
    return found ?? { memory, score: 0, words: 0, likeness: 0 };
  });
  return [...byWords.slice(0, comparedMax), ...added, ...later.values()];
};

const compare = async (
  model: ModelSettings,
  query: string,
  candidates: readonly FoundMemory[],
): Promise<RankedMemory[]> => {
  const compared = candidates.slice(0, 2 * comparedMax);
  const [wanted, ...vectors] = await embedTexts(model, [
    clipText(query, textLengthMax),
    ...compared.map(({ memory }) => clipText(memory.memory, textLengthMax)),
  ]);
  return candidates.map((found, position) => {
    const vector = position < compared.length ? vectors[position] : undefined;
    const meaning = wanted === undefined || vector === undefined ? null : likeness(wanted, vector);
    const score = meaningShare * (meaning ?? 0) + (1 - meaningShare) * found.score;
    return { ...found, meaning, score };
  });
};
