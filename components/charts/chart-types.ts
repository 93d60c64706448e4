/** What one colour of a chart stands for. */
export type ChartSeries = {
  label: string;
  /** Of globals.css; without one, the next by the place of the series. "rest" is grey, for what is left over. */
  colour?: 1 | 2 | 3 | 4 | 5 | "rest";
  /** Where all that it counts is listed. */
  href?: string;
};

/** One bar, from its bottom up: a value for each series. */
export type ChartBar = {
  key: string;
  /** In full, as the table and a screen reader say it: "August 2026". */
  label: string;
  /** What stands below it where there is room: "Aug". */
  tick: string;
  values: readonly number[];
};

/** Bars by their places, both included. */
export type BarRange = { from: number; to: number };

export const totalOf = ({ values }: Pick<ChartBar, "values">): number =>
  values.reduce((sum, value) => sum + value, 0);

/** What is counted. */
export type ChartUnit = "memories" | "deletions";
const one: Record<ChartUnit, string> = { memories: "memory", deletions: "deletion" };

/** "1 deletion", "1,204 memories" */
export const unitWords = (count: number, unit: ChartUnit): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one[unit] : unit}`;

/** So many colours are told apart; what comes after them is grey. */
export const colourCount = 5;

export const colourOf = (series: readonly ChartSeries[], index: number): string => {
  const colour = series[index]?.colour ?? index + 1;
  return `var(--color-chart-${typeof colour === "number" && colour <= colourCount ? colour : "rest"})`;
};
