import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { StoreHealth } from "./probe";
import type { StoreId } from "./store-ids";

const everyMs = 30_000;

/** Whether a store, and Lethe itself, answer; asked again every half minute. */
export const storeHealthQuery = (storeId: StoreId) =>
  queryOptions({
    queryKey: ["stores", storeId, "health"],
    queryFn: ({ signal }) =>
      fetchJson<StoreHealth>(`/api/stores/${encodeURIComponent(storeId)}/health`, signal),
    refetchInterval: everyMs,
    retry: false,
  });
