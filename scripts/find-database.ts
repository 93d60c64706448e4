import { existsSync } from "node:fs";
import path from "node:path";
import { checkDatabase } from "./connect-database";
import type { DatabaseSettings } from "./database-settings";
import type { Lifetime } from "./lifetime";
import { placeCluster, readOrCreateSecrets } from "./postgres/data-folder";
import { waitUntilSettled } from "./postgres/postmaster";
import { startEmbeddedPostgres } from "./postgres/start-embedded-postgres";
import { StartError } from "./start-error";

/**
 * The address of Lethe's database, for commands beside the product. Where Lethe runs, they are one client more; where not,
 * its embedded database is started for as long as they take. Throws a StartError where there is none.
 */
export async function findDatabase(
  { databaseUrl, dataDir }: DatabaseSettings,
  lifetime: Lifetime,
): Promise<string> {
  if (databaseUrl !== null) {
    await checkDatabase(databaseUrl, { isToBeWritten: false });
    return databaseUrl;
  }
  if (!existsSync(path.join(dataDir, "secrets.json"))) {
    throw new StartError(
      `There is no Lethe in ${dataDir}: start it once with npm run up, set LETHE_DATA_DIR to its data folder, or DATABASE_URL to its database.`,
    );
  }
  const { instanceId, postgresPassword } = readOrCreateSecrets(dataDir);
  const running = await waitUntilSettled(placeCluster(dataDir, instanceId).path, lifetime.signal);
  if (running !== null) return `postgres://lethe:${postgresPassword}@127.0.0.1:${running.port}/lethe`;
  const { signal, fail } = lifetime;
  const log = (line: string) => console.error(line);
  const postgres = await startEmbeddedPostgres({ dataDir, log, signal, onGivenUp: fail });
  lifetime.onStop(postgres.stop);
  return postgres.url;
}
