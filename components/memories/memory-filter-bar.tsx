"use client";

import { useMemo } from "react";
import { FilterBuilder } from "@/components/filter-builder/filter-builder";
import { useStore } from "@/components/stores/store-provider";
import { fieldNames, type FieldDefinitions } from "@/lib/filters/field-definition";
import type { Filter } from "@/lib/filters/filter";
import { memoryFields } from "@/lib/filters/memory-fields";
import { fieldHere } from "@/lib/stores/provided-fields";
import type { PageStore } from "@/lib/stores/page-store";
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
  const fields = useMemo(() => fieldsOf(store), [store]);
  const suggestionsQuery = useMemo(() => memorySuggestions(store.id), [store.id]);
  return (
    <FilterBuilder
      fields={fields}
      suggestionsQuery={suggestionsQuery}
      filter={filter}
      onFilterChange={onFilterChange}
    />
  );
};

/** The fields of this store. Fields that it lacks are listed too, marked as missing. */
const fieldsOf = (store: PageStore): FieldDefinitions =>
  fieldNames(memoryFields).reduce<FieldDefinitions>(
    (fields, field) => ({ ...fields, [field]: fieldHere(store, field) }),
    memoryFields,
  );
