"use client";

import { useMemo } from "react";
import { FilterBuilder } from "@/components/filter-builder/filter-builder";
import { useAllowedPages } from "@/components/layout/allowed-pages";
import { useStore } from "@/components/stores/store-provider";
import { fieldNames, type FieldDefinitions } from "@/lib/filters/field-definition";
import type { Filter } from "@/lib/filters/filter";
import { isAboutHolds } from "@/lib/filters/without-holds";
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
  const seesHolds = useAllowedPages().includes("/settings/holds");
  const fields = useMemo(() => fieldsOf(store, seesHolds), [store, seesHolds]);
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

/** The fields of this store. Fields that it lacks, or that this member may not ask for, are listed too, marked so. */
const fieldsOf = (store: PageStore, seesHolds: boolean): FieldDefinitions =>
  fieldNames(memoryFields).reduce<FieldDefinitions>(
    (fields, field) => ({
      ...fields,
      [field]:
        isAboutHolds(field) && !seesHolds
          ? { ...memoryFields[field], whyUnavailable: "Only for roles that see holds." }
          : fieldHere(store, field),
    }),
    memoryFields,
  );
