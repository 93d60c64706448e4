import { scaleLog } from "@visx/scale";
import { renderToStaticMarkup } from "react-dom/server";
import type { Slope } from "./slopes";

const panel = { width: 690, height: 300 };
/** The names of the lines stand to the right of them. */
const plot = { left: 64, right: 320, top: 34, bottom: 262 };
const labelHeight = 12;
const columns = 2;

const msMin = 1;

/**
 * One panel for each section, with the same axes in powers of ten: what does not depend on the number of memories is a level line, what reads all of
 * them rises with the grey one. Only what is measured in milliseconds.
 */
export function slopesPicture(rows: readonly number[], slopes: readonly Slope[]): string {
  const timed = slopes.filter(({ unit }) => unit === "ms");
  const sections = [...new Set(timed.map(({ section }) => section))];
  const msMax = Math.max(...timed.flatMap(({ medians }) => medians.map((median) => median ?? msMin)));
  const width = columns * panel.width;
  const height = Math.ceil(sections.length / columns) * panel.height;
  return renderToStaticMarkup(
    <svg
      xmlns="http://www.w3.org/2000/svg"
      viewBox={`0 0 ${width} ${height}`}
      fontFamily="system-ui, sans-serif"
      fontSize={10}
    >
      <rect width={width} height={height} fill="#fff" />
      {sections.map((section, index) => (
        <g
          key={section}
          transform={`translate(${(index % columns) * panel.width} ${Math.floor(index / columns) * panel.height})`}
        >
          <Panel
            title={section}
            rows={rows}
            msMax={msMax}
            slopes={timed.filter((each) => each.section === section)}
          />
        </g>
      ))}
    </svg>,
  );
}

const Panel = ({
  title,
  rows,
  msMax,
  slopes,
}: {
  title: string;
  rows: readonly number[];
  msMax: number;
  slopes: readonly Slope[];
}) => {
  const [fewest = 1, most = 1] = [rows[0], rows.at(-1)];
  const x = scaleLog({ domain: [fewest, most], range: [plot.left, plot.right] });
  const y = scaleLog({ domain: [msMin, msMax], range: [plot.bottom, plot.top], clamp: true });
  const powers = Array.from({ length: Math.floor(Math.log10(msMax)) + 1 }, (_, index) => 10 ** index);
  const steepest = Math.min(most / fewest, msMax);
  return (
    <>
      <text x={plot.left} y={18} fontSize={13} fontWeight={600}>
        {title}
      </text>
      {powers.map((ms) => (
        <g key={ms}>
          <line x1={plot.left} x2={plot.right} y1={y(ms)} y2={y(ms)} stroke="#e5e7eb" />
          <text x={plot.left - 6} y={y(ms) + 3} textAnchor="end" fill="#6b7280">
            {ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toLocaleString("en-US")} s`}
          </text>
        </g>
      ))}
      {rows.map((count) => (
        <text key={count} x={x(count)} y={plot.bottom + 16} textAnchor="middle" fill="#6b7280">
          {new Intl.NumberFormat("en", { notation: "compact" }).format(count)}
        </text>
      ))}
      <line
        x1={x(fewest)}
        x2={x(fewest * steepest)}
        y1={y(msMin)}
        y2={y(msMin * steepest)}
        stroke="#9ca3af"
        strokeDasharray="4 4"
      />
      {slopes.map(({ name, medians }) => (
        <polyline
          key={name}
          fill="none"
          stroke="#4f46e5"
          strokeOpacity={0.7}
          strokeWidth={1.5}
          points={medians
            .flatMap((ms, index) => (ms === null ? [] : [`${x(rows[index] ?? most)},${y(ms)}`]))
            .join(" ")}
        />
      ))}
      {labelsOf(slopes, y).map(({ name, from, to }) => (
        <g key={name}>
          <polyline
            fill="none"
            stroke="#c7d2fe"
            points={`${plot.right + 2},${from} ${plot.right + 16},${to}`}
          />
          <text x={plot.right + 20} y={to + 3} fill="#374151">
            {name}
          </text>
        </g>
      ))}
    </>
  );
};

/** Names in the order of the ends of their lines, moved apart where they would lie on each other. */
const labelsOf = (slopes: readonly Slope[], y: (ms: number) => number) => {
  const ends = slopes
    .flatMap(({ name, medians }) => {
      const end = medians.findLast((median) => median !== null);
      return end === undefined ? [] : [{ name, from: y(end) }];
    })
    .sort((a, b) => a.from - b.from);
  let below = plot.top + Math.min(0, panel.height - plot.top - ends.length * labelHeight - 8);
  return ends.map(({ name, from }, index) => {
    const latest = panel.height - 8 - (ends.length - index) * labelHeight;
    const to = Math.min(Math.max(from, below), Math.max(latest, below));
    below = to + labelHeight;
    return { name, from, to };
  });
};
