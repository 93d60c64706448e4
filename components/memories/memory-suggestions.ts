import type { SuggestionsQuery } from "@/components/filter-builder/filter-fields";
import { facetQuery } from "@/lib/memories/query-options";
import { facetFields, type StoreId } from "@/lib/stores/types";

/** Asks a store for the existing values of a field of its memories. */
export const memorySuggestions =
  (storeId: StoreId): SuggestionsQuery =>
  (field, text) => {
    const facetField = facetFields.find((known) => known === field);
    if (facetField === undefined) throw new Error(`The store suggests no values of ${field}.`);
    return facetQuery(storeId, facetField, text);
  };
