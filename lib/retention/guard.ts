/** A run takes no more, whoever lets it: what is left waits for the next one. */
export const runCountMax = 1_000_000;

/** The most that a run takes by itself. */
export type Guard = {
  countMax: number;
  /** So many times what a run usually takes. */
  usualFactor: number;
};

/** So many runs that took something make what is usual. */
const usualRunsMin = 3;
const usualRunsMax = 10;
/** Below it, a multiple of what is usual says nothing: three times two is no surprise. */
const floorCount = 20;

/** What a run usually takes, from those of late that took something, newest first: the middle one; null when there are too few. */
export const usualOf = (takenCounts: readonly number[]): number | null => {
  const counts = takenCounts.filter((count) => count > 0).slice(0, usualRunsMax);
  if (counts.length < usualRunsMin) return null;
  const inOrder = counts.toSorted((one, other) => one - other);
  return inOrder[Math.floor((inOrder.length - 1) / 2)] ?? null;
};

/** How many memories the next run takes without waiting for a person. */
export const limitOf = ({ countMax, usualFactor }: Guard, usual: number | null): number =>
  usual === null ? countMax : Math.min(countMax, Math.max(floorCount, Math.ceil(usual * usualFactor)));
