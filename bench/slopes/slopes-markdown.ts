import type { MachineFacts } from "../report";
import type { Slope } from "./slopes";

/** The slopes as a table of Markdown, a column for each number of memories. */
export function slopesMarkdown(rows: readonly number[], slopes: readonly Slope[]): string {
  const head = ["", ...rows.map((count) => count.toLocaleString("en-US")), "last step", "bare's"];
  const lines = slopes.map(({ section, name, unit, medians, growth, bareGrowth }) => [
    `${section}: ${name}`,
    ...medians.map((median) => (median === null ? "–" : `${digits(median)} ${unit}`)),
    times(growth),
    times(bareGrowth),
  ]);
  const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
  return [head, rule, ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** The machine on which all was measured. */
export const machineWords = ({ postgres, node, cores, processor }: MachineFacts): string =>
  `PostgreSQL ${postgres} · Node ${node} · ${cores} cores (${processor})`;

const times = (growth: number | null): string => (growth === null ? "" : `× ${growth.toFixed(1)}`);
const digits = (value: number): string =>
  value.toLocaleString("en-US", { maximumSignificantDigits: value < 100 ? 2 : 3 });
