import { join } from "node:path";
import { drizzle } from "drizzle-orm/node-postgres";
import { migrate } from "drizzle-orm/node-postgres/migrator";
import pg from "pg";

const migrationLock = 7_313_002;

/**
 * Brings the schema up to date. Processes that start together take turns: drizzle's migrate() itself takes no lock, and
 * two of it at once fail. Needs the right to create tables and the trusted extension pg_trgm.
 */
export const migrateDatabase = async (databaseUrl: string): Promise<void> => {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [migrationLock]);
    await migrate(drizzle(client), { migrationsFolder: join(process.cwd(), "drizzle", "migrations") });
  } finally {
    // Ends the session, and the lock with it.
    await client.end();
  }
};
