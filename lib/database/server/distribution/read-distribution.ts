import type { Client } from "pg";

/** How the tables of the memories lie: `shardCount` of each, and on which nodes ("host:port"). */
export type Distribution = { version: string; shardCount: number; nodes: string[] };

/** Null where the tables are plain ones; then Citus need not even be there. */
export const readDistribution = async (client: Client): Promise<Distribution | null> => {
  const { rows: extensions } = await client.query<{ version: string }>(
    "select extversion as version from pg_extension where extname = 'citus'",
  );
  const version = extensions[0]?.version;
  if (version === undefined) return null;
  const { rows } = await client.query<{ shards: number; nodes: string[] | null }>(`
    select count(*)::integer as shards, array_agg(distinct nodename || ':' || nodeport) as nodes
    from citus_shards where table_name = to_regclass('memories') and citus_table_type = 'distributed'`);
  const { shards = 0, nodes = null } = rows[0] ?? {};
  return shards === 0 ? null : { version, shardCount: shards, nodes: nodes ?? [] };
};
