import { z } from "zod";
import { DatabaseError, databaseErrorFrom } from "@/lib/database/server/database-error";
import { DistributionError } from "@/lib/database/server/distribution/distribution-error";
import { distributeTables, undistributeTables } from "@/lib/database/server/distribution/move-tables";
import { requireCluster } from "@/lib/database/server/distribution/require-cluster";
import { readDistribution, type Distribution } from "@/lib/database/server/distribution/read-distribution";
import { WatchedClient } from "@/lib/database/server/watched-client";
import { setVariables } from "@/lib/env/set-variables";
import { migrateDatabase } from "@/lib/database/server/migrate-database";
import { checkDatabase } from "./connect-database";
import { databaseStartError } from "./database-start-error";
import type { Lifetime } from "./lifetime";
import { runToEnd } from "./run-to-end";
import { StartError } from "./start-error";

/** `npm run distribute`: see `usage`. 0 only when the tables lie as was asked for. */
export default async function distribute(args: string[]): Promise<number> {
  const [option, ...rest] = args;
  if ((option !== undefined && option !== "--undo") || rest.length > 0) throw new StartError(usage);
  const { DATABASE_MIGRATION_URL: migrationUrl, DATABASE_URL: url = null } = variables.parse(
    setVariables(process.env),
  );
  if (url === null) throw new StartError(embedded);
  const way = option === "--undo" ? "back" : "out";
  const result = await runToEnd((lifetime) => move(migrationUrl ?? url, way, lifetime)).catch(
    (error: unknown) => {
      throw startErrorFrom(error);
    },
  );
  return result === null ? 130 : 0;
}

const variables = z.object({
  DATABASE_URL: z.string().optional(),
  DATABASE_MIGRATION_URL: z.string().optional(),
});

async function move(url: string, way: "out" | "back", lifetime: Lifetime): Promise<void> {
  await checkDatabase(url, { isToBeWritten: true });
  const client = new WatchedClient({ connectionString: url, application_name: "lethe distribute" });
  lifetime.onStop(() => client.end());
  await client.connect();
  // A worker takes no tables of its own.
  if (way === "out") await requireCluster(client);
  await migrateDatabase(url);
  console.log(
    way === "out"
      ? "Laying the memories and their versions on the nodes. This takes some minutes per million; stopped, it is done again from the start."
      : "Bringing the memories and their versions back to this node. This takes some minutes per million; stopped, it is done again from the start.",
  );
  const hasMoved = await (way === "out" ? distributeTables(client) : undistributeTables(client));
  console.log(wordsOf(await readDistribution(client), hasMoved));
}

const wordsOf = (distribution: Distribution | null, hasMoved: boolean): string => {
  const before = hasMoved ? "Now" : "Already before";
  if (distribution === null)
    return `${before} memories and memory_versions are plain tables in this database. Lethe can be started.`;
  const { version, shardCount, nodes } = distribution;
  return `${before} memories (by id) and memory_versions (by memory_id, beside them) lie in ${shardCount} shards on ${nodes.join(", ")}, by Citus ${version}; every other table is on this node alone. Lethe can be started, and connects to this node only.`;
};

function startErrorFrom(error: unknown): unknown {
  if (error instanceof DistributionError) return new StartError(error.message);
  if (error instanceof StartError) return error;
  const known = databaseStartError(databaseErrorFrom(error));
  return known instanceof DatabaseError
    ? new StartError(
        `The database could not do this (${known.code}); the tables lie as before. Its log says why.`,
      )
    : known;
}

const embedded =
  "The embedded database is one node. Set DATABASE_URL to the coordinator of a Citus cluster (docs/operations.md).";

const usage = `Usage:
  npm run distribute             lays memories and their versions on the nodes of a Citus cluster
  npm run distribute -- --undo   brings them back to the one node

DATABASE_URL names the coordinator. Every Lethe process is stopped before. What was interrupted is done by running it again.`;
