/** How many months are told apart; what is older or newer than them is counted together. */
export const monthsMax = 60;

/** A month in UTC (`2026-08`), or all that was created before or after those that are told apart. */
export type Period = string;
export const earlier = "earlier";
export const later = "later";

/** How many memories were created in each month. */
export type MonthCounts = {
  /** The values of an entity that are counted apart, the most frequent first; empty when that was not asked for. */
  values: string[];
  /**
   * The oldest first, without a gap. The counts of each: of every one of `values`, then of all others, then of memories without
   * one; a single one when no entity was asked for.
   */
  months: { period: Period; counts: number[] }[];
};

/** The months that are told apart at an instant, the oldest first. */
export const monthsUntil = (now: Date): string[] =>
  Array.from({ length: monthsMax }, (_, index) => {
    const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - (monthsMax - 1 - index), 1));
    return month.toISOString().slice(0, 7);
  });

/**
 * The first and the last day of some periods that follow each other, in UTC; null where there is no such end. `periods`: all that are
 * told apart.
 */
export const daysOf = (
  periods: readonly Period[],
  { from, to }: { from: number; to: number },
): { from: string | null; to: string | null } => {
  const [first = earlier, last = later] = [periods[from], periods[to]];
  return {
    from: first === earlier ? null : firstDayOf(first, periods[from - 1]),
    to: last === later ? null : dayBefore(last === earlier ? firstDayOf(periods[to + 1]) : monthAfter(last)),
  };
};

/** `before`: the period before it, by which "later" begins. */
const firstDayOf = (period: Period = later, before?: Period): string =>
  period === later ? monthAfter(before ?? "") : `${period}-01`;

const monthAfter = (month: string): string => {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
};
const dayBefore = (day: string): string => new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
