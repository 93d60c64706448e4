import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import type pg from "pg";
import type { Database } from "@/lib/database/server/database";
import { databaseErrorFrom } from "@/lib/database/server/database-error";
import { WatchedClient } from "@/lib/database/server/watched-client";

/**
 * Runs a slow read on a connection of its own. When `signal` aborts, the query is cancelled, and the promise is
 * rejected with the signal's reason. Without a signal it is a read like any other.
 */
export const runCancellable = async <Result>(
  database: Database,
  signal: AbortSignal | undefined,
  read: (connection: NodePgDatabase) => Promise<Result>,
): Promise<Result> => {
  if (signal === undefined) return read(database);
  signal.throwIfAborted();
  const pool = database.$client;
  const client = await pool.connect().catch((error: unknown) => {
    throw databaseErrorFrom(error);
  });
  let cancelling: Promise<void> | undefined;
  const cancel = () => {
    cancelling ??= cancelBackend(pool, client);
  };
  signal.addEventListener("abort", cancel, { once: true });
  try {
    signal.throwIfAborted();
    return await read(drizzle(client));
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    signal.removeEventListener("abort", cancel);
    await cancelling;
    // A cancel can arrive after the read has ended, and would then hit the next statement on this connection.
    client.release(cancelling !== undefined);
  }
};

/**
 * Goes past the pool: when people give up many slow reads at once, every pooled connection is busy with one of them.
 * A cancel that fails is no error; the statement time-out still ends the read.
 */
const cancelBackend = async (pool: pg.Pool, client: pg.PoolClient): Promise<void> => {
  const canceller = new WatchedClient(pool.options);
  try {
    await canceller.connect();
    await canceller.query("select pg_cancel_backend($1::integer)", [processIdOf(client)]);
  } catch {
    return;
  } finally {
    await canceller.end().catch(() => undefined);
  }
};

// The driver keeps it in a property that its types leave out.
const processIdOf = (client: pg.PoolClient): number | null => {
  const { processID } = client as pg.PoolClient & { processID?: unknown };
  return typeof processID === "number" ? processID : null;
};
