import { rmSync } from "node:fs";
import pg from "pg";
import type { Lifetime } from "@/scripts/lifetime";
import { readOrCreateSecrets } from "@/scripts/postgres/data-folder";
import { startEmbeddedPostgres } from "@/scripts/postgres/start-embedded-postgres";
import { makeTemporaryFolder } from "@/testing/product/temporary-folder";

export type TemporaryDatabase = { url: string; secret: string; dataDir: string };

/**
 * Starts an embedded Postgres in a temporary folder, which goes when the lifetime ends. As durable as the product's own:
 * what is measured includes waiting for the disk.
 */
export async function startTemporaryDatabase(
  lifetime: Lifetime,
  log: (line: string) => void,
): Promise<TemporaryDatabase> {
  const { folder: dataDir, remove } = makeTemporaryFolder();
  const { signal, fail } = lifetime;
  try {
    const postgres = await startEmbeddedPostgres({ dataDir, log, signal, onGivenUp: fail });
    lifetime.onStop(async () => {
      await postgres.stop();
      // It lies elsewhere when its user cannot reach the temporary folder.
      rmSync(postgres.dataPath, { recursive: true, force: true });
      remove();
    });
    return { url: postgres.url, secret: readOrCreateSecrets(dataDir).letheSecret, dataDir };
  } catch (error) {
    remove();
    throw error;
  }
}

/** One connection. It breaks, and with it what it is asked, when the database is stopped. */
export async function connect(url: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: url, application_name: "lethe bench" });
  client.on("error", () => undefined);
  await client.connect();
  return client;
}
