import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import { builtinStoreId, type StoreId } from "@/lib/stores/store-ids";
import type { Watch, WatchId, WatchLook } from "./types";

/** Keys of everything read about watches; the live connection makes the looks stale when memories or deletions change. */
export const watchKeys = { list: ["watches", "list"] as const, looks: ["watches", "looks"] as const };

export const watchListQuery = queryOptions({
  queryKey: watchKeys.list,
  queryFn: ({ signal }) => fetchJson<Watch[]>("/api/watches", signal),
});

/** Where something is left to see go, in the store that answers at once; and else. */
const presentMs = 3_000;
const quietMs = 10_000;

/** What one store says; asked again while the page is looked at, as not every store tells of changes. */
export const watchLookQuery = (id: WatchId, storeId: StoreId) =>
  queryOptions({
    queryKey: [...watchKeys.looks, id, storeId],
    queryFn: ({ signal }) =>
      fetchJson<WatchLook>(
        `/api/watches/${id}/look?${new URLSearchParams({ store: storeId }).toString()}`,
        signal,
      ),
    refetchInterval: ({ state }) =>
      storeId === builtinStoreId && state.data?.places.some((place) => place.state === "present") === true
        ? presentMs
        : quietMs,
    retry: false,
  });
