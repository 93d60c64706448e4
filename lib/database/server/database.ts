import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import { PgPreparedQuery } from "drizzle-orm/pg-core";
import pg from "pg";
import { databaseErrorFrom } from "./database-error";

export type Database = NodePgDatabase & { $client: pg.Pool };
export type Transaction = Parameters<Parameters<Database["transaction"]>[0]>[0];
/** Where a verb may run a statement: on the pool, or inside somebody's transaction. */
export type Queryable = Database | Transaction;

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

/**
 * A pool of connections to one database. `statementTimeoutMs` bounds every statement; batch work sets its own bound.
 */
export const openDatabase = (
  url: string,
  options: { connectionsMax?: number; statementTimeoutMs?: number } = {},
): Database => {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connectionsMax ?? 10,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    application_name: "lethe",
  });
  // An idle connection that breaks (the database restarts) is dropped by the pool; without a listener node would end.
  pool.on("error", () => undefined);
  return drizzle(pool);
};
