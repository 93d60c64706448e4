import type { SuggestionsQuery } from "@/components/filter-builder/filter-fields";
import { facetQuery, importsQuery } from "@/lib/memories/query-options";
import { suggestedFields, type StoreId } from "@/lib/stores/types";

/** Asks a store for the existing values of a field of its memories, or for the keys of their metadata. */
export const memorySuggestions =
  (storeId: StoreId): SuggestionsQuery =>
  (field, text) => {
    if (field === "import") return importsQuery(storeId, text);
    const facetField = suggestedFields.find((known) => known === field);
    if (facetField === undefined) throw new Error(`The store suggests no values of ${field}.`);
    return facetQuery(storeId, facetField, text);
  };
