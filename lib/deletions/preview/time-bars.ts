import type { SelectionPreview } from "@/lib/stores/preview";

/** `label` is a month ("2026-03") or a year ("2026"). */
export type TimeBar = { label: string; count: number };

const monthBarsMax = 48;
const yearBarsMax = 60;
const monthsOfYear = 12;

/**
 * Memories by the time of their creation, as bars side by side: months without any have a bar of nothing, so that a gap is
 * seen as a gap. By year where there would be too many months to see.
 */
export const timeBars = (
  byMonth: SelectionPreview["byMonth"],
): { unit: "month" | "year"; bars: TimeBar[] } => {
  const [first, last] = [byMonth[0], byMonth.at(-1)];
  if (first === undefined || last === undefined) return { unit: "month", bars: [] };
  const countByMonth = new Map(byMonth.map(({ month, count }) => [month, count]));
  const [from, to] = [monthNumber(first.month), monthNumber(last.month)];
  if (to - from < monthBarsMax) {
    const bars = range(from, to).map((number) => {
      const label = monthLabel(number);
      return { label, count: countByMonth.get(label) ?? 0 };
    });
    return { unit: "month", bars };
  }
  const countByYear = new Map<string, number>();
  for (const { month, count } of byMonth) {
    const year = month.slice(0, 4);
    countByYear.set(year, (countByYear.get(year) ?? 0) + count);
  }
  const years = range(Number(first.month.slice(0, 4)), Number(last.month.slice(0, 4)))
    .map((year) => String(year).padStart(4, "0"))
    .map((label) => ({ label, count: countByYear.get(label) ?? 0 }));
  // A date of long ago is mostly a mistake, and must not push the others out of sight.
  return { unit: "year", bars: years.length > yearBarsMax ? years.filter(({ count }) => count > 0) : years };
};

const monthNumber = (month: string): number =>
  Number(month.slice(0, 4)) * monthsOfYear + Number(month.slice(5)) - 1;

const monthLabel = (number: number): string =>
  `${String(Math.floor(number / monthsOfYear)).padStart(4, "0")}-${String((number % monthsOfYear) + 1).padStart(2, "0")}`;

const range = (from: number, to: number): number[] =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);
