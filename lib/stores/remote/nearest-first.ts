import type { FacetValue } from "@/lib/memories/types";
import { containsFolded } from "@/lib/text/fold-text";
import { trigramsOf } from "@/lib/text/trigrams";

/** Of trigrams in common: what the built-in store asks of PostgreSQL's pg_trgm. */
const likenessMin = 0.3;

/** Those values that are like a text or contain it, the most alike first, at most `limit`. */
export const nearestFirst = (values: readonly FacetValue[], text: string, limit: number): FacetValue[] => {
  const wanted = trigramsOf(text);
  return values
    .map((each) => ({ each, likeness: likenessOf(trigramsOf(each.value), wanted) }))
    .filter(({ each, likeness }) => likeness >= likenessMin || containsFolded(each.value, text))
    .sort(
      (a, b) =>
        b.likeness - a.likeness || b.each.count - a.each.count || (a.each.value < b.each.value ? -1 : 1),
    )
    .slice(0, limit)
    .map(({ each }) => each);
};

const likenessOf = (some: ReadonlySet<string>, others: ReadonlySet<string>): number => {
  const common = [...some].filter((trigram) => others.has(trigram)).length;
  const all = some.size + others.size - common;
  return all === 0 ? 0 : common / all;
};
