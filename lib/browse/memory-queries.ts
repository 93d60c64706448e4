import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { createSerializer } from "nuqs/server";
import { fetchJson } from "@/lib/http/fetch-json";
import type { ListedImport } from "@/lib/imports/types";
import { withStore } from "@/lib/stores/store-param";
import type { Count, FacetValue, SuggestedField, MemoryId } from "@/lib/memories/types";
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
  });

export const memoryCountQuery = (storeId: StoreId, search: Pick<MemorySearch, "filter" | "text">) => {
  const query = serialize({ filter: search.filter, q: search.text });
  return queryOptions({
    queryKey: [...memoryKeys.of(storeId), "count", query],
    queryFn: ({ signal }) => fetchJson<Count>(withStore(`/api/memories/count${query}`, storeId), signal),
  });
};

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
