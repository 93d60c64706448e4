"use client";

import type { UseQueryOptions } from "@tanstack/react-query";
import { createContext, useContext } from "react";
import type { FieldDefinitions } from "@/lib/filters/field-definition";
import type { FilterField } from "@/lib/filters/filter";

/** An existing value of a field, and how often it occurs, or occurs at least. */
export type Suggestion = {
  value: string;
  /** What it is called, where that is not the value itself. */
  label?: string;
  count: number;
  isLowerBound?: true;
};
/** How to ask for existing values that contain `text`, the most frequent first. */
export type SuggestionsQuery = (
  field: FilterField,
  text: string,
) => UseQueryOptions<Suggestion[], Error, Suggestion[], string[]>;

/** What the parts of the filter builder know about what is filtered. */
export type FilterFields = { fields: FieldDefinitions; suggestionsQuery: SuggestionsQuery };

const FilterFieldsContext = createContext<FilterFields | null>(null);
export const FilterFieldsProvider = FilterFieldsContext.Provider;

export const useFilterFields = (): FilterFields => {
  const value = useContext(FilterFieldsContext);
  if (value === null) throw new Error("useFilterFields needs a FilterFieldsProvider around it.");
  return value;
};
