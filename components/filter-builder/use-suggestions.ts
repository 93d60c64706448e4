import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { numberWords } from "@/components/ui/number-words";
import { useSettled } from "@/components/ui/use-settled";
import type { FilterField } from "@/lib/filters/filter";
import { useFilterFields } from "./filter-fields";

export type Suggestions = {
  /** Existing values, the most frequent first, with how often each occurs, in words; null while there is nothing to show yet. */
  counts: ReadonlyMap<string, string> | null;
  values: readonly string[];
  /** What a value is called; itself where nothing else is known. */
  labelOf: (value: string) => string;
  /** Newer ones are on their way. */
  isBusy: boolean;
  error: Error | null;
  retry: () => void;
};

/** Existing values of `field` that contain `text`. Not requested while the list is closed. */
export const useSuggestions = (field: FilterField, text: string, isShown = true): Suggestions => {
  const settled = useSettled(text);
  const { data, error, isFetching, refetch } = useQuery({
    ...useFilterFields().suggestionsQuery(field, settled),
    enabled: isShown,
  });
  const counts = useMemo(
    () =>
      data === undefined || error !== null
        ? null
        : new Map(data.map(({ value, label: _label, ...counted }) => [value, numberWords(counted)])),
    [data, error],
  );
  const values = useMemo(() => [...(counts?.keys() ?? [])], [counts]);
  const labelOf = (value: string) => data?.find((each) => each.value === value)?.label ?? value;
  return {
    counts,
    values,
    labelOf,
    isBusy: isFetching || settled !== text,
    error,
    retry: () => void refetch(),
  };
};
