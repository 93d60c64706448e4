import pg from "pg";
import { placeCluster, readOrCreateSecrets } from "@/scripts/postgres/data-folder";
import { findPostmaster } from "@/scripts/postgres/postmaster";
import { sharedProduct } from "./shared-product";

/** The address of a database in the Postgres of the product under test. */
export const databaseUrl = (name: string): string => databaseUrlIn(sharedProduct().dataDir, name);

/** The same, of the product that keeps its data in this folder. */
export const databaseUrlIn = (dataDir: string, name: string): string => {
  const { instanceId, postgresPassword } = readOrCreateSecrets(dataDir);
  const running = findPostmaster(placeCluster(dataDir, instanceId).path);
  if (running === null) throw new Error("The product's database does not run.");
  return `postgres://lethe:${postgresPassword}@127.0.0.1:${running.port}/${name}`;
};

/** A session of its own in the database of the product under test, as another writer would have one. */
export const connectToDatabase = async (): Promise<pg.Client> => {
  const client = new pg.Client({ connectionString: databaseUrl("lethe") });
  await client.connect();
  return client;
};

/** The ids of a user's memories in the built-in store, oldest first. */
export const idsOf = async (userId: string): Promise<string[]> => {
  const client = await connectToDatabase();
  try {
    const { rows } = await client.query<{ id: string }>(
      "select id from memories where user_id = $1 order by created_at",
      [userId],
    );
    return rows.map(({ id }) => id);
  } finally {
    await client.end();
  }
};

/** Keeps one memory of a user from being deleted, the one whose turn comes at this place, until it is let go. */
export const holdMemory = async (client: pg.Client, userId: string, place: number): Promise<void> => {
  await client.query("begin");
  // In two steps, as "for update" would lock what "offset" skips.
  const held = await client.query(
    `select id from memories
     where id = (select id from memories where user_id = $1 order by ctid offset $2 limit 1) for update`,
    [userId, place - 1],
  );
  if (held.rowCount !== 1) throw new Error(`User ${userId} has no memory at place ${place}.`);
};

/** How many sessions wait for a lock that another one holds. */
export const waitingSessions = async (client: pg.Client): Promise<number> => {
  const { rows } = await client.query<{ count: string }>(
    "select count(distinct pid) from pg_locks where not granted",
  );
  return Number(rows[0]?.count);
};
