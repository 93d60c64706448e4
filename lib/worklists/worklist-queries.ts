import { queryOptions } from "@tanstack/react-query";
import { createSerializer } from "nuqs/server";
import { fetchJson } from "@/lib/http/fetch-json";
import { memorySearchParams } from "@/lib/browse/memory-search";
import type { Filter } from "@/lib/filters/filter";
import type { Count } from "@/lib/memories/types";
import { withStore } from "@/lib/stores/store-param";
import type { StoreId } from "@/lib/stores/store-ids";
import type { NearDuplicates } from "./near-duplicates";
import type { StaleCounts } from "./stale-counts";

/**
 * Beside the keys of memories: each of these reads a whole store, and is not asked again with every change of a memory, but a while
 * after the last one (see useWorklistQuery).
 */
export const worklistKeys = {
  all: ["worklists"] as const,
  of: (storeId: StoreId) => ["worklists", storeId] as const,
};

const serialize = createSerializer({ filter: memorySearchParams.filter });

export const worklistCountQuery = (storeId: StoreId, filter: Filter) => {
  const query = serialize({ filter });
  return queryOptions({
    queryKey: [...worklistKeys.of(storeId), "count", query],
    queryFn: ({ signal }) => fetchJson<Count>(withStore(`/api/worklists/count${query}`, storeId), signal),
  });
};

/** Null where the store cannot tell. */
export const staleCountsQuery = (storeId: StoreId) =>
  queryOptions({
    queryKey: [...worklistKeys.of(storeId), "stale"],
    queryFn: ({ signal }) =>
      fetchJson<StaleCounts | null>(withStore("/api/worklists/stale", storeId), signal),
  });

export const nearDuplicatesQuery = (storeId: StoreId, userId: string) =>
  queryOptions({
    queryKey: [...worklistKeys.of(storeId), "near", userId],
    queryFn: ({ signal }) =>
      fetchJson<NearDuplicates>(
        withStore(`/api/worklists/near?${new URLSearchParams({ user: userId }).toString()}`, storeId),
        signal,
      ),
    // Only what is on screen is kept: it has texts.
    gcTime: 0,
  });
