import type { Client } from "pg";
import { DistributionError } from "./distribution-error";

const versionMin = 13;

/** Throws a DistributionError unless this is the coordinator of a Citus cluster with workers on which tables can be laid. */
export const requireCluster = async (client: Client): Promise<void> => {
  const { rows } = await client.query<{ version: string | null; is_there: boolean; database: string }>(`
    select (select extversion from pg_extension where extname = 'citus') as version,
      exists (select from pg_available_extensions where name = 'citus') as is_there,
      quote_ident(current_database()) as database`);
  const { version = null, is_there: isThere = false, database = "" } = rows[0] ?? {};
  if (version === null)
    throw new DistributionError(
      isThere
        ? `The database ${database} has no Citus: add citus to shared_preload_libraries on every node, then let a superuser run CREATE EXTENSION citus in ${database} on every node, and SELECT citus_add_node('HOST', PORT) on this one for each worker.`
        : "The database server lacks the extension Citus: install it on every node (https://docs.citusdata.com), or stay with one node.",
    );
  if (Number.parseInt(version, 10) < versionMin)
    throw new DistributionError(
      `Citus here is ${version}, and Lethe needs ${versionMin} or newer: update it on every node.`,
    );
  const { rows: nodes } = await client.query<{ is_coordinator: boolean; workers: number }>(`
    select citus_is_coordinator() as is_coordinator, (select count(*) from citus_get_active_worker_nodes())::integer as workers`);
  if (nodes[0]?.is_coordinator !== true)
    throw new DistributionError("This node is a worker: name the coordinator in DATABASE_URL.");
  if (nodes[0].workers === 0)
    throw new DistributionError(
      "The coordinator knows no worker: let a superuser run SELECT citus_add_node('HOST', PORT) for each.",
    );
};
