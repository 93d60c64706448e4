import pg from "pg";
import { errorCode } from "../start-error";

// Any constant: one per purpose in the database "lethe".
const ownerLockKey = 7_235_001;

export interface OwnerLock {
  /** Called once, when the connection and with it the lock is lost without `release`. */
  onLost(listener: () => void): void;
  release(): Promise<void>;
}

/**
 * Marks the database as in use by this process: a session lock, which dies with the process however that ends.
 * Null when another process holds it.
 */
export async function takeOwnerLock(url: string): Promise<OwnerLock | null> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "lethe launcher",
    keepAlive: true,
  });
  let isReleased = false;
  let isLost = false;
  let listener: (() => void) | null = null;
  // "error" must have a listener, or it ends the process; "end" follows it.
  client.on("error", () => undefined);
  client.on("end", () => {
    isLost = true;
    if (!isReleased) listener?.();
  });
  await client.connect();
  const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [
    ownerLockKey,
  ]);
  if (!rows[0]?.taken) {
    isReleased = true;
    await client.end();
    return null;
  }
  return {
    onLost: (callback) => {
      listener = callback;
      if (isLost) callback();
    },
    release: async () => {
      isReleased = true;
      await client.end();
    },
  };
}

/** Creates the database "lethe" unless it is there. */
export async function createDatabase(maintenanceUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: maintenanceUrl });
  client.on("error", () => undefined);
  await client.connect();
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = 'lethe'");
    if (rowCount === 0) await client.query("create database lethe");
  } catch (error) {
    // Two first starts at once: duplicate_database, or unique_violation in the catalogue.
    if (!["42P04", "23505"].includes(errorCode(error) ?? "")) throw error;
  } finally {
    await client.end();
  }
}
