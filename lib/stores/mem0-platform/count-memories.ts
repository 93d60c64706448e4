import type { Memory } from "@/lib/memories/types";
import { StoreError } from "@/lib/stores/store-error";
import type { Count } from "@/lib/stores/types";
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
  { query, matches }: { query: PlatformQuery; matches: (memory: Memory) => boolean },
  examinedMax: number,
  signal: AbortSignal,
): Promise<Count> => {
  const page = query.isExact ? await askCount(requests, query, signal) : null;
  if (page !== null) return { value: page.count, isExact: true };
  const seen = new Set<string>();
  let value = 0;
  for await (const { count, results } of readFound(requests, query, signal)) {
    for (const memory of results) {
      if (!seen.has(memory.id) && matches(memory)) value++;
      seen.add(memory.id);
    }
    if (seen.size >= Math.min(examinedMax, count)) return { value, isExact: seen.size === count };
  }
  return { value, isExact: false };
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
