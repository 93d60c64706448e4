import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { createSerializer } from "nuqs/server";
import { fetchJson } from "@/lib/http/fetch-json";
import { deletionItemSearchParams, type DeletionItemSearch } from "./item-search";
import { deletionSearchParams, encodeDeletionPosition, type DeletionSearch } from "./search";
import type { MemoryId } from "@/lib/memories/types";
import type { Deletion, DeletionItemPage, DeletionPage, MemoryDeletions, UntoldCounts } from "./types";
import type { DeletionId } from "./deletion-id";

/** Keys of everything read about deletions; the live connection makes all of it stale when one changes. */
export const deletionKeys = { all: ["deletions"] as const };

/** Deletions a page of history holds, and memories a page of one deletion's. */
export const deletionPageSize = 50;
export const deletionItemPageSize = 100;

const serialize = createSerializer(deletionSearchParams);

/** The search as a query string, the same one the page's address has. */
export const deletionSearchString = (search: DeletionSearch): string =>
  serialize({
    actor: search.actorId,
    status: search.status,
    outcome: search.outcome,
    operation: search.operation,
    store: search.storeId,
    ticket: search.ticket,
    entity: search.entity,
    from: search.fromOn,
    to: search.toOn,
    after: search.after === null ? null : encodeDeletionPosition(search.after),
  });

export const deletionPageQuery = (search: DeletionSearch) =>
  queryOptions({
    queryKey: [...deletionKeys.all, "page", deletionSearchString(search)],
    queryFn: ({ signal }) => fetchJson<DeletionPage>(`/api/deletions${deletionSearchString(search)}`, signal),
    placeholderData: keepPreviousData,
  });

/** How many deletions the search finds on all its pages. */
export const deletionCountQuery = (search: DeletionSearch) => {
  const query = deletionSearchString({ ...search, after: null });
  return queryOptions({
    queryKey: [...deletionKeys.all, "count", query],
    queryFn: ({ signal }) => fetchJson<number>(`/api/deletions/count${query}`, signal),
  });
};

/** Beside a search for an entity: the deletions that may have taken something of it, which their records do not say. */
export const deletionUntoldQuery = (search: DeletionSearch) => {
  const query = deletionSearchString({ ...search, after: null });
  return queryOptions({
    queryKey: [...deletionKeys.all, "untold", query],
    queryFn: ({ signal }) => fetchJson<UntoldCounts>(`/api/deletions/untold${query}`, signal),
    enabled: search.entity !== null,
  });
};

export const deletionQuery = (id: DeletionId) =>
  queryOptions({
    queryKey: [...deletionKeys.all, "details", id],
    queryFn: ({ signal }) => fetchJson<Deletion>(`/api/deletions/${id}`, signal),
  });

/** The deletions that name a memory, in any store. */
export const deletionsOfMemoryQuery = (id: MemoryId) =>
  queryOptions({
    queryKey: [...deletionKeys.all, "of-memory", id],
    queryFn: ({ signal }) =>
      fetchJson<MemoryDeletions>(`/api/memories/deletions?${new URLSearchParams({ id }).toString()}`, signal),
  });

const serializeItems = createSerializer(deletionItemSearchParams);

export const deletionItemsQuery = (id: DeletionId, { state, afterSeq }: DeletionItemSearch) => {
  const query = serializeItems({ state, after: afterSeq === 0 ? null : String(afterSeq) });
  return queryOptions({
    queryKey: [...deletionKeys.all, "items", id, query],
    queryFn: ({ signal }) => fetchJson<DeletionItemPage>(`/api/deletions/${id}/items${query}`, signal),
    placeholderData: keepPreviousData,
  });
};
