import type { PoolClient } from "pg";
import { blankRow, lockMsMax } from "./empty-wholly";

/**
 * What `emptyWholly` does, for each part of a table on the node on which that lies. False when one is in use. A part in which there is
 * something is left to ANALYZE.
 */
export const emptyParts = async (client: PoolClient, table: string): Promise<boolean> => {
  const insert = (await blankRow(client, table)).replace(`insert into ${table} `, "insert into %1$s ");

  const work = `do $do$ begin
      set local citus.enable_manual_changes_to_shards = on;
      set local lock_timeout = '${lockMsMax}ms';
      if not exists (select from %1$s) then
        lock table %1$s in access exclusive mode;
        if not exists (select from %1$s) then ${insert}; analyze %1$s; truncate %1$s; end if;
      end if;
    end $do$`;
  const { rows } = await client.query<{ success: boolean }>(
    "select success from run_command_on_shards($1::regclass, $2)",
    [table, work],
  );
  return rows.every(({ success }) => success);
};

/** Of every node but this one. Throws when a node refuses. */
export const vacuumStatisticsOfNodes = async (client: PoolClient): Promise<void> => {
  const { rows } = await client.query<{ success: boolean }>(
    "select success from run_command_on_workers('vacuum pg_statistic, pg_statistic_ext_data')",
  );
  if (rows.some(({ success }) => !success)) throw new Error("A node did not vacuum its statistics.");
};
