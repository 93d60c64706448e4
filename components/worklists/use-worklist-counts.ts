"use client";

import { useQueries } from "@tanstack/react-query";
import type { Filter } from "@/lib/filters/filter";
import type { StoreId } from "@/lib/stores/store-ids";
import { worklistCountQuery } from "@/lib/worklists/worklist-queries";
import { useState } from "react";

/** How many are counted at once: a page that asks for all of them would keep the store from everyone else. */
const atOnce = 2;
const quietMs = 5_000;

/** The number of each list, in their order; null for what the store does not have. */
export const useWorklistCounts = (storeId: StoreId, filters: readonly (Filter | null)[]) => {
  const [settled, setSettled] = useState(0);
  const asked = filters.flatMap((filter, index) => (filter === null ? [] : [{ filter, index }]));
  const counts = useQueries({
    queries: asked.map(({ filter }, place) => ({
      ...worklistCountQuery(storeId, filter),
      enabled: place < settled + atOnce,
      retry: false,
      refetchInterval: ({ state }: { state: { isInvalidated: boolean } }) =>
        state.isInvalidated ? quietMs : (false as const),
    })),
  });
  const firstWaiting = counts.findIndex(({ isPending }) => isPending);
  const done = firstWaiting === -1 ? counts.length : firstWaiting;
  if (done > settled) setSettled(done);
  return filters.map((filter, index) =>
    filter === null ? null : (counts[asked.findIndex((each) => each.index === index)] ?? null),
  );
};
