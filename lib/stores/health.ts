import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { ProbeCheck } from "./probe";
import type { StoreErrorCode } from "./store-error";
import type { StoreId } from "./types";

/** Whether a store answers and lists; otherwise what of that does not work, and why. */
export type StoreHealth =
  { isWell: true } | { isWell: false; check: ProbeCheck; errorCode: StoreErrorCode | null };

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
