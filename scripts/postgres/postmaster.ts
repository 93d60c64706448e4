import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { isAlive } from "../pid-lock.mjs";
import { commandLine } from "../process-table";
import { StartError } from "../start-error";
import { postgresSettings } from "./postgres-settings";
import { asUser, type PostgresUser } from "./unprivileged-user";

/** The main process of a running Postgres, whether this process started it or found it. */
export interface Postmaster {
  pid: number;
  port: number;
  status: "starting" | "ready" | "stopping";
}

const startSecondsMax = 120; // Recovery after a crash replays the write-ahead log before it says "ready".
const logBytesMax = 5_000_000;

/** The postmaster that runs on the cluster, or null. A stale postmaster.pid, for example after a power cut, is removed. */
export function findPostmaster(clusterPath: string): Postmaster | null {
  const file = path.join(clusterPath, "postmaster.pid");
  const lines = readLines(file);
  if (lines === null) return null;
  const pid = Number(lines[0]);
  if (!isPostmasterOf(pid, clusterPath)) {
    // Postgres would refuse to start if the number now belonged to any other process of its user.
    if (readLines(file)?.[0] === lines[0]) rmSync(file, { force: true });
    return null;
  }
  const status = lines[7]?.trim();
  return {
    pid,
    port: Number(lines[3]),
    status: status === "ready" || status === "stopping" ? status : "starting",
  };
}

/** Waits until the postmaster is ready, or gone: then the answer is null. */
export async function waitUntilSettled(
  clusterPath: string,
  signal?: AbortSignal,
): Promise<Postmaster | null> {
  for (const end = Date.now() + startSecondsMax * 1000; Date.now() < end; await delay(20)) {
    signal?.throwIfAborted();
    const postmaster = findPostmaster(clusterPath);
    if (postmaster === null || postmaster.status === "ready") return postmaster;
  }
  throw new StartError(
    `Postgres in ${clusterPath} neither started nor stopped within ${startSecondsMax} seconds: see postgres.log in the data folder.`,
  );
}

interface LaunchInput {
  clusterPath: string;
  binaries: string;
  user: PostgresUser;
  port: number;
  logFile: string;
  isDurable: boolean;
  signal?: AbortSignal;
}

/** Starts Postgres and waits until it takes connections; null when it stopped again, for example because another one was faster. */
export async function launchPostmaster(input: LaunchInput): Promise<Postmaster | null> {
  const { clusterPath, binaries, user, port, logFile, isDurable, signal } = input;
  if ((statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > logBytesMax)
    renameSync(logFile, `${logFile}.1`);
  const logHandle = openSync(logFile, "a", 0o600);
  // Its own session: Ctrl-C in the terminal must reach Lethe alone, which stops the web server first.
  const child = spawn(
    path.join(binaries, "postgres"),
    ["-D", clusterPath, ...postgresSettings({ port, isDurable })],
    {
      ...asUser(user),
      stdio: ["ignore", logHandle, logHandle],
      detached: true,
    },
  );
  closeSync(logHandle);
  const exited = new AbortController();
  child.on("exit", () => exited.abort()).on("error", () => exited.abort());
  child.unref();
  for (
    const end = Date.now() + startSecondsMax * 1000;
    !exited.signal.aborted && Date.now() < end;
    await delay(20)
  ) {
    if (signal?.aborted) child.kill("SIGINT");
    const postmaster = findPostmaster(clusterPath);
    if (postmaster?.status === "ready" && postmaster.pid === child.pid) return postmaster;
  }
  if (!exited.signal.aborted) child.kill("SIGQUIT");
  signal?.throwIfAborted();
  return null;
}

/** Stops Postgres: open transactions are rolled back and the data written; only if that hangs is it killed. */
export async function stopPostmaster({ pid }: Postmaster, clusterPath: string): Promise<void> {
  for (const [name, seconds] of [
    ["SIGINT", 15],
    ["SIGQUIT", 5],
    ["SIGKILL", 2],
  ] as const) {
    if (!isPostmasterOf(pid, clusterPath)) return;
    process.kill(pid, name);
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await delay(20)) {
      if (!isPostmasterOf(pid, clusterPath)) return;
    }
  }
}

/** A process id alone proves nothing: numbers are used again. The command line says whose postmaster it is; a zombie has none. */
function isPostmasterOf(pid: number, clusterPath: string): boolean {
  if (!(pid > 1) || !isAlive(pid)) return false;
  return commandLine(pid).includes(`-D ${clusterPath} `);
}

function readLines(file: string): string[] | null {
  try {
    const text = readFileSync(file, "utf8");
    // Empty for an instant while Postgres creates it: to be looked at again, not to be removed.
    return text === "" ? null : text.split("\n");
  } catch {
    return null;
  }
}
