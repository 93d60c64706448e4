import { openDatabase, type Database } from "@/lib/database/server/database";
import { placeCluster, readOrCreateSecrets } from "@/scripts/postgres/data-folder";
import { findPostmaster } from "@/scripts/postgres/postmaster";

/** Connects to the embedded database of a product that runs on this data folder, under a name of its own. */
export function openProductDatabase(dataDir: string): Database {
  const { instanceId, postgresPassword } = readOrCreateSecrets(dataDir);
  const port = findPostmaster(placeCluster(dataDir, instanceId).path)?.port ?? 0;
  const url = `postgres://lethe:${postgresPassword}@127.0.0.1:${port}/lethe?application_name=test`;
  return openDatabase(url, { connectionsMax: 2, statementTimeoutMs: 60_000 });
}
