import type { Lifetime } from "@/scripts/lifetime";
import { startConsole } from "./console/start-console";
import { indexSupplyOf } from "./index-supply";
import type { Measurement } from "./measurement";
import type { BenchOptions } from "./options";
import { fillPristineStore } from "./pristine-store";
import { readLoad, readMachineFacts, writeJson, type MachineFacts } from "./report";
import type { Bench, Section } from "./section";
import { connect, startTemporaryDatabase } from "./temporary-database";

/** Of ten million memories, eleven rounds of all previews would take hours. */
const rowsOfManyRoundsMax = 5_000_000;

export type BenchResult = { facts: MachineFacts; measurements: Measurement[] };

/** Sets up a database of its own, fills it, and runs the sections on it. What was measured so far is written after each section. */
export async function runSections(
  sections: readonly Section[],
  { rows, isQuick, jsonFile }: BenchOptions,
  lifetime: Lifetime,
  log: (line: string) => void,
): Promise<BenchResult> {
  const { signal } = lifetime;
  const loadAtStart = readLoad();
  const server = await startTemporaryDatabase(lifetime, log);
  signal.throwIfAborted();
  const pristine = await fillPristineStore(server, rows, log);
  const database = await pristine.copyTo("bench");
  const client = await connect(database.url);
  const facts = await readMachineFacts(client, { rows, isQuick, loadAtStart });
  const indexes = indexSupplyOf(rows);
  const bench: Bench = {
    database,
    pristine,
    client,
    rows,
    isQuick,
    hasFewRounds: isQuick || rows > rowsOfManyRoundsMax,
    log,
    signal,
    lifetime,
    indexes,
  };
  const measurements: Measurement[] = [];
  const keep = (measured: Measurement[]) => {
    measurements.push(...measured);
    if (jsonFile !== null) writeJson(jsonFile, facts, measurements);
  };
  await runWithConsole(sections, bench, keep);
  await runWithoutConsole(sections, bench, keep);
  await client.end();
  return { facts, measurements };
}

type Keep = (measured: Measurement[]) => void;

async function runWithConsole(sections: readonly Section[], bench: Bench, keep: Keep): Promise<void> {
  if (!sections.some(({ needs }) => needs === "console")) return;
  const web = await startConsole(bench.database, bench.lifetime, bench.log);
  for (const section of sections) {
    if (section.needs !== "console") continue;
    bench.signal.throwIfAborted();
    bench.log(`Measuring: ${section.name}.`);
    keep(await section.run(bench, web));
  }
  await web.stop();
}

async function runWithoutConsole(sections: readonly Section[], bench: Bench, keep: Keep): Promise<void> {
  for (const section of sections) {
    if (section.needs !== "database") continue;
    bench.signal.throwIfAborted();
    bench.log(`Measuring: ${section.name}.`);
    keep(await section.run(bench));
  }
}
