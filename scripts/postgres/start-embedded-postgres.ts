import { existsSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { findFreePort } from "../ports";
import { errorCode, StartError } from "../start-error";
import { findBinaries } from "./binaries";
import { createCluster } from "./cluster";
import { placeCluster, prepareDataFolder, readOrCreateSecrets, type ClusterPlace } from "./data-folder";
import { createDatabase, takeOwnerLock, type OwnerLock } from "./owner-lock";
import { launchPostmaster, stopPostmaster, waitUntilSettled, type Postmaster } from "./postmaster";

interface EmbeddedPostgresInput {
  /** Absolute path; created if need be. */
  dataDir: string;
  log: (line: string) => void;
  /** False only for tests: faster, and a crash of the machine costs the data. */
  isDurable?: boolean;
  /** Aborting gives up a start under way. */
  signal?: AbortSignal;
  /** Called when Postgres died again and again and is not started any more. */
  onGivenUp?: (error: Error) => void;
}

export interface EmbeddedPostgres {
  /** Of the database "lethe". Stays the same across restarts of Postgres. */
  url: string;
  dataPath: string;
  stop: () => Promise<void>;
}

const inUseSecondsMax = 3; // A launcher that was killed, or is just stopping, needs a moment to let go.
const failuresMax = 5; // within a minute

/**
 * Starts PostgreSQL on the data folder, or adopts the one that a killed launcher left running, and keeps it running.
 * Throws a StartError when another Lethe uses the folder.
 */
export async function startEmbeddedPostgres(input: EmbeddedPostgresInput): Promise<EmbeddedPostgres> {
  const { dataDir, log, isDurable = true, signal } = input;
  prepareDataFolder(dataDir);
  const { instanceId, postgresPassword: password } = readOrCreateSecrets(dataDir);
  const place = placeCluster(dataDir, instanceId);
  const binaries = findBinaries(place.user, dataDir);
  if (place.reason) log(`The database is in ${place.path}: ${place.reason}.`);
  if (!existsSync(path.join(place.path, "PG_VERSION"))) {
    log("Creating the database.");
    await createCluster({ place, binaries, password, isDurable, signal });
  }
  const open = (port: number | null) =>
    openCluster({ place, binaries, password, port, isDurable, dataDir, signal, log });
  let { postmaster, lock } = await open(null);
  const { port } = postmaster;
  let isStopping = false;
  let restarting: Promise<void> = Promise.resolve();
  const failures: number[] = [];
  watch();
  return {
    url: databaseUrl("lethe", port, password),
    dataPath: place.path,
    stop: async () => {
      isStopping = true;
      await restarting;
      await lock.release().catch(() => undefined);
      await stopPostmaster(postmaster, place.path);
    },
  };

  function watch(): void {
    lock.onLost(() => {
      restarting = restart().catch((error: unknown) => {
        if (!isStopping) input.onGivenUp?.(error instanceof Error ? error : new Error(String(error)));
      });
    });
  }

  async function restart(): Promise<void> {
    while (!isStopping && !signal?.aborted) {
      failures.push(Date.now());
      const recent = failures.filter((at) => at > Date.now() - 60_000).length;
      if (recent > failuresMax) {
        throw new StartError(
          `Postgres stopped ${recent} times within a minute: see ${path.join(dataDir, "postgres.log")}.`,
        );
      }
      log("The database stopped unexpectedly. Starting it again.");
      await delay(100 * 2 ** (recent - 1));
      try {
        ({ postmaster, lock } = await open(port));
        log("The database is running again.");
        return watch();
      } catch (error) {
        if (error instanceof InUseError) throw error;
      }
    }
  }
}

class InUseError extends StartError {}

interface OpenClusterInput {
  place: ClusterPlace;
  binaries: string;
  password: string;
  /** Null: any free one. */
  port: number | null;
  isDurable: boolean;
  dataDir: string;
  signal?: AbortSignal;
  log: (line: string) => void;
}

/** Brings the cluster to "running and owned by this process", from any state. */
async function openCluster(input: OpenClusterInput): Promise<{ postmaster: Postmaster; lock: OwnerLock }> {
  const { place, password, dataDir, signal } = input;
  const logFile = path.join(dataDir, "postgres.log");
  let inUseUntil: number | null = null;
  let launchesLeft = 5;
  for (;;) {
    signal?.throwIfAborted();
    const found = await waitUntilSettled(place.path, signal);
    if (found === null && launchesLeft-- === 0) {
      throw new StartError(
        `Postgres does not start in ${place.path}: the reason is at the end of ${logFile}.`,
      );
    }
    const port = input.port ?? (await findFreePort());
    const postmaster =
      found ??
      (await launchPostmaster({ ...input, clusterPath: place.path, user: place.user, port, logFile }));
    const lock =
      postmaster &&
      (await tryTakeLock(postmaster, password, dataDir).catch(async (error: unknown) => {
        // What this start has started ends with it; what ran before goes on.
        if (found === null) await stopPostmaster(postmaster, place.path);
        throw error;
      }));
    if (postmaster && lock && (input.port === null || postmaster.port === input.port)) {
      if (found && input.port === null) input.log("Found the database still running, and is using it.");
      return { postmaster, lock };
    }
    if (postmaster && lock) {
      // Another process brought it up on another port and is gone: it must come back on the port in use.
      await lock.release();
      await stopPostmaster(postmaster, place.path);
    } else if (postmaster) {
      inUseUntil ??= Date.now() + inUseSecondsMax * 1000;
      if (Date.now() > inUseUntil) {
        throw new InUseError(
          `The data folder ${dataDir} is in use by another Lethe: stop that one first, or choose another folder with LETHE_DATA_DIR.`,
        );
      }
    }
    await delay(100);
  }
}

/** Null when another process holds the lock, or Postgres just went away. */
async function tryTakeLock(
  postmaster: Postmaster,
  password: string,
  dataDir: string,
): Promise<OwnerLock | null> {
  try {
    await createDatabase(databaseUrl("postgres", postmaster.port, password));
    return await takeOwnerLock(databaseUrl("lethe", postmaster.port, password));
  } catch (error) {
    if (errorCode(error) === "28P01") {
      throw new StartError(
        `The password in ${path.join(dataDir, "secrets.json")} is not that of the database: restore the file that belongs to it.`,
      );
    }
    return null;
  }
}

function databaseUrl(database: string, port: number, password: string): string {
  return `postgres://lethe:${password}@127.0.0.1:${port}/${database}`;
}
