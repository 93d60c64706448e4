import { useQuery } from "@tanstack/react-query";
import { useEffect, useMemo, useState } from "react";
import type { FilterField } from "@/lib/filters/filter";
import { useFilterFields } from "./filter-fields";

/** Counting values costs more the larger the store is: typing does not ask for every letter. */
const settleMs = 200;

/** `value`, once it has not changed for a moment. */
const useSettled = (value: string): string => {
  const [settled, setSettled] = useState(value);
  // The outside system: the clock.
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settleMs);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
};

export type Suggestions = {
  /** Existing values, the most frequent first, with how often each occurs; null while there is nothing to show yet. */
  counts: ReadonlyMap<string, number> | null;
  values: readonly string[];
  /** Newer ones are on their way. */
  isBusy: boolean;
  error: Error | null;
  retry: () => void;
};

/** Existing values of `field` that contain `text`. */
export const useSuggestions = (field: FilterField, text: string): Suggestions => {
  const settled = useSettled(text);
  const { data, error, isFetching, refetch } = useQuery(useFilterFields().suggestionsQuery(field, settled));
  const counts = useMemo(
    () =>
      data === undefined || error !== null ? null : new Map(data.map(({ value, count }) => [value, count])),
    [data, error],
  );
  const values = useMemo(() => [...(counts?.keys() ?? [])], [counts]);
  return { counts, values, isBusy: isFetching || settled !== text, error, retry: () => void refetch() };
};
