"use client";

import type { ReactNode } from "react";
import { BarChart } from "./bar-chart";
import type { ChartSeries, ChartUnit } from "./chart-types";

export type DayChartProps = {
  label: string;
  /** What is counted: "deletions". */
  unit: ChartUnit;
  series: readonly ChartSeries[];
  /** The oldest first, without a gap; each as `YYYY-MM-DD` in UTC. */
  days: readonly { day: string; counts: readonly number[] }[];
  empty: string;
  /** Called with a day that was chosen. */
  onDay?: (day: string) => void;
  actions?: ReactNode;
  note?: ReactNode;
};

const full = new Intl.DateTimeFormat("en", {
  day: "numeric",
  month: "long",
  year: "numeric",
  timeZone: "UTC",
});
const short = new Intl.DateTimeFormat("en", { day: "numeric", month: "short", timeZone: "UTC" });

/** Stacked bars by day. */
export const DayChart = ({ days, onDay, ...rest }: DayChartProps) => (
  <BarChart
    {...rest}
    barTitle="Day"
    bars={days.map(({ day, counts }) => {
      const date = new Date(`${day}T00:00:00Z`);
      return { key: day, label: full.format(date), tick: short.format(date), values: counts };
    })}
    {...(onDay !== undefined && {
      onPick: (index) => {
        const day = days[index]?.day;
        if (day !== undefined) onDay(day);
      },
    })}
  />
);
