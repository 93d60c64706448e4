import { inArray } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import type { PoolClient } from "pg";
import type { Database } from "@/lib/database/server/database";
import { databaseErrorFrom } from "@/lib/database/server/database-error";
import { areDistributed } from "@/lib/database/server/distribution/is-distributed";
import { upkeepDue } from "@/drizzle/schema/upkeep";
import { emptyWholly, memoryTables } from "./empty-wholly";
import { emptyParts, vacuumStatisticsOfNodes } from "./settle-nodes";

/**
 * Frees the space of deleted memories and renews what the planner knows, without making others wait. Until then the
 * deleted texts stay rows of the table's pages, if dead ones, samples of them stay in Postgres' statistics, and counts stay
 * slow. Their bytes stay in the free space until it is used again, or nothing is left in the table (what is left where:
 * no-traces-on-disk.test.ts). "index_cleanup on": when few memories were deleted, Postgres would leave them in the indexes.
 * Answers whether all of it was done. What could not be done because a table was in use stays due. Throws UpkeepRefusedError, and
 * all of it stays due, when the role may not vacuum a table.
 */
export const settleMemories = async (database: Database): Promise<boolean> => {
  const client = await database.$client.connect().catch((error: unknown) => {
    throw databaseErrorFrom(error);
  });
  let isClean = false;
  try {
    // Minutes on a large store, and cut off it has done nothing.
    await client.query("set statement_timeout = 0");
    const isDone = await settleWith(client);
    await client.query("reset statement_timeout");
    isClean = true;
    return isDone;
  } catch (error) {
    if (error instanceof UpkeepRefusedError) throw error;
    throw databaseErrorFrom(error);
  } finally {
    client.release(!isClean);
  }
};

/** The role that Lethe connects as may not vacuum or analyze one of its tables: docs/operations.md says what it has to own. */
export class UpkeepRefusedError extends Error {
  override readonly name = "UpkeepRefusedError";
}

/** Whether memories were deleted since the store was last settled, by whatever process. */
export const isUpkeepDue = async (database: Database): Promise<boolean> => {
  const [row] = await database.select({ id: upkeepDue.id }).from(upkeepDue).limit(1);
  return row !== undefined;
};

const settleWith = async (client: PoolClient): Promise<boolean> => {
  let isRefused = false;
  // Postgres leaves out a table that the role does not own, and only warns.
  const noteRefusal = ({ code }: { code?: string | undefined }) => {
    if (code === warning) isRefused = true;
  };
  client.on("notice", noteRefusal);
  try {
    return await settleAll(client, () => {
      if (isRefused) throw new UpkeepRefusedError("A table was left out.");
    });
  } finally {
    client.off("notice", noteRefusal);
  }
};

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const warning = "01000";

const settleAll = async (client: PoolClient, throwIfRefused: () => void): Promise<boolean> => {
  const connection = drizzle(client);
  // Read before anything is done: what is deleted meanwhile is due again.
  const due = await connection.select({ id: upkeepDue.id }).from(upkeepDue);
  await client.query("vacuum (analyze, index_cleanup on) memories, memory_versions");
  throwIfRefused();
  if (due.length === 0) return true;
  // What people wrote or are called can be in any column of any table, now or later: a filter, a reason, a webhook's name.
  const tables = await ownTables(client);
  await client.query("vacuum (analyze, index_cleanup on) deletions, memory_exports");
  await client.query(`analyze ${tables.join(", ")}`);
  let isDone = true;
  const isOnNodes = await areDistributed(client);
  for (const table of tables) {
    const empty = isOnNodes && memoryTables.includes(table) ? emptyParts : emptyWholly;
    isDone = (await empty(client, table)) && isDone;
  }
  // Removes the old samples, by now dead rows.
  await client.query("vacuum pg_statistic, pg_statistic_ext_data");
  if (isOnNodes) await vacuumStatisticsOfNodes(client);
  throwIfRefused();
  if (!isDone) return false;
  await connection.delete(upkeepDue).where(
    inArray(
      upkeepDue.id,
      due.map(({ id }) => id),
    ),
  );
  return true;
};

/** The names, quoted, of the tables that are Lethe's: none of Postgres, and none of others in the same database. */
const ownTables = async (client: PoolClient): Promise<string[]> => {
  const { rows } = await client.query<{ name: string }>(
    `select quote_ident(relname) as name from pg_class
      where relkind = 'r' and relpersistence = 'p' and relnamespace = current_schema()::regnamespace
        and relowner = (select relowner from pg_class where oid = 'memories'::regclass)
      order by relname`,
  );
  return rows.map(({ name }) => name);
};
