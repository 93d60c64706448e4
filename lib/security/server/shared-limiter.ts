import { createHmac } from "node:crypto";
import { RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type { Database } from "@/lib/database/server/database";
import { databaseErrorFrom } from "@/lib/database/server/database-error";

/** Too many for now. */
export type Limited = { retryAfterSeconds: number };

export type LimiterOptions = {
  /** Of the limit; the same in every process that shares it. */
  name: string;
  /** How often in `seconds`. */
  points: number;
  seconds: number;
  /** LETHE_SECRET. Who is counted (an email address, an address) is kept as a keyed digest. */
  secret: string;
};

/** Counts by `who`, a text of any length. Each throws DatabaseError when the database is away. */
export type SharedLimiter = {
  /** Counts one; null when it is within the limit. Atomic: of many at once, in all processes, no more than `points` get null. */
  take: (who: string) => Promise<Limited | null>;
  /** What this process knows without asking: null, or that the next one would be too many. Counts nothing. */
  refusal: (who: string) => Limited | null;
  /** Takes back one that was counted, or several. */
  giveBack: (who: string, points?: number) => Promise<void>;
  /** Begins anew; answers how many were counted. */
  reset: (who: string) => Promise<number>;
};

/** For so long a process refuses by itself who was refused; then it asks the database again, as another one may have reset it. */
const refusedMs = 5_000;
const refusedMax = 10_000;

/**
 * A limit that all processes share, in the table rate_limits. Each `take` is a write: for what is rare, such as sign-ins. For
 * requests: batched-limiter.ts.
 */
export const sharedLimiter = (database: Database, options: LimiterOptions): SharedLimiter => {
  const limiter = postgresLimiter(database, options);
  const keyOf = limitKey(options);
  const refused = new Map<string, { until: number; askAt: number }>();

  const noteRefused = (key: string, msBeforeNext: number): void => {
    // An attacker with many addresses: forgetting costs a write each.
    if (refused.size >= refusedMax) refused.clear();
    refused.set(key, { until: Date.now() + msBeforeNext, askAt: Date.now() + refusedMs });
  };

  const refusalOf = (key: string): Limited | null => {
    const known = refused.get(key);
    if (known === undefined) return null;
    const now = Date.now();
    if (now < Math.min(known.until, known.askAt)) return limitedFor(known.until - now);
    refused.delete(key);
    return null;
  };

  return {
    take: async (who) => {
      const key = keyOf(who);
      const known = refusalOf(key);
      if (known !== null) return known;
      try {
        await limiter.consume(key);
        return null;
      } catch (error) {
        // The limiter's way to say no.
        if (!(error instanceof RateLimiterRes)) throw databaseErrorFrom(error);
        noteRefused(key, error.msBeforeNext);
        return limitedFor(error.msBeforeNext);
      }
    },
    refusal: (who) => refusalOf(keyOf(who)),
    giveBack: async (who, points = 1) => {
      refused.delete(keyOf(who));
      await limiter.reward(keyOf(who), points).catch(throwDatabaseError);
    },
    reset: async (who) => {
      refused.delete(keyOf(who));
      const state = await limiter.get(keyOf(who)).catch(throwDatabaseError);
      await limiter.delete(keyOf(who)).catch(throwDatabaseError);
      return Math.max(0, state?.consumedPoints ?? 0);
    },
  };
};

export const postgresLimiter = (database: Database, { name, points, seconds }: LimiterOptions) =>
  new RateLimiterPostgres({
    storeClient: database.$client,
    storeType: "pool",
    tableName: "rate_limits",
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
    // Done by prune-security.ts, once for all.
    clearExpiredByTimeout: false,
  });

export const limitKey =
  ({ name, secret }: LimiterOptions) =>
  (who: string): string =>
    createHmac("sha256", secret).update(`lethe limit\0${name}\0${who}`).digest("base64url").slice(0, 22);

export const limitedFor = (ms: number): Limited => ({
  retryAfterSeconds: Math.max(1, Math.ceil(ms / 1_000)),
});

const throwDatabaseError = (error: unknown): never => {
  throw databaseErrorFrom(error);
};
