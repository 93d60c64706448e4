import { migrateDatabase } from "@/lib/database/server/migrate-database";
import type { Lifetime } from "../lifetime";
import { startConsole } from "./console/start-console";
import { loadMemories } from "./data/load-memories";
import { indexSupplyOf } from "./index-supply";
import type { Measurement } from "./measurement";
import type { BenchOptions } from "./options";
import { readLoad, readMachineFacts, type MachineFacts } from "./report";
import type { Bench, Section } from "./section";
import { connect, startTemporaryDatabase } from "./temporary-database";

export type BenchResult = { facts: MachineFacts; measurements: Measurement[] };

/** Sets up a database of its own, fills it, and runs the sections on it. */
export async function runSections(
  sections: readonly Section[],
  { rows, isQuick }: BenchOptions,
  lifetime: Lifetime,
  log: (line: string) => void,
): Promise<BenchResult> {
  const { signal } = lifetime;
  const loadAtStart = readLoad();
  const database = await startTemporaryDatabase(lifetime, log);
  signal.throwIfAborted();
  await migrateDatabase(database.url);
  const client = await connect(database.url);
  log(`Loading ${rows.toLocaleString("en-US")} memories.`);
  await loadMemories(client, rows, log);
  const facts = await readMachineFacts(client, { rows, isQuick, loadAtStart });
  const bench: Bench = { database, client, rows, isQuick, log, signal, indexes: indexSupplyOf(rows) };
  const measurements = [
    ...(await runWithConsole(sections, bench, lifetime)),
    ...(await runWithoutConsole(sections, bench)),
  ];
  await client.end();
  return { facts, measurements };
}

async function runWithConsole(
  sections: readonly Section[],
  bench: Bench,
  lifetime: Lifetime,
): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  if (!sections.some(({ needs }) => needs === "console")) return [];
  const web = await startConsole(bench.database, lifetime, bench.log);
  for (const section of sections) {
    if (section.needs !== "console") continue;
    bench.signal.throwIfAborted();
    bench.log(`Measuring: ${section.name}.`);
    measurements.push(...(await section.run(bench, web)));
  }
  await web.stop();
  return measurements;
}

async function runWithoutConsole(sections: readonly Section[], bench: Bench): Promise<Measurement[]> {
  const measurements: Measurement[] = [];
  for (const section of sections) {
    if (section.needs !== "database") continue;
    bench.signal.throwIfAborted();
    bench.log(`Measuring: ${section.name}.`);
    measurements.push(...(await section.run(bench)));
  }
  return measurements;
}
