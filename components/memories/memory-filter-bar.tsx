"use client";

import { FilterBuilder } from "@/components/filter-builder/filter-builder";
import type { SuggestionsQuery } from "@/components/filter-builder/filter-fields";
import type { Filter } from "@/lib/filters/filter";
import { memoryFields } from "@/lib/memories/fields";
import { facetQuery } from "@/lib/memories/query-options";
import { facetFields } from "@/lib/stores/types";

const suggestionsQuery: SuggestionsQuery = (field, text) => {
  const facetField = facetFields.find((known) => known === field);
  if (facetField === undefined) throw new Error(`The store suggests no values of ${field}.`);
  return facetQuery(facetField, text);
};

/** The filter of memories as a row of chips, with what it takes to change it. */
export const MemoryFilterBar = ({
  filter,
  onFilterChange,
}: {
  filter: Filter | null;
  onFilterChange: (filter: Filter | null) => void;
}) => (
  <FilterBuilder
    fields={memoryFields}
    suggestionsQuery={suggestionsQuery}
    filter={filter}
    onFilterChange={onFilterChange}
  />
);
