import type { Filter } from "@/lib/filters/filter";
import { metMemories } from "@/lib/stores/remote/met-memories";
import { StoreError } from "@/lib/errors/store-error";
import type { Count } from "@/lib/memories/types";
import type { PlatformQuery } from "./platform-filter";
import type { PlatformRequests } from "./requests";
import { readFound } from "./walk-memories";

type Requests = Pick<PlatformRequests, "listPage">;

/**
 * How many memories match: as the Platform counts them, where a query finds exactly those; else counted on the first
 * `examinedMax` that it finds, and a lower bound when there are more.
 */
export const countMemories = async (
  requests: Requests,
  { query, filter, now }: { query: PlatformQuery; filter: Filter | null; now: Date },
  examinedMax: number,
  signal: AbortSignal,
): Promise<Count> => {
  const page = query.isExact ? await askCount(requests, query, signal) : null;
  if (page !== null) return { value: page.count, isExact: true };
  const seen = new Set<string>();
  const matching = new Set<string>();
  let isCertain = true;
  for await (const { count, results } of readFound(requests, query, signal)) {
    const { memories, unreadable } = metMemories(results, filter, now);
    memories.forEach(({ id }) => matching.add(id));
    // They may match as well.
    isCertain &&= unreadable.length === 0;
    results.forEach(({ id }, place) => seen.add(id ?? `${seen.size} ${place}`));
    if (seen.size >= Math.min(examinedMax, count))
      return { value: matching.size, isExact: isCertain && seen.size === count };
  }
  return { value: matching.size, isExact: false };
};

/** Null when the Platform refuses the filter. */
export const askCount = async (
  { listPage }: Requests,
  { filters }: PlatformQuery,
  signal: AbortSignal,
): Promise<{ count: number } | null> =>
  listPage({ filters, page: 1, pageSize: 1 }, signal).catch(nullIfRefused);

/** For what can be had in another way. */
export const nullIfRefused = (error: unknown): null => {
  if (error instanceof StoreError && error.status === 400) return null;
  throw error;
};
