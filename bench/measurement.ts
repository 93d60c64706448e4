import { summaryOf, type Summary } from "./statistics";

/** What the product may take: `limit` is in the unit of the measurement. */
export type Goal = { words: string; limit: number };

/** One line of the report: a path of the product beside what it is compared with, measured in turn. */
export type Measurement = {
  section: string;
  name: string;
  /** What the number of memories makes of it: "50 shown". */
  size?: string;
  unit: "ms" | "MiB" | "kB" | "%";
  /** Times that each of the two was measured. */
  n: number;
  bare: Summary | null;
  product: Summary;
  /** Of the medians. */
  ratio: number | null;
  goal: Goal | null;
  isMet: boolean | null;
};

/** Makes a goal of the median of what the product is compared with. */
export type GoalOf = (bareMedian: number) => Goal;

export const timesBare =
  (factor: number): GoalOf =>
  (bareMedian) => ({ words: `≤ ${factor} × bare`, limit: factor * bareMedian });

export const msPlusTimesBare =
  (ms: number, factor: number): GoalOf =>
  (bareMedian) => ({ words: `≤ ${ms} ms + ${factor} × bare`, limit: ms + factor * bareMedian });

export function compared(
  line: Pick<Measurement, "section" | "name" | "size">,
  samples: { bare: readonly number[]; product: readonly number[] },
  goalOf: GoalOf | null,
): Measurement {
  const bare = summaryOf(samples.bare);
  const product = summaryOf(samples.product);
  const goal = goalOf?.(bare.median) ?? null;
  return {
    ...line,
    unit: "ms",
    n: samples.product.length,
    bare,
    product,
    ratio: product.median / bare.median,
    goal,
    isMet: goal && product.median <= goal.limit,
  };
}

/** The product alone, with a bound for the slowest answers that count. */
export function withinP95(
  line: { section: string; name: string },
  samples: readonly number[],
  msMax: number,
): Measurement {
  const product = summaryOf(samples);
  return {
    ...line,
    unit: "ms",
    n: samples.length,
    bare: null,
    product,
    ratio: null,
    goal: { words: `p95 ≤ ${msMax} ms`, limit: msMax },
    isMet: product.p95 <= msMax,
  };
}

/** What was counted or weighed, with a bound for the median. */
export function withinMedian(
  line: Pick<Measurement, "section" | "name" | "unit">,
  samples: readonly number[],
  max: number | null,
): Measurement {
  const product = summaryOf(samples);
  return {
    ...line,
    n: samples.length,
    bare: null,
    product,
    ratio: null,
    goal: max === null ? null : { words: "≤", limit: max },
    isMet: max === null ? null : product.median <= max,
  };
}
