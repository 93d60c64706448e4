type Passed = {
  /** From when the looks are counted: when a ticket was closed, or a deletion ended. */
  since: Date;
  /** How many are behind. */
  lookCount: number;
  now: Date;
};

/**
 * What comes after a look that was done at `now`: how many of the looks are behind, and when the next one is; null when it was the
 * last. Looks that were missed while Lethe did not run are made up for by the one.
 */
export const nextLook = (
  lookMinutes: readonly number[],
  { since, lookCount, now }: Passed,
): { lookCount: number; lookAt: Date | null } => {
  let count = lookCount + 1;
  while (count < lookMinutes.length && timeOf(lookMinutes, since, count) <= now.getTime()) count++;
  return {
    lookCount: count,
    lookAt: count < lookMinutes.length ? new Date(timeOf(lookMinutes, since, count)) : null,
  };
};

const retryMinutes = 60;

/** The same when a store did not answer: it is asked again in an hour, or by the next look, if that comes before. */
export const retriedLook = (
  lookMinutes: readonly number[],
  { since, lookCount, now }: Passed,
): { lookCount: number; lookAt: Date } => {
  const retryAt = new Date(now.getTime() + retryMinutes * 60_000);
  const next = nextLook(lookMinutes, { since, lookCount, now });
  return next.lookAt !== null && next.lookAt <= retryAt
    ? { lookCount: next.lookCount, lookAt: next.lookAt }
    : { lookCount, lookAt: retryAt };
};

const timeOf = (lookMinutes: readonly number[], since: Date, count: number): number =>
  since.getTime() + (lookMinutes[count] ?? 0) * 60_000;
