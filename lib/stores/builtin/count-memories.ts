import { sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { Database } from "@/lib/database/server/database";
import { databaseErrorFrom } from "@/lib/database/server/database-error";
import type { Filter } from "@/lib/filters/filter";
import type { Count } from "@/lib/stores/types";
import { memories } from "@/drizzle/schema/memories";
import { compileFilter } from "./compile-filter";

/**
 * Counts exactly, on a connection of its own. When `signal` aborts, the database is told to stop counting, and the
 * promise is rejected with the signal's reason.
 */
export const countMemories = async (
  database: Database,
  filter: Filter | null,
  signal?: AbortSignal,
): Promise<Count> => {
  signal?.throwIfAborted();
  const pool = database.$client;
  const client = await pool.connect().catch((error: unknown) => {
    throw databaseErrorFrom(error);
  });
  let cancelling: Promise<void> | undefined;
  const cancel = () => {
    cancelling ??= cancelBackend(pool, client);
  };
  signal?.addEventListener("abort", cancel, { once: true });
  try {
    signal?.throwIfAborted();
    const { rows } = await drizzle(client).execute<{ count: string }>(
      sql`select count(*) as count from ${memories} where ${compileFilter(filter)}`,
    );
    return { value: Number(rows[0]?.count), isExact: true };
  } catch (error) {
    signal?.throwIfAborted();
    throw error;
  } finally {
    signal?.removeEventListener("abort", cancel);
    await cancelling;
    // A cancel can arrive after the count has ended, and would then hit whatever runs next on this connection.
    client.release(cancelling !== undefined);
  }
};

/**
 * Goes past the pool: when people give up many slow counts at once, every pooled connection is busy with one of them.
 * A cancel that fails is no error; the statement time-out still ends the count.
 */
const cancelBackend = async (pool: pg.Pool, client: pg.PoolClient): Promise<void> => {
  const canceller = new pg.Client(pool.options);
  canceller.on("error", () => undefined);
  try {
    await canceller.connect();
    await canceller.query("select pg_cancel_backend($1)", [processIdOf(client)]);
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
