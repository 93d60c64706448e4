import { queryOptions } from "@tanstack/react-query";
import type { Actor } from "@/lib/access/types";
import { fetchJson } from "@/lib/http/fetch-json";
import type { DeletionOutcome } from "./outcome";

/** Days that are summed up, today among them. */
export const recentDays = 30;

/** The deletions requested in the last days, of which `fromOn` is the first: `YYYY-MM-DD` in UTC, as history is narrowed by them. */
export type RecentDeletions = {
  fromOn: string;
  /** Oldest first, without a gap. */
  days: { day: string; counts: Record<DeletionOutcome, number> }[];
  /** Memories that they deleted. */
  memoryCount: number;
  /** Who asked for them: who deleted most comes first, at most `shownActorsMax`. */
  actors: { actor: Actor; deletionCount: number; memoryCount: number }[];
  actorCount: number;
};

export const shownActorsMax = 5;

const everyMs = 15_000;

/** Under a key of its own: it counts many deletions, and not again at each change of one. */
export const recentDeletionsQuery = queryOptions({
  queryKey: ["recent deletions"],
  queryFn: ({ signal }) => fetchJson<RecentDeletions>("/api/deletions/recent", signal),
  refetchInterval: everyMs,
});

/** How many there were of an outcome, on all days. */
export const outcomeCountOf = ({ days }: Pick<RecentDeletions, "days">, outcome: DeletionOutcome): number =>
  days.reduce((sum, { counts }) => sum + counts[outcome], 0);
