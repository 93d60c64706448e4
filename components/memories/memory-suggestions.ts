import type { SuggestionsQuery } from "@/components/filter-builder/filter-fields";
import { facetQuery, importsQuery } from "@/lib/browse/memory-queries";
import { suggestedFields } from "@/lib/memories/types";
import { type StoreId } from "@/lib/stores/store-ids";

/** Asks a store for the existing values of a field of its memories, or for the keys of their metadata. */
export const memorySuggestions =
  (storeId: StoreId): SuggestionsQuery =>
  (field, text) => {
    if (field === "import") return importsQuery(storeId, text);
    const facetField = suggestedFields.find((known) => known === field);
    if (facetField === undefined) throw new Error(`The store suggests no values of ${field}.`);
    return facetQuery(storeId, facetField, text);
  };
