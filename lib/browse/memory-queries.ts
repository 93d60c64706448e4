import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { createSerializer, parseAsStringLiteral } from "nuqs/server";
import { fetchJson } from "@/lib/http/fetch-json";
import type { ListedImport } from "@/lib/imports/types";
import { withStore } from "@/lib/stores/store-param";
import type { Count, FacetValue, SuggestedField, MemoryId } from "@/lib/memories/types";
import { entityKinds, type EntityKind } from "@/lib/memories/entity";
import type { MonthCounts } from "@/lib/memories/month-counts";
import type { MemoryPage } from "@/lib/memories/memory-page";
import type { StoreId } from "@/lib/stores/store-ids";
import { encodePosition, memorySearchParams, type MemorySearch } from "./memory-search";
import type { MemoryDetails } from "./server/get-memory";

/** Keys of everything read about memories, of one store or of all; a deletion makes all of it stale. */
export const memoryKeys = {
  all: ["memories"] as const,
  of: (storeId: StoreId) => ["memories", storeId] as const,
};

const serialize = createSerializer(memorySearchParams);
const serializeByMonth = createSerializer({ ...memorySearchParams, by: parseAsStringLiteral(entityKinds) });

/**
 * A replica that is behind tells of no changes, and catches up by itself: what it has answered is asked again until it has
 * everything. Counts more rarely, as they cost more.
 */
export const whileBehind =
  (againMs: number) =>
  ({ state }: { state: { data?: { behindSeconds?: number } | undefined } }): number | false =>
    state.data?.behindSeconds === undefined ? false : againMs;

export const pageAgainMs = 2_000;
const countAgainMs = 10_000;

/** The search as a query string, the same one the page's address has. */
export const memorySearchString = (search: MemorySearch): string =>
  serialize({
    filter: search.filter,
    q: search.text,
    sort: `${search.sort.field}.${search.sort.direction}`,
    size: search.limit,
    after: search.cursor?.direction === "after" ? encodePosition(search.cursor.position) : null,
    before: search.cursor?.direction === "before" ? encodePosition(search.cursor.position) : null,
  });

export const memoryPageQuery = (storeId: StoreId, search: MemorySearch) =>
  queryOptions({
    queryKey: [...memoryKeys.of(storeId), "page", memorySearchString(search)],
    queryFn: ({ signal }) =>
      fetchJson<MemoryPage>(withStore(`/api/memories${memorySearchString(search)}`, storeId), signal),
    placeholderData: keepPreviousData,
    refetchInterval: whileBehind(pageAgainMs),
  });

export const memoryCountQuery = (storeId: StoreId, search: Pick<MemorySearch, "filter" | "text">) => {
  const query = serialize({ filter: search.filter, q: search.text });
  return queryOptions({
    queryKey: [...memoryKeys.of(storeId), "count", query],
    queryFn: ({ signal }) => fetchJson<Count>(withStore(`/api/memories/count${query}`, storeId), signal),
    refetchInterval: whileBehind(countAgainMs),
  });
};

/** Null where the store cannot tell. */
export const monthCountsQuery = (
  storeId: StoreId,
  search: Pick<MemorySearch, "filter" | "text">,
  by: EntityKind | null = null,
) => {
  const query = serializeByMonth({ filter: search.filter, q: search.text, by });
  return queryOptions({
    queryKey: [...memoryKeys.of(storeId), "by-month", query],
    queryFn: ({ signal }) =>
      fetchJson<MonthCounts | null>(withStore(`/api/memories/by-month${query}`, storeId), signal),
    placeholderData: keepPreviousData,
  });
};

const sizeMs = 60_000;

/** All memories of a store by month, for the overview: under a key of its own, as they are not counted again at each change. */
export const storeMonthsQuery = (storeId: StoreId) =>
  queryOptions({
    ...monthCountsQuery(storeId, { filter: null, text: "" }),
    queryKey: ["store months", storeId],
    refetchInterval: sizeMs,
  });

/** The number alone, where the store cannot tell the months. */
export const storeSizeQuery = (storeId: StoreId) =>
  queryOptions({
    ...memoryCountQuery(storeId, { filter: null, text: "" }),
    queryKey: ["store sizes", storeId],
    refetchInterval: sizeMs,
  });

export const memoryDetailsQuery = (storeId: StoreId, id: MemoryId) =>
  queryOptions({
    queryKey: [...memoryKeys.of(storeId), "details", id],
    queryFn: ({ signal }) =>
      fetchJson<MemoryDetails>(
        withStore(`/api/memories/details?${new URLSearchParams({ id }).toString()}`, storeId),
        signal,
      ),
  });

export const facetQuery = (storeId: StoreId, field: SuggestedField, text: string) =>
  queryOptions({
    queryKey: [...memoryKeys.of(storeId), "facets", field, text],
    queryFn: ({ signal }) =>
      fetchJson<FacetValue[]>(
        withStore(`/api/memories/facets?${new URLSearchParams({ field, text }).toString()}`, storeId),
        signal,
      ),
    placeholderData: keepPreviousData,
  });

/** The imports whose memories are in the built-in store, by a part of what they are called. */
export const importsQuery = (storeId: StoreId, text: string) =>
  queryOptions({
    queryKey: [...memoryKeys.of(storeId), "imports", text],
    queryFn: ({ signal }) =>
      fetchJson<ListedImport[]>(`/api/imports?${new URLSearchParams({ text }).toString()}`, signal),
    placeholderData: keepPreviousData,
  });
