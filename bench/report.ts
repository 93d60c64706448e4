import { writeFileSync } from "node:fs";
import { availableParallelism, cpus, loadavg } from "node:os";
import type pg from "pg";
import type { Measurement } from "./measurement";

export type MachineFacts = {
  cores: number;
  /** Programs that wanted a core in the minute before, this one's own not yet among them. */
  loadAtStart: number;
  processor: string;
  node: string;
  postgres: string;
  rows: number;
  isQuick: boolean;
};

export async function readMachineFacts(
  client: pg.Client,
  run: Pick<MachineFacts, "rows" | "isQuick" | "loadAtStart">,
): Promise<MachineFacts> {
  const { rows } = await client.query<{ server_version: string }>("show server_version");
  return {
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? "unknown",
    node: process.version,
    postgres: rows[0]?.server_version ?? "unknown",
    ...run,
  };
}

/** The report as a table for a terminal. */
export function tableOf(facts: MachineFacts, measurements: readonly Measurement[]): string {
  const header = ["what", "n", "bare median", "p95", "product median", "p95", "ratio", "goal", "met"];
  const lines = [header, ...measurements.map(cellsOf)];
  const widths = header.map((_, column) => Math.max(...lines.map((line) => (line[column] ?? "").length)));
  const textColumns = [0, 7, 8];
  const shown = lines.map((line) =>
    line
      .map((cell, column) =>
        textColumns.includes(column) ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd(),
  );
  const rule = "─".repeat(Math.max(...shown.map((line) => line.length)));
  const [head = "", ...body] = shown;
  return [...factLines(facts), "", head, rule, ...body].join("\n");
}

export function writeJson(file: string, facts: MachineFacts, measurements: readonly Measurement[]): void {
  writeFileSync(file, `${JSON.stringify({ facts, measurements }, null, 2)}\n`);
}

function factLines(facts: MachineFacts): string[] {
  const { rows, cores, loadAtStart } = facts;
  const lines = [
    `${rows.toLocaleString("en-US")} memories · PostgreSQL ${facts.postgres} · Node ${facts.node} · ` +
      `${cores} cores (${facts.processor}), load ${loadAtStart.toFixed(1)} before`,
  ];
  if (facts.isQuick) lines.push("Quick: to see that it works; too few rounds to measure by.");
  if (loadAtStart > cores / 2) {
    lines.push("Other programs were busy: what passes through several processes looks slower than it is.");
  }
  return lines;
}

/** Before anything of the bench runs. */
export const readLoad = (): number => loadavg()[0] ?? 0;

function cellsOf({ section, name, size, unit, n, bare, product, ratio, goal, isMet }: Measurement): string[] {
  const shown = (value: number | undefined) => (value === undefined ? "–" : `${digits(value)} ${unit}`);
  return [
    `${section}: ${name}${size === undefined ? "" : ` (${size})`}`,
    String(n),
    shown(bare?.median),
    shown(bare?.p95),
    shown(product.median),
    shown(product.p95),
    ratio === null ? "–" : ratio.toFixed(2),
    goal === null ? "–" : `${goal.words} = ${digits(goal.limit)} ${unit}`,
    isMet === null ? "–" : isMet ? "yes" : "NO",
  ];
}

const digits = (value: number): string => value.toFixed(value < 100 ? 2 : 0);
