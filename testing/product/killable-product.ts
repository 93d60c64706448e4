import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { placeCluster, readOrCreateSecrets } from "@/scripts/postgres/data-folder";
import { findPostmaster } from "@/scripts/postgres/postmaster";
import { childrenOf, commandLine } from "@/scripts/process-table";
import { openProductDatabase } from "./open-product-database";
import { startProductForTests } from "./start-product-for-tests";
import { makeTemporaryFolder } from "./temporary-folder";

/** What gets a SIGKILL. The launcher starts a killed web server again by itself, up to five times a minute. */
export type Victim = "web server" | "web server and launcher" | "web server, launcher and Postgres";

export interface KillableProduct {
  /** Valid until the next kill. */
  database: () => Database;
  /** Of the console and the API. */
  url: () => string;
  /** LETHE_SECRET. */
  secret: string;
  /** Resolves to when everything was dead, once the product is starting, or has been started, again. */
  kill: (victim: Victim) => Promise<Date>;
  stop: () => Promise<void>;
}

/** The real product on a data folder of its own, to be killed again and again. */
export async function startKillableProduct(env: Record<string, string>): Promise<KillableProduct> {
  const temporary = makeTemporaryFolder();
  const dataDir = `${temporary.folder}/data`;
  let product = await startProductForTests({ env, dataDir });
  const { instanceId, letheSecret } = readOrCreateSecrets(dataDir);
  const cluster = placeCluster(dataDir, instanceId).path;
  let database = openProductDatabase(dataDir);

  const kill = async (victim: Victim): Promise<Date> => {
    const webServers = childrenOf(product.pid).filter((pid) => /\bnext\b/.test(commandLine(pid)));
    if (webServers.length === 0) throw new Error("There is no web server to kill.");
    const connections = await productConnections(database);
    const postmaster = victim === "web server, launcher and Postgres" ? findPostmaster(cluster) : null;
    const pids = [
      ...(victim === "web server" ? [] : [product.pid]),
      ...webServers,
      ...(postmaster === null ? [] : [postmaster.pid]),
    ];
    // All in one go: a web server that loses its launcher would stop in order.
    for (const pid of pids) process.kill(pid, "SIGKILL");
    for (const pid of pids) while (commandLine(pid).trim() !== "") await delay(1);
    if (postmaster === null) {
      // Postgres finishes the statement that the dead have sent, a commit perhaps.
      while ((await productConnections(database)).some((pid) => connections.includes(pid))) await delay(2);
    }
    const deadAt = new Date();
    if (victim === "web server") return deadAt;
    await database.$client.end();
    product = await startProductForTests({ env, dataDir });
    database = openProductDatabase(dataDir);
    return deadAt;
  };

  return {
    database: () => database,
    url: () => product.url,
    secret: letheSecret,
    kill,
    stop: async () => {
      await database.$client.end();
      await product.stop();
      temporary.remove();
    },
  };
}

/** Process ids of the connections that the product has. */
async function productConnections(database: Database): Promise<number[]> {
  const { rows } = await database.execute<{ pid: number }>(
    sql`select pid from pg_stat_activity where application_name in ('lethe', 'lethe listener')`,
  );
  return rows.map(({ pid }) => pid);
}
