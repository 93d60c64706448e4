import type { PoolClient } from "pg";
import type { Database } from "@/lib/database/server/database";
import { databaseErrorFrom } from "@/lib/database/server/database-error";

/**
 * Frees the space of deleted memories and renews what the planner knows, without keeping anybody waiting. Until then the
 * deleted texts stay rows of the table's pages, if dead ones, and counts stay slow. Their bytes stay in the free space until
 * it is used again (what is left where: no-traces-on-disk.test.ts). "index_cleanup on": when few memories were deleted,
 * Postgres would leave them in the indexes.
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
    for (const [table, column] of textColumns) await forgetStatistics(client, table, column);
    await client.query("reset statement_timeout");
    isClean = true;
  } catch (error) {
    throw databaseErrorFrom(error);
  } finally {
    client.release(!isClean);
  }
};

const textColumns = [
  ["memories", "memory"],
  ["memory_versions", "old_memory"],
  ["memory_versions", "new_memory"],
] as const;

/**
 * Postgres keeps sample values of every column for its planner. ANALYZE renews them, except on an empty table, where it
 * keeps the old ones: the erased texts. To set a column's type, also to the same type, drops them.
 */
const forgetStatistics = async (client: PoolClient, table: string, column: string): Promise<void> => {
  const { rows } = await client.query<{ is_empty: boolean }>(
    `select not exists (select 1 from ${table}) as is_empty`,
  );
  if (rows[0]?.is_empty === true) await client.query(`alter table ${table} alter column ${column} type text`);
};
