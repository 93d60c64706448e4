/** Why a memory counts as stale. One for which several hold counts once, by the first of them. */
export const staleReasons = ["expired", "superseded", "duplicate", "unchanged"] as const;
export type StaleReason = (typeof staleReasons)[number];

/** Not changed for so long counts as stale. */
export const unchangedDays = 365;

/** By how long ago a memory last changed, in days: from the first, up to the second. */
export const ageBounds = [30, 90, 365, 730] as const;
export const ageWords = [
  "Under 30 days",
  "30 to 90 days",
  "90 days to 1 year",
  "1 to 2 years",
  "Over 2 years",
];
/** Short enough for five of them side by side on a phone. */
export const ageTicks = ["< 30 days", "< 90 days", "< 1 year", "< 2 years", "Older"];

/** How much of a store is stale, and why. */
export type StaleCounts = {
  total: number;
  stale: number;
  /** The reasons that the store can tell. */
  reasons: { reason: StaleReason; count: number }[];
  /** For each age (see `ageWords`), the number for each of `reasons`, and of those that are not stale. */
  ages: number[][];
};
