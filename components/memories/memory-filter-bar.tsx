"use client";

import { useMemo } from "react";
import { FilterBuilder } from "@/components/filter-builder/filter-builder";
import { useStore } from "@/components/stores/store-provider";
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
}) => {
  const store = useStore();
  const suggestionsQuery = useMemo(() => memorySuggestions(store.id), [store.id]);
  return (
    <FilterBuilder
      fields={memoryFields}
      suggestionsQuery={suggestionsQuery}
      filter={filter}
      onFilterChange={onFilterChange}
    />
  );
};
