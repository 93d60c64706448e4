import type { Database } from "@/lib/database/server/database";
import { databaseErrorFrom } from "@/lib/database/server/database-error";
import { limitedFor, limitKey, postgresLimiter, type Limited, type LimiterOptions } from "./shared-limiter";

/** As SharedLimiter, for requests: most of them cost no query. */
export type BatchedLimiter = {
  take: (who: string) => Promise<Limited | null>;
  /** What this process knows without asking: null, or that the next one would be too many. Counts nothing. */
  refusal: (who: string) => Limited | null;
};

/** `isLast`: no process gets more before `until`, in milliseconds of Date.now(). */
type Held = { left: number; isLast: boolean; until: number };

const writesPerWindow = 30;
const heldMax = 10_000;

/**
 * A limit that all processes share without a write for each request: a process takes a thirtieth of the points at a time from the
 * table rate_limits, and spends these by itself. Together they never let more through than `points`; one may refuse a little
 * early, when others hold what they have not spent. Why: docs/decisions/limits.md.
 */
export const batchedLimiter = (database: Database, options: LimiterOptions): BatchedLimiter => {
  const { points } = options;
  const limiter = postgresLimiter(database, options);
  const keyOf = limitKey(options);
  const batch = Math.ceil(points / writesPerWindow);
  /** What this process may still spend in the window that ends at `until`. */
  const held = new Map<string, Held>();
  const fetching = new Map<string, Promise<Held>>();

  const fetch = async (who: string): Promise<Held> => {
    const state = await limiter.penalty(keyOf(who), batch).catch((error: unknown): never => {
      throw databaseErrorFrom(error);
    });
    const before = state.consumedPoints - batch;
    const fetched = {
      left: Math.min(batch, Math.max(0, points - before)),
      isLast: before + batch >= points,
      until: Date.now() + state.msBeforeNext,
    };
    if (held.size >= heldMax) held.clear();
    held.set(who, fetched);
    return fetched;
  };

  const fetchOnce = (who: string): Promise<Held> => {
    const known = fetching.get(who);
    if (known !== undefined) return known;
    const started = fetch(who).finally(() => fetching.delete(who));
    fetching.set(who, started);
    return started;
  };

  return {
    take: async (who) => {
      const known = held.get(who);
      let state = known !== undefined && Date.now() < known.until ? known : await fetchOnce(who);
      // Of many that waited for the same points, some came too late.
      while (state.left <= 0 && !state.isLast) state = await fetchOnce(who);
      if (state.left <= 0) return limitedFor(state.until - Date.now());
      state.left--;
      return null;
    },
    refusal: (who) => {
      const state = held.get(who);
      const isOver = state?.isLast === true && state.left <= 0 && Date.now() < state.until;
      return isOver ? limitedFor(state.until - Date.now()) : null;
    },
  };
};
