"use client";

import { FilterBuilder } from "@/components/filter-builder/filter-builder";
import type { Filter } from "@/lib/filters/filter";
import { memoryFields } from "@/lib/memories/fields";
import { memorySuggestions } from "./memory-suggestions";

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
    suggestionsQuery={memorySuggestions}
    filter={filter}
    onFilterChange={onFilterChange}
  />
);
