export const timelinePeriods = ["day", "month", "year"] as const;
export type TimelinePeriod = (typeof timelinePeriods)[number];

const hourMs = 3_600_000;
const lengths: Record<TimelinePeriod, { binMs: number; count: number }> = {
  day: { binMs: hourMs, count: 24 },
  month: { binMs: 24 * hourMs, count: 30 },
  year: { binMs: 7 * 24 * hourMs, count: 53 },
};

/** What happened in a stretch of time; `from` is ISO 8601 in UTC. `attestedCounts`: in the order of the attestors. */
export type TimelineBin = {
  from: string;
  eventCount: number;
  checkpointCount: number;
  attestedCounts: number[];
};

export type Timeline = { period: TimelinePeriod; binMs: number; attestors: string[]; bins: TimelineBin[] };

/** Where the stretches of a period begin, up to now, each a whole hour, day or week of UTC. */
export const binsOf = (period: TimelinePeriod, now: Date): { binMs: number; starts: Date[] } => {
  const { binMs, count } = lengths[period];
  const last = Math.floor(now.getTime() / binMs) * binMs;
  return {
    binMs,
    starts: Array.from({ length: count }, (_, index) => new Date(last - (count - 1 - index) * binMs)),
  };
};
