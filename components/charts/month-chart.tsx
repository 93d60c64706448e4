"use client";

import type { ReactNode } from "react";
import { daysOf, earlier, later, type Period } from "@/lib/memories/month-counts";
import { BarChart } from "./bar-chart";
import type { ChartBar, ChartSeries, ChartUnit } from "./chart-types";

/** Days in UTC, both included; null where there is no such end. */
export type DayRange = { from: string | null; to: string | null };

export type MonthChartProps = {
  /** What is shown, as a title: "Memories by month". */
  label: string;
  unit?: ChartUnit;
  /** What the counts of each month are of, in their order. */
  series: readonly ChartSeries[];
  /** As `countByMonth` answers them, the oldest first. */
  months: readonly { period: Period; counts: readonly number[] }[];
  empty?: string;
  /** Called with the first and the last day of the months that were chosen, or with null for all of them. */
  onBrush?: (days: DayRange | null) => void;
  /** The days that are chosen now: each month that lies in them is shown so. */
  brushed?: DayRange | null;
  actions?: ReactNode;
  note?: ReactNode;
};

/** Stacked bars by month. Drawing over them, or Shift and the arrow keys, chooses months. */
export const MonthChart = (props: MonthChartProps) => {
  const { onBrush, brushed = null, unit = "memories", empty = "No memories.", ...rest } = props;
  const { series, months } = withoutUnused(props.series, props.months);
  const periods = months.map(({ period }) => period);
  const bars = months.map(({ period, counts }, index): ChartBar => ({
    key: period,
    ...periodWords(period, periods[index + 1], periods[index - 1]),
    values: counts,
  }));
  const chosen =
    brushed === null ? [] : bars.flatMap((_, index) => (isWithin(periods, index, brushed) ? [index] : []));
  const [first, last] = [chosen[0], chosen.at(-1)];
  return (
    <BarChart
      {...rest}
      series={series}
      unit={unit}
      empty={empty}
      barTitle="Month"
      bars={bars}
      {...(onBrush !== undefined && {
        onRange: (range) => onBrush(range === null ? null : daysOf(periods, range)),
      })}
      range={first === undefined || last === undefined ? null : { from: first, to: last }}
    />
  );
};

/** A series that no month has any of only takes room. */
const withoutUnused = (series: MonthChartProps["series"], months: MonthChartProps["months"]) => {
  const used = series.flatMap((_, index) =>
    index === 0 || months.some(({ counts }) => (counts[index] ?? 0) > 0) ? [index] : [],
  );
  return {
    series: used.flatMap((index) => series[index] ?? []),
    months: months.map(({ period, counts }) => ({ period, counts: used.map((index) => counts[index] ?? 0) })),
  };
};

const isWithin = (periods: readonly Period[], index: number, days: DayRange): boolean => {
  const { from, to } = daysOf(periods, { from: index, to: index });
  return (
    (days.from === null || (from !== null && from >= days.from)) &&
    (days.to === null || (to !== null && to <= days.to))
  );
};

const full = new Intl.DateTimeFormat("en", { month: "long", year: "numeric", timeZone: "UTC" });
const short = new Intl.DateTimeFormat("en", { month: "short", timeZone: "UTC" });

/** "August 2026" and "Aug"; of January the year. */
const periodWords = (period: Period, next = "", previous = ""): { label: string; tick: string } => {
  if (period === earlier) return { label: `Before ${full.format(dateOf(next))}`, tick: "Earlier" };
  if (period === later) return { label: `After ${full.format(dateOf(previous))}`, tick: "Later" };
  const date = dateOf(period);
  return {
    label: full.format(date),
    tick: date.getUTCMonth() === 0 ? String(date.getUTCFullYear()) : short.format(date),
  };
};

const dateOf = (month: string): Date => new Date(`${month}-01T00:00:00Z`);
