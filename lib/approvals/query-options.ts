import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import type { FrozenSelection } from "@/lib/deletions/frozen-selection";
import { fetchJson } from "@/lib/http/fetch-json";
import type { Approval, ApprovalId, ApprovalPage, WaitingCount } from "./types";

/** Keys of everything read about approvals; the live connection makes all of it stale when one changes. */
export const approvalKeys = { all: ["approvals"] as const };

export const waitingCountQuery = queryOptions({
  queryKey: [...approvalKeys.all, "waiting"],
  queryFn: ({ signal }) => fetchJson<WaitingCount>("/api/approvals/waiting", signal),
});

export const approvalListQuery = infiniteQueryOptions({
  queryKey: [...approvalKeys.all, "list"],
  queryFn: ({ signal, pageParam }) =>
    fetchJson<ApprovalPage>(`/api/approvals${pageParam === null ? "" : `?after=${pageParam}`}`, signal),
  initialPageParam: null as ApprovalId | null,
  getNextPageParam: ({ nextAfter }) => nextAfter,
});

export const approvalQuery = (id: ApprovalId) =>
  queryOptions({
    queryKey: [...approvalKeys.all, "details", id],
    queryFn: ({ signal }) => fetchJson<Approval>(`/api/approvals/${id}`, signal),
  });

export const approvalOfDeletionQuery = (id: DeletionId) =>
  queryOptions({
    queryKey: [...approvalKeys.all, "of-deletion", id],
    queryFn: ({ signal }) => fetchJson<Approval | null>(`/api/deletions/${id}/approval`, signal),
  });

/** Under another key: it reads every frozen memory, and not again at every change of something else. */
export const frozenSelectionQuery = (id: ApprovalId) =>
  queryOptions({
    queryKey: ["frozen selections", id],
    queryFn: ({ signal }) => fetchJson<FrozenSelection>(`/api/approvals/${id}/frozen`, signal),
    gcTime: 0,
  });
