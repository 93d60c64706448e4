import { existsSync } from "node:fs";
import path from "node:path";
import { openDatabase, type Database } from "@/lib/database/server/database";
import type { Lifetime } from "../lifetime";
import { placeCluster, readOrCreateSecrets } from "../postgres/data-folder";
import { waitUntilSettled } from "../postgres/postmaster";
import { startEmbeddedPostgres } from "../postgres/start-embedded-postgres";
import { StartError } from "../start-error";
import { readLedgerSettings } from "./settings";

/** Connects to Lethe's database. Where Lethe runs this is one client more; where not, its database is started meanwhile. */
export async function connectLedger(lifetime: Lifetime): Promise<Database> {
  const { databaseUrl, dataDir } = readLedgerSettings();
  const url = databaseUrl ?? (await embeddedUrl(dataDir, lifetime));
  const database = openDatabase(url, { connectionsMax: 2 });
  lifetime.onStop(() => database.$client.end());
  return database;
}

async function embeddedUrl(dataDir: string, lifetime: Lifetime): Promise<string> {
  if (!existsSync(path.join(dataDir, "secrets.json"))) {
    throw new StartError(
      `There is no Lethe in ${dataDir}: set LETHE_DATA_DIR to its data folder, or DATABASE_URL to its database.`,
    );
  }
  const { instanceId, postgresPassword } = readOrCreateSecrets(dataDir);
  const running = await waitUntilSettled(placeCluster(dataDir, instanceId).path, lifetime.signal);
  if (running !== null) return `postgres://lethe:${postgresPassword}@127.0.0.1:${running.port}/lethe`;
  const log = (line: string) => console.error(line);
  const postgres = await startEmbeddedPostgres({ dataDir, log, signal: lifetime.signal });
  lifetime.onStop(postgres.stop);
  return postgres.url;
}
