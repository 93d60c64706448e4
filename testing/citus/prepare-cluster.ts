import pg from "pg";
import { distributeTables } from "@/lib/database/server/distribution/move-tables";

/** The coordinator first. */
export const nodesOf = async (coordinatorUrl: string): Promise<string[]> => {
  const rows = await onNode<{ host: string; port: number }>(
    coordinatorUrl,
    "select node_name as host, node_port::integer as port from citus_get_active_worker_nodes() order by 2",
  );
  if (rows.length === 0)
    throw new Error("The database at LETHE_TEST_CITUS_URL is no coordinator with workers (citus_add_node).");
  const workers = rows.map(({ host, port }) =>
    Object.assign(new URL(coordinatorUrl), { hostname: host, port: String(port) }).toString(),
  );
  return [coordinatorUrl, ...workers];
};

/** Makes a cluster of the new databases of one name on these nodes. */
export const joinNodes = async (nodes: readonly string[], database: string): Promise<string> => {
  const [coordinator, ...workers] = nodes.map((node) => databaseOn(node, database));
  if (coordinator === undefined) throw new Error("A cluster has a coordinator.");
  for (const node of [coordinator, ...workers]) await onNode(node, "create extension citus");
  await onNode(coordinator, `select citus_set_coordinator_host(${addressOf(coordinator)})`);
  for (const worker of workers) await onNode(coordinator, `select citus_add_node(${addressOf(worker)})`);
  return coordinator;
};

export const distribute = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await distributeTables(client);
  } finally {
    await client.end();
  }
};

/** Citus keeps a process connected to each database, and what is connected to cannot be copied. */
export const disconnectAll = async (nodes: readonly string[], database: string): Promise<void> => {
  for (const node of nodes) {
    await onNode(node, `alter database ${database} allow_connections false`);
    await onNode(
      node,
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${database}'`,
    );
  }
};

export const databaseOn = (node: string, database: string): string =>
  Object.assign(new URL(node), { pathname: `/${database}` }).toString();

const addressOf = (node: string): string => {
  const { hostname, port } = new URL(node);
  return `'${hostname}', ${port || "5432"}`;
};

export const onNode = async <Row extends pg.QueryResultRow>(
  url: string,
  statement: string,
): Promise<Row[]> => {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
};
