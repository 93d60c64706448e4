import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { PgPreparedQuery } from "drizzle-orm/pg-core";
import pg from "pg";
import { DatabaseError, databaseErrorFrom, isConnectionCode } from "./database-error";
import { noteClock } from "./database-clock";
import { WatchedClient } from "./watched-client";
import { parseExact } from "@/lib/json/parse-exact";

export type Database = NodePgDatabase & { $client: pg.Pool };
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** Where a verb may run a statement: on the pool, or inside a caller's transaction. */
export type Queryable = Database | Transaction;

// The driver reads JSON by JSON.parse, which rounds what the database has kept exactly.
pg.types.setTypeParser(pg.types.builtins.JSON, parseExact);
pg.types.setTypeParser(pg.types.builtins.JSONB, parseExact);

// drizzle answers a failed query with an error whose message lists the parameters, and so may hold memory text, on its
// way to every log. This is the one place all of its queries pass, and drizzle offers no hook here (0.45).
const prepared = PgPreparedQuery.prototype as unknown as {
  queryWithCache: (text: string, parameters: unknown[], run: () => Promise<unknown>) => Promise<unknown>;
};
prepared.queryWithCache = async (_text, _parameters, run) => {
  try {
    return await run();
  } catch (error) {
    throw databaseErrorFrom(error);
  }
};

/** To reach the server, or to wait for a connection of the pool while all are in use. */
const connectMsMax = 10_000;

/**
 * A pool of connections to one database. `statementTimeoutMs` bounds every statement; batch work sets its own bound. `isReplica`:
 * its clock is not the one that dates things.
 */
export const openDatabase = (
  url: string,
  options: { connectionsMax?: number; statementTimeoutMs?: number; isReplica?: boolean } = {},
): Database => {
  const pool = new pg.Pool({
    connectionString: url,
    Client: WatchedClient,
    max: options.connectionsMax ?? 10,
    connectionTimeoutMillis: connectMsMax,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    // Of a process that is gone without a word the locks go, too.
    idle_in_transaction_session_timeout: 60_000,
    application_name: "lethe",
  });
  // An idle connection that breaks (the database restarts) is dropped by the pool; without a listener node would end.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => {
    if (client instanceof WatchedClient && client.clock !== null && options.isReplica !== true)
      noteClock(client.clock);
  });
  dropIdleOnes(pool);
  return databaseOn(pool);
};

/** Where one connection is found dead, those that lie idle are no better: who took one of them would have to find out again. */
const dropIdleOnes = (pool: pg.Pool): void => {
  const idle = new Set<WatchedClient>();
  pool.on("acquire", (client) => {
    if (!(client instanceof WatchedClient)) return;
    idle.delete(client);
    client.onDead = () => {
      for (const each of idle) each.drop();
    };
  });
  pool.on("release", (_error, client) => {
    if (client instanceof WatchedClient) idle.add(client);
  });
  pool.on("remove", (client) => {
    if (client instanceof WatchedClient) idle.delete(client);
  });
};

/** drizzle on a pool that the caller opens and ends. */
export const databaseOn = (pool: pg.Pool): Database => {
  const database = drizzle(pool);
  database.transaction = (work, config) =>
    withClient(pool, (client) => drizzle(client).transaction(work, config));
  return database;
};

/**
 * drizzle's own transaction on a pool never gives the connection back when BEGIN fails, and gives it back as sound when
 * ROLLBACK fails (drizzle-orm issues 6023 and 6114): after a few restarts of the database the pool would be empty for good.
 */
const withClient = async <Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> => {
  const client = await pool.connect().catch((error: unknown) => {
    throw databaseErrorFrom(error);
  });
  let isSound = false;
  try {
    const result = await work(client);
    isSound = true;
    return result;
  } catch (error) {
    // After a failed statement whose ROLLBACK passed, too: only what went wrong with the connection itself has no SQLSTATE.
    isSound = !(error instanceof DatabaseError) || !isConnectionCode(error.code);
    throw error;
  } finally {
    client.release(!isSound);
  }
};
