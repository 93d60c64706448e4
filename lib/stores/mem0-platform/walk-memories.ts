import { setTimeout as delay } from "node:timers/promises";
import type { ReadRow } from "@/lib/stores/remote/read-row";
import { StoreError } from "@/lib/errors/store-error";
import type { ListPage } from "./answers";
import { everything, type PlatformQuery } from "./platform-filter";
import { readPages } from "./read-pages";
import type { PlatformRequests } from "./requests";

const roundsMax = 5;
const roundPauseMs = 300;

/**
 * Every memory that a query finds, each at least once; those without an id once, because they cannot be distinguished. Pages
 * shift under the reader, so the memories are counted: a round that may have skipped something is followed by another, and after
 * `roundsMax` rounds by StoreError `moving`.
 */
export async function* walkMemories(
  requests: Pick<PlatformRequests, "listPage">,
  query: PlatformQuery,
  signal: AbortSignal,
): AsyncGenerator<ReadRow[]> {
  for (let round = 1; round <= roundsMax; round++) {
    const tally = newTally();
    const nameless: ReadRow[] = [];
    for await (const page of readFound(requests, query, signal)) {
      tally.add(page);
      yield page.results.filter(({ id }) => id !== null);
      nameless.push(...page.results.filter(({ id }) => id === null));
    }
    if (tally.isWhole()) {
      yield nameless;
      return;
    }
    if (round < roundsMax) await delay(roundPauseMs * round * (0.5 + Math.random()), undefined, { signal });
  }
  throw new StoreError("moving");
}

/** When the Platform refuses a filter everything is read: it is checked here in any case. */
export async function* readFound(
  requests: Pick<PlatformRequests, "listPage">,
  { filters }: PlatformQuery,
  signal: AbortSignal,
): AsyncGenerator<ListPage> {
  let hasBegun = false;
  try {
    for await (const page of readPages(requests, filters, signal)) {
      hasBegun = true;
      yield page;
    }
    return;
  } catch (error) {
    const isRefused = error instanceof StoreError && error.status === 400;
    if (hasBegun || !isRefused || filters === everything) throw error;
  }
  yield* readPages(requests, everything, signal);
}

/**
 * Whether all was seen in a round. Without changes the count stays and as many memories were seen. What is added while it is
 * read comes first in an order of newest first, where it makes pages repeat and hides nothing; in another order it could
 * stand in for one that was skipped, so that there nothing may change.
 */
const newTally = () => {
  const seen = new Set<string>();
  let counts: { first: number; last: number } | null = null;
  let hasShrunk = false;
  let isNewestFirst = true;
  let lastAt = "9";
  let namelessCount = 0;
  return {
    add: ({ count, results }: ListPage): void => {
      if (counts !== null && count < counts.last) hasShrunk = true;
      counts = { first: counts?.first ?? count, last: count };
      for (const { id, memory, odd } of results) {
        if (id === null) namelessCount++;
        if (id === null || seen.has(id)) continue;
        seen.add(id);
        // What says no age has no place in the order.
        if (odd.some(({ field }) => field === "created_at")) continue;
        if (memory.createdAt > lastAt) isNewestFirst = false;
        lastAt = memory.createdAt;
      }
    },
    isWhole: (): boolean => {
      const seenCount = seen.size + namelessCount;
      if (counts === null || hasShrunk || seenCount < counts.first) return false;
      const isStill = counts.first === counts.last && seenCount === counts.last;
      // Without an id, one that comes twice looks like two.
      return isStill || (isNewestFirst && namelessCount === 0);
    },
  };
};
