"use client";

import { ChartColumn, Table2, X } from "lucide-react";
import dynamic from "next/dynamic";
import Link from "next/link";
import { useId, useRef, useState, type KeyboardEvent, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { BarTable } from "./bar-table";
import {
  colourOf,
  totalOf,
  unitWords,
  type BarRange,
  type ChartBar,
  type ChartSeries,
  type ChartUnit,
} from "./chart-types";

const height = 168;

// What draws comes only to who sees a chart.
const Bars = dynamic(() => import("./bars").then((module) => module.Bars), {
  ssr: false,
  // As high as the bars; by its class, as the content security policy lets no style attribute of the server through.
  loading: () => <div aria-hidden className="h-[168px]" />,
});

export type BarChartProps = {
  /** What is shown, as a title: "Memories by month". */
  label: string;
  unit: ChartUnit;
  bars: readonly ChartBar[];
  /** What a bar stands for, as the head of its column: "Month". */
  barTitle: string;
  series: readonly ChartSeries[];
  /** Shown in place of the chart's bars when there are none. */
  empty: string;
  /** Called with the bars that were chosen: one by a click, several by drawing over them; null to choose none. */
  onRange?: (range: BarRange | null) => void;
  /** In its stead: called with the bar that was chosen. */
  onPick?: (index: number) => void;
  /** What is chosen now. */
  range?: BarRange | null;
  /** What stands beside the title. */
  actions?: ReactNode;
  note?: ReactNode;
};

/**
 * A chart of stacked bars, with the same numbers as a table one key (T) away. The values of the bar under the pointer, or in
 * focus, stand in the legend; without one, the sums.
 */
export const BarChart = (props: BarChartProps) => {
  const { label, unit, bars, barTitle, series, empty, onRange, onPick, range = null, actions, note } = props;
  const [isTable, setIsTable] = useState(false);
  const [shown, setShown] = useState<number | null>(null);
  const [titleId, hintId] = [useId(), useId()];
  const toggle = useRef<HTMLButtonElement>(null);
  const hear = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "t" || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    setIsTable(!isTable);
    // The bar that was in focus is gone, and T would not be heard again.
    toggle.current?.focus();
  };
  const bar = shown === null ? undefined : bars[shown];
  const inRange = range === null ? bars : bars.slice(range.from, range.to + 1);
  const values = bar?.values ?? series.map((_, index) => sumOf(inRange, index));
  const pick =
    onPick ?? (onRange === undefined ? undefined : (index: number) => onRange({ from: index, to: index }));
  const Icon = isTable ? ChartColumn : Table2;
  return (
    <figure aria-labelledby={titleId} onKeyDown={hear} className="flex min-w-0 flex-col gap-2">
      <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
        <figcaption id={titleId} className="text-sm font-medium">
          {label}
        </figcaption>
        <span className="text-sm text-muted">
          {bar?.label ?? (range === null ? "" : rangeWords(bars, range))}
          {(bar !== undefined || range !== null) && " · "}
          {unitWords(totalOf({ values }), unit)}
        </span>
        {onRange !== undefined && range !== null && (
          <Button size="small" look="quiet" onClick={() => onRange(null)}>
            <X aria-hidden className="size-3.5" />
            Show all
          </Button>
        )}
        <div className="ml-auto flex items-center gap-1">
          {actions}
          <Button
            ref={toggle}
            size="icon"
            look="quiet"
            aria-label={isTable ? `Show ${label} as a chart` : `Show ${label} as a table`}
            aria-keyshortcuts="T"
            title={isTable ? "Show as a chart (T)" : "Show as a table (T)"}
            onClick={() => setIsTable(!isTable)}
          >
            <Icon aria-hidden className="size-4" />
          </Button>
        </div>
      </div>
      {bars.length === 0 ? (
        <p className="py-6 text-center text-sm text-muted">{empty}</p>
      ) : isTable ? (
        <BarTable
          label={label}
          barTitle={barTitle}
          bars={bars}
          series={series}
          {...(pick !== undefined && { onPick: pick })}
        />
      ) : (
        <>
          <Bars
            height={height}
            labelledBy={titleId}
            describedBy={hintId}
            unit={unit}
            bars={bars}
            series={series}
            range={range}
            onShow={setShown}
            {...(onRange !== undefined && { onRange })}
            {...(onPick !== undefined && { onPick })}
          />
          <p id={hintId} className="sr-only">
            {`Arrow keys move from bar to bar. ${onRange !== undefined ? "With Shift they choose several, and Enter shows only those. " : onPick !== undefined ? "Enter opens one. " : ""}T shows the numbers as a table.`}
          </p>
          {(series.length > 1 || series[0]?.href !== undefined) && (
            <Legend series={series} values={values} isOfAll={bar === undefined && range === null} />
          )}
        </>
      )}
      {note !== undefined && <p className="text-xs text-muted">{note}</p>}
    </figure>
  );
};

const sumOf = (bars: readonly ChartBar[], index: number): number =>
  bars.reduce((sum, { values }) => sum + (values[index] ?? 0), 0);

const rangeWords = (bars: readonly ChartBar[], { from, to }: BarRange): string => {
  const [first, last] = [bars[from]?.label ?? "", bars[to]?.label ?? ""];
  return from === to ? first : `${first} – ${last}`;
};

const Legend = ({
  series,
  values,
  isOfAll,
}: {
  series: readonly ChartSeries[];
  values: readonly number[];
  /** Whether the values are those of all bars. */
  isOfAll: boolean;
}) => (
  <ul className="flex flex-wrap gap-x-4 gap-y-1 text-xs text-muted">
    {series.map(({ label, href }, index) => (
      <li key={index} className="flex min-w-0 items-center gap-1.5">
        <svg aria-hidden className="size-2.5 shrink-0">
          <rect width="100%" height="100%" rx={2} fill={colourOf(series, index)} />
        </svg>
        <bdi className="max-w-48 truncate" title={label}>
          {label}
        </bdi>
        {href !== undefined && isOfAll ? (
          <Link
            href={href}
            aria-label={`${(values[index] ?? 0).toLocaleString("en")} ${label}`}
            className="text-text underline decoration-control/60 underline-offset-4 hover:decoration-current"
          >
            {(values[index] ?? 0).toLocaleString("en")}
          </Link>
        ) : (
          <span className="text-text">{(values[index] ?? 0).toLocaleString("en")}</span>
        )}
      </li>
    ))}
  </ul>
);
