import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { createSerializer } from "nuqs/server";
import { fetchJson } from "@/lib/http/fetch-json";
import type { Count, FacetField, FacetValue, MemoryPage } from "@/lib/stores/types";
import { encodePosition, memorySearchParams, type MemorySearch } from "./search";
import type { MemoryDetails } from "./server/get-memory";
import type { MemoryId } from "./types";

/** Keys of everything read about memories; a deletion makes all of it stale. */
export const memoryKeys = { all: ["memories"] as const };

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

export const memoryPageQuery = (search: MemorySearch) =>
  queryOptions({
    queryKey: [...memoryKeys.all, "page", memorySearchString(search)],
    queryFn: ({ signal }) => fetchJson<MemoryPage>(`/api/memories${memorySearchString(search)}`, signal),
    placeholderData: keepPreviousData,
  });

export const memoryCountQuery = (search: Pick<MemorySearch, "filter" | "text">) => {
  const query = serialize({ filter: search.filter, q: search.text });
  return queryOptions({
    queryKey: [...memoryKeys.all, "count", query],
    queryFn: ({ signal }) => fetchJson<Count>(`/api/memories/count${query}`, signal),
  });
};

export const memoryDetailsQuery = (id: MemoryId) =>
  queryOptions({
    queryKey: [...memoryKeys.all, "details", id],
    queryFn: ({ signal }) => fetchJson<MemoryDetails>(`/api/memories/${id}`, signal),
  });

export const facetQuery = (field: FacetField, text: string) =>
  queryOptions({
    queryKey: [...memoryKeys.all, "facets", field, text],
    queryFn: ({ signal }) =>
      fetchJson<FacetValue[]>(
        `/api/memories/facets?${new URLSearchParams({ field, text }).toString()}`,
        signal,
      ),
    placeholderData: keepPreviousData,
  });
