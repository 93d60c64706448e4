import type { SuggestionsQuery } from "@/components/filter-builder/filter-fields";
import { facetQuery } from "@/lib/memories/query-options";
import { facetFields } from "@/lib/stores/types";

/** Asks the store for the existing values of a field of memories. */
export const memorySuggestions: SuggestionsQuery = (field, text) => {
  const facetField = facetFields.find((known) => known === field);
  if (facetField === undefined) throw new Error(`The store suggests no values of ${field}.`);
  return facetQuery(facetField, text);
};
