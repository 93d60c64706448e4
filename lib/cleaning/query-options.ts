import { queryOptions } from "@tanstack/react-query";
import type { DeletionId } from "@/lib/deletions/deletion-id";
import { fetchJson } from "@/lib/http/fetch-json";
import type { Cleaning, CoveringClean } from "./types";

/** Keys of everything read about cleans. */
export const cleaningKeys = { all: ["cleaning"] as const };

const runningMs = 1_000;
const idleMs = 30_000;

/** Asked again each second while a clean is open. */
export const cleaningQuery = queryOptions({
  queryKey: [...cleaningKeys.all, "page"],
  queryFn: ({ signal }) => fetchJson<Cleaning>("/api/cleaning", signal),
  refetchInterval: ({ state }) => (state.data?.cleans[0]?.finishedAt === null ? runningMs : idleMs),
});

/** The clean that covers a deletion; null while there is none. */
export const coveringCleanQuery = (id: DeletionId) =>
  queryOptions({
    queryKey: [...cleaningKeys.all, "of-deletion", id],
    queryFn: ({ signal }) => fetchJson<CoveringClean | null>(`/api/deletions/${id}/clean`, signal),
  });
