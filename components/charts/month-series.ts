import { entityWords } from "@/components/entities/entity-words";
import type { EntityKind } from "@/lib/memories/entity";
import { earlier, later, type MonthCounts, type Period } from "@/lib/memories/month-counts";
import { colourCount, type ChartSeries } from "./chart-types";

/** What the counts of `countByMonth` are of: the values that have most, all others, and memories without one. */
export const entitySeries = (by: EntityKind, values: readonly string[]): ChartSeries[] => [
  ...values.map((label) => ({ label })),
  { label: `Other ${entityWords[by].many}`, colour: "rest" },
  { label: `Without ${entityWords[by].one}`, colour: 5 },
];

type StoreMonths = { name: string; counts: MonthCounts };

/** Several stores in one chart, the largest at the bottom; those for which there is no colour together. */
export const stackStores = (
  stores: readonly StoreMonths[],
): { series: ChartSeries[]; months: { period: Period; counts: number[] }[] } => {
  const largest = stores.toSorted((a, b) => sumOf(b) - sumOf(a));
  const alone = largest.length > colourCount ? largest.slice(0, colourCount - 1) : largest;
  const others = largest.slice(alone.length);
  const periods = [...new Set(stores.flatMap(({ counts }) => counts.months.map(({ period }) => period)))];
  const ordered = periods.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
  const countsIn = ({ counts }: StoreMonths) =>
    new Map(
      counts.months.map(({ period, counts: parts }) => [period, parts.reduce((sum, part) => sum + part, 0)]),
    );
  const [aloneCounts, otherCounts] = [alone.map(countsIn), others.map(countsIn)];
  return {
    series: [
      ...alone.map(({ name }) => ({ label: name })),
      ...(others.length > 0 ? [{ label: "Other stores", colour: "rest" as const }] : []),
    ],
    months: ordered.map((period) => ({
      period,
      counts: [
        ...aloneCounts.map((counts) => counts.get(period) ?? 0),
        ...(others.length > 0
          ? [otherCounts.reduce((sum, counts) => sum + (counts.get(period) ?? 0), 0)]
          : []),
      ],
    })),
  };
};

/** Months are in order as texts. */
const placeOf = (period: Period): string => (period === earlier ? "" : period === later ? "~" : period);

const sumOf = ({ counts }: StoreMonths): number =>
  counts.months.reduce((sum, month) => sum + month.counts.reduce((all, count) => all + count, 0), 0);
