import { spawnSync } from "node:child_process";
import { appendFileSync, chownSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { migrateDatabase } from "@/lib/database/server/migrate-database";
import { findFreePort } from "@/scripts/ports";
import { findBinaries } from "@/scripts/postgres/binaries";
import { findPostgresUser } from "@/scripts/postgres/unprivileged-user";
import { launchPostmaster, stopPostmaster } from "@/scripts/postgres/postmaster";
import { startEmbeddedPostgres } from "@/scripts/postgres/start-embedded-postgres";
import { makeTemporaryFolder } from "@/testing/product/temporary-folder";

export interface ReplicatedPostgres {
  /** Of the database "lethe" on the primary, with all migrations. */
  url: string;
  /** The same on the replica. */
  readUrl: string;
  /** The replica receives, and replays nothing until `resume`. */
  pause: () => Promise<void>;
  resume: () => Promise<void>;
  /** Until the replica has all that the primary has now. */
  catchUp: () => Promise<void>;
  stopReplica: () => Promise<void>;
  startReplica: () => Promise<void>;
  /** Makes a primary of the replica, as a failover does. */
  promote: () => Promise<void>;
  stop: () => Promise<void>;
}

/** Two real Postgres on this machine: a primary, and a hot standby that streams from it. */
export async function startReplicatedPostgres(): Promise<ReplicatedPostgres> {
  const { folder, remove } = makeTemporaryFolder();
  const primary = await startEmbeddedPostgres({
    dataDir: path.join(folder, "data"),
    log: () => undefined,
    isDurable: false,
  });
  await migrateDatabase(primary.url);
  // What is committed has been written, as it is elsewhere: only then does a replica get it at once.
  await ask(primary.url, "alter database lethe set synchronous_commit = on");
  const user = findPostgresUser();
  const standby = path.join(folder, "data", "standby");
  await copyCluster(primary, standby);
  // It takes the label away, and writes the signal through.
  for (const name of ["backup_label", "standby.signal"])
    if (user) chownSync(path.join(standby, name), user.uid, user.gid);
  const port = await findFreePort();
  const readUrl = Object.assign(new URL(primary.url), { port: String(port) }).toString();
  const launch = async () => {
    const started = await launchPostmaster({
      clusterPath: standby,
      binaries: findBinaries(user, path.join(folder, "data")),
      user,
      port,
      logFile: path.join(folder, "data", "standby.log"),
      isDurable: false,
    });
    if (started === null) throw new Error("The replica does not start.");
    return started;
  };
  let postmaster = await launch();
  const catchUp = async () => {
    const [ahead] = await ask<{ place: string }>(
      primary.url,
      "select pg_current_wal_insert_lsn()::text as place",
    );
    for (;;) {
      const [there] = await ask<{ has: boolean }>(
        readUrl,
        `select pg_last_wal_replay_lsn() >= '${ahead?.place ?? ""}' as has`,
      );
      if (there?.has === true) return;
      await delay(10);
    }
  };
  await catchUp();
  return {
    url: primary.url,
    readUrl,
    pause: async () => {
      await ask(readUrl, "select pg_wal_replay_pause()");
      // It is asked for, and comes at the next record or wait.
      while ((await replayState(readUrl)) !== "paused") await delay(10);
    },
    resume: async () => void (await ask(readUrl, "select pg_wal_replay_resume()")),
    catchUp,
    stopReplica: () => stopPostmaster(postmaster, standby),
    startReplica: async () => void (postmaster = await launch()),
    promote: async () => void (await ask(readUrl, "select pg_promote()")),
    stop: async () => {
      await stopPostmaster(postmaster, standby);
      await primary.stop();
      remove();
    },
  };
}

/** What pg_basebackup does, which the embedded Postgres comes without. */
async function copyCluster(primary: { url: string; dataPath: string }, standby: string): Promise<void> {
  const client = new pg.Client({ connectionString: primary.url });
  await client.connect();
  try {
    await client.query("select pg_create_physical_replication_slot('replica', true)");
    await client.query("select pg_backup_start('replica', true)");
    // With the owner of each file.
    const { status, stderr } = spawnSync("cp", ["-a", primary.dataPath, standby], { encoding: "utf8" });
    if (status !== 0) throw new Error(`The cluster could not be copied: ${stderr}`);
    const { rows } = await client.query<{ labelfile: string }>("select labelfile from pg_backup_stop()");
    for (const name of ["postmaster.pid", "postmaster.opts"])
      rmSync(path.join(standby, name), { force: true });
    for (const name of readdirSync(path.join(standby, "pg_wal")))
      rmSync(path.join(standby, "pg_wal", name), { recursive: true });
    for (const name of readdirSync(path.join(standby, "pg_replslot")))
      rmSync(path.join(standby, "pg_replslot", name), { recursive: true });
    writeFileSync(path.join(standby, "backup_label"), rows[0]?.labelfile ?? "");
    writeFileSync(path.join(standby, "standby.signal"), "");
    const { username, password, port } = new URL(primary.url);
    appendFileSync(
      path.join(standby, "postgresql.auto.conf"),
      `primary_conninfo = 'host=127.0.0.1 port=${port} user=${username} password=${password}'\nprimary_slot_name = 'replica'\n`,
    );
  } finally {
    await client.end();
  }
}

async function replayState(url: string): Promise<string | undefined> {
  return (await ask<{ state: string }>(url, "select pg_get_wal_replay_pause_state() as state"))[0]?.state;
}

async function ask<Row extends pg.QueryResultRow>(url: string, statement: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(statement)).rows;
  } finally {
    await client.end();
  }
}
