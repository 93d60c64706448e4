import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import type pg from "pg";
import { databaseErrorFrom } from "./database-error";
import { requireFitDatabase } from "./unfit-database";
import { grantToWebRole } from "./web-role";
import { WatchedClient } from "./watched-client";

export const migrationLock = 7_313_002;
const migrationsFolder = join(process.cwd(), "drizzle", "migrations");
/** With fewer memories it takes no noticeable time. */
const worthSaying = 50_000;
const connectMsMax = 10_000;

/**
 * Brings the schema up to date, and then does `atEnd`. Processes that start together take turns at both: drizzle's migrate()
 * itself takes no lock, and two of it at once fail. Needs the right to create tables and the trusted extension pg_trgm;
 * throws an UnfitDatabaseError where something of the kind is missing. `webRole`: whom the web server connects as, where that is
 * another role.
 */
export const migrateDatabase = async (
  databaseUrl: string,
  options: { log?: (line: string) => void; webRole?: string | null; atEnd?: () => Promise<void> } = {},
): Promise<void> => {
  const client = new WatchedClient({
    connectionString: databaseUrl,
    connectionTimeoutMillis: connectMsMax,
    application_name: "lethe",
  });
  try {
    await client.connect().catch((error: unknown) => {
      throw databaseErrorFrom(error);
    });
    await requireFitDatabase(client);
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    const storedCount = await countWaiting(client);
    if (storedCount > worthSaying)
      options.log?.(
        `Updating the database, which holds about ${storedCount.toLocaleString("en")} memories. This can take a minute or two per million; it is safe to stop.`,
      );
    await migrate(drizzle(client), { migrationsFolder });
    if (options.webRole) await grantToWebRole(client, options.webRole);
    await options.atEnd?.();
  } finally {
    // Ends the session, and the lock with it.
    await client.end();
  }
};

/** About how many memories there are, when there is something to update; else 0. */
const countWaiting = async (client: pg.Client): Promise<number> => {
  const { rows: tables } = await client.query<{ count: string | null }>(`
    select (select reltuples from pg_class where oid = to_regclass('memories')) as count
    where to_regclass('drizzle.__drizzle_migrations') is not null`);
  const count = Number(tables[0]?.count ?? 0);
  if (count <= 0) return 0;
  const { rows } = await client.query<{ last: string }>(
    "select coalesce(max(created_at), 0) as last from drizzle.__drizzle_migrations",
  );
  const isWaiting = readMigrationFiles({ migrationsFolder }).some(
    ({ folderMillis }) => folderMillis > Number(rows[0]?.last),
  );
  return isWaiting ? count : 0;
};
