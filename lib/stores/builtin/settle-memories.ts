import type { PoolClient } from "pg";
import type { Database } from "@/lib/database/server/database";
import { databaseErrorFrom } from "@/lib/database/server/database-error";

/**
 * Frees the space of deleted memories and renews what the planner knows, without keeping anybody waiting. Until then the
 * deleted texts stay rows of the table's pages, if dead ones, and counts stay slow. Their bytes stay in the free space until
 * it is used again, or nothing is left in the table (what is left where: no-traces-on-disk.test.ts). "index_cleanup on":
 * when few memories were deleted, Postgres would leave them in the indexes.
 */
export const settleMemories = async (database: Database): Promise<void> => {
  const client = await database.$client.connect().catch((error: unknown) => {
    throw databaseErrorFrom(error);
  });
  let isClean = false;
  try {
    // Minutes on a large store, and cut off it has done nothing.
    await client.query("set statement_timeout = 0");
    await client.query("vacuum (analyze, index_cleanup on) memories, memory_versions");
    for (const [table, row] of plainRows) await emptyWholly(client, table, row);
    await client.query("reset statement_timeout");
    isClean = true;
  } catch (error) {
    throw databaseErrorFrom(error);
  } finally {
    client.release(!isClean);
  }
};

/** A row of each table that says nothing. */
const plainRows = [
  ["memories", "(memory) values ('-')"],
  ["memory_versions", "(memory_id, old_memory, new_memory) values (gen_random_uuid(), '-', '-')"],
] as const;

// Others wait for who waits for such a lock.
const lockMsMax = 100;

/**
 * Of a table in which nothing is left, gives back its files, and with them the bytes of deleted texts and every key of the
 * indexes. And renews the samples of values that Postgres keeps of each column, and of what is indexed, for its planner:
 * ANALYZE keeps the old ones of an empty table, so that it is given one row that says nothing. When somebody is at work on
 * the table, the next upkeep does it.
 */
const emptyWholly = async (client: PoolClient, table: string, plainRow: string): Promise<void> => {
  if (!(await isEmpty(client, table))) return;
  await client.query("begin");
  try {
    await client.query(`set local lock_timeout = '${lockMsMax}ms'`);
    await client.query(`lock table ${table} in access exclusive mode`);
    // Memories may have come until the lock was had.
    if (await isEmpty(client, table)) {
      await client.query(`insert into ${table} ${plainRow}`);
      await client.query(`analyze ${table}`);
      await client.query(`truncate ${table}`);
    }
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    if (databaseErrorFrom(error).code !== lockNotAvailable) throw error;
  }
};

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const lockNotAvailable = "55P03";

const isEmpty = async (client: PoolClient, table: string): Promise<boolean> => {
  const { rows } = await client.query<{ is_empty: boolean }>(
    `select not exists (select 1 from ${table}) as is_empty`,
  );
  return rows[0]?.is_empty === true;
};
