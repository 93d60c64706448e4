"use client";

import { useParentSize } from "@visx/responsive";
import { scaleBand, scaleLinear } from "@visx/scale";
import { BarStack } from "@visx/shape";
import clsx from "clsx";
import {
  colourOf,
  totalOf,
  unitWords,
  type BarRange,
  type ChartBar,
  type ChartSeries,
  type ChartUnit,
} from "./chart-types";
import { useBarRange } from "./use-bar-range";

const margin = { top: 6, right: 0, bottom: 20, left: 44 };
/** About as wide as the type makes them. */
const characterWidth = 6.5;

export type BarsProps = {
  height: number;
  labelledBy: string;
  describedBy: string;
  unit: ChartUnit;
  bars: readonly ChartBar[];
  series: readonly ChartSeries[];
  range: BarRange | null;
  onRange?: (range: BarRange) => void;
  onPick?: (index: number) => void;
  /** The bar under the pointer or in focus, and null when there is none any more. */
  onShow: (index: number | null) => void;
};

/** The bars, their axes, and a way through them by keys: one bar is in the order of focus, arrow keys go on from it. */
export const Bars = (props: BarsProps) => {
  const { height, labelledBy, describedBy, unit, bars, series, range, onRange, onPick, onShow } = props;
  const { parentRef, width } = useParentSize({ debounceTime: 50 });
  const { place, drawn, keys, pointer } = useBarRange({
    count: bars.length,
    ...(onRange !== undefined && { onRange }),
    ...(onPick !== undefined && { onPick }),
    onShow,
  });
  const x = scaleBand({
    domain: bars.map(({ key }) => key),
    range: [margin.left, Math.max(margin.left, width - margin.right)],
    padding: 0.2,
  });
  const top = Math.max(1, ...bars.map(totalOf));
  const y = scaleLinear({ domain: [0, top], range: [height - margin.bottom, margin.top], nice: 3 });
  const lines = y.ticks(3).filter(Number.isInteger);
  const tickWidth = 8 + characterWidth * Math.max(...bars.map(({ tick }) => tick.length));
  const every = Math.max(1, Math.ceil(tickWidth / Math.max(1, x.step())));
  const chosen = drawn ?? range;
  const isChosen = (index: number) => chosen !== null && index >= chosen.from && index <= chosen.to;
  return (
    <div ref={parentRef} style={{ height }} className="w-full min-w-0 overflow-hidden">
      {width > 0 && (
        <svg
          width={width}
          height={height}
          role={onRange === undefined ? "group" : "listbox"}
          aria-labelledby={labelledBy}
          aria-describedby={describedBy}
          {...(onRange !== undefined && { "aria-multiselectable": true })}
          className={clsx(
            "block touch-pan-y select-none",
            onRange !== undefined && "cursor-crosshair",
            onPick !== undefined && "cursor-pointer",
          )}
          {...pointer}
        >
          <g aria-hidden className="text-xs tabular-nums">
            {lines.map((value) => (
              <g key={value} transform={`translate(0, ${y(value)})`}>
                <line x1={margin.left} x2={width} stroke="var(--color-line)" />
                <text x={margin.left - 8} dy="0.32em" textAnchor="end" fill="var(--color-muted)">
                  {compact.format(value)}
                </text>
              </g>
            ))}
            {bars.map(
              ({ key, tick }, index) =>
                (bars.length - 1 - index) % every === 0 && (
                  <text
                    key={key}
                    x={(x(key) ?? 0) + x.bandwidth() / 2}
                    y={height - 5}
                    textAnchor={index === bars.length - 1 && x.step() < tickWidth ? "end" : "middle"}
                    dx={index === bars.length - 1 && x.step() < tickWidth ? x.bandwidth() / 2 : 0}
                    fill="var(--color-muted)"
                  >
                    {tick}
                  </text>
                ),
            )}
          </g>
          <g aria-hidden>
            <BarStack
              data={[...bars]}
              keys={series.map((_, index) => index)}
              x={({ key }) => key}
              value={({ values }, index) => values[index] ?? 0}
              xScale={x}
              yScale={y}
              color={(index) => colourOf(series, index)}
            >
              {(stacks) =>
                stacks.flatMap((stack) =>
                  stack.bars
                    .filter((part) => part.height > 0)
                    .map((part) => (
                      <rect
                        key={`${stack.key}-${part.index}`}
                        x={part.x}
                        // What is there is seen, however little it is beside the rest.
                        y={Math.min(part.y, y(0) - 1)}
                        width={part.width}
                        height={Math.max(1, part.height - (part.height > 3 && series.length > 1 ? 1 : 0))}
                        fill={part.color}
                        opacity={chosen === null || isChosen(part.index) ? 1 : 0.3}
                      />
                    )),
                )
              }
            </BarStack>
          </g>
          {bars.map((bar, index) => (
            <rect
              key={bar.key}
              role={onRange !== undefined ? "option" : onPick !== undefined ? "button" : "img"}
              {...(onRange !== undefined && { "aria-selected": isChosen(index) })}
              aria-label={barWords(bar, series, unit)}
              data-bar={index}
              tabIndex={index === place ? 0 : -1}
              x={(x(bar.key) ?? 0) - (x.step() - x.bandwidth()) / 2}
              y={margin.top}
              width={x.step()}
              height={height - margin.top - margin.bottom}
              className="fill-transparent outline-offset-[-2px] hover:fill-current/5 focus-visible:fill-current/5"
              {...keys(index)}
            />
          ))}
        </svg>
      )}
    </div>
  );
};

const compact = new Intl.NumberFormat("en", { notation: "compact" });

/** "August 2026: 1,204 memories; built-in 1,000, acme 204" */
const barWords = (bar: ChartBar, series: readonly ChartSeries[], unit: ChartUnit): string => {
  const total = `${bar.label}: ${unitWords(totalOf(bar), unit)}`;
  if (series.length < 2) return total;
  const parts = series.flatMap(({ label }, index) => {
    const value = bar.values[index] ?? 0;
    return value === 0 ? [] : [`${label} ${value.toLocaleString("en")}`];
  });
  return parts.length === 0 ? total : `${total}; ${parts.join(", ")}`;
};
