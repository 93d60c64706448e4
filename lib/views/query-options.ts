import { queryOptions } from "@tanstack/react-query";
import { fetchJson } from "@/lib/http/fetch-json";
import type { ListedView, SavedView, ViewId } from "./types";

/** Keys of everything read about saved views; each change of one makes all of it stale. */
export const viewKeys = { all: ["views"] as const };

export const viewListQuery = queryOptions({
  queryKey: [...viewKeys.all, "list"],
  queryFn: ({ signal }) => fetchJson<ListedView[]>("/api/views", signal),
});

export const viewQuery = (id: ViewId) =>
  queryOptions({
    queryKey: [...viewKeys.all, "view", id],
    queryFn: ({ signal }) => fetchJson<SavedView>(`/api/views/${id}`, signal),
  });
