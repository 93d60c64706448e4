import type { BenchResult } from "../run-sections";
import type { Measurement } from "../measurement";

/** How one path of the product grows: medians of several runs of the bench, with the fewest memories first. */
export type Slope = {
  section: string;
  name: string;
  unit: Measurement["unit"];
  /** Null where a run did not measure it. */
  medians: readonly (number | null)[];
  /** How many times as much it is at the most memories as at the next fewer; of the product, and of what it is compared with. */
  growth: number | null;
  bareGrowth: number | null;
};

/** Lines up the measurements of several runs of the bench; each number of memories may be of several runs. */
export function slopesOf(rows: readonly number[], results: readonly BenchResult[]): Slope[] {
  const measuredBy = rows.map((count) => byKey(results.filter(({ facts }) => facts.rows === count)));
  return [...byKey(results)].map(([key, { section, name, unit }]) => {
    const measured = measuredBy.map((each) => each.get(key));
    return {
      section,
      name,
      unit,
      medians: measured.map((each) => each?.product.median ?? null),
      growth: growthOf(measured.map((each) => each?.product.median)),
      bareGrowth: growthOf(measured.map((each) => each?.bare?.median)),
    };
  });
}

const byKey = (results: readonly BenchResult[]): Map<string, Measurement> =>
  new Map(results.flatMap(({ measurements }) => measurements).map((each) => [keyOf(each), each]));

const keyOf = ({ section, name }: Measurement): string => `${section}: ${name}`;

const growthOf = (medians: readonly (number | undefined)[]): number | null => {
  const [fewer, most] = medians.slice(-2);
  return fewer === undefined || most === undefined ? null : most / fewer;
};
