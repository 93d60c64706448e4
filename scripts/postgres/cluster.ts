import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from "node:fs";
import path from "node:path";
import { isAlive } from "../pid-lock.mjs";
import { StartError } from "../start-error";
import type { ClusterPlace } from "./data-folder";
import { asUser } from "./unprivileged-user";

// The builtin provider is the same on every platform and serves lower(), ILIKE and regular expressions. pg_trgm asks
// the C library what a letter is, so LC_CTYPE must be a UTF-8 locale too: with "C", show_trgm('東京') is empty.
const ctypeLocales = ["C.UTF-8", "en_US.UTF-8", "UTF-8", "C.utf8", "en_US.utf8"];

interface CreateClusterInput {
  place: ClusterPlace;
  binaries: string;
  password: string;
  isDurable: boolean;
  signal?: AbortSignal;
}

/** Makes the cluster in a temporary sibling and renames it, so that a half-made one never exists under its name. */
export async function createCluster({
  place,
  binaries,
  password,
  isDurable,
  signal,
}: CreateClusterInput): Promise<void> {
  removeDrafts(place.path);
  const draft = `${place.path}.draft-${process.pid}-${randomBytes(4).toString("hex")}`;
  try {
    for (const locale of ctypeLocales) {
      rmSync(draft, { recursive: true, force: true });
      mkdirSync(draft, { mode: 0o700 });
      if (place.user) chownSync(draft, place.user.uid, place.user.gid);
      const problem = await initdb([
        "-D",
        draft,
        `--lc-ctype=${locale}`,
        ...(isDurable ? [] : ["--no-sync"]),
      ]);
      signal?.throwIfAborted();
      if (problem === null) return moveIntoPlace(draft, place.path);
      if (!problem.includes("locale"))
        throw new StartError(`Postgres could not create its database in ${place.path}: ${problem}`);
    }
    throw new StartError(
      "Postgres needs a UTF-8 locale and found none: install one (for example en_US.UTF-8), or set DATABASE_URL.",
    );
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }

  function initdb(args: string[]): Promise<string | null> {
    const common =
      "-U lethe -A scram-sha-256 -E UTF8 --locale=C --locale-provider=builtin --builtin-locale=C.UTF-8 --no-instructions";
    // The password goes through a pipe and never lies in a file. `cat` is there because Node's own pipes are sockets,
    // which cannot be opened by name.
    const shell = spawn(
      "/bin/sh",
      [
        "-c",
        'cat | "$0" --pwfile=/dev/stdin "$@"',
        path.join(binaries, "initdb"),
        ...common.split(" "),
        ...args,
      ],
      { ...asUser(place.user), stdio: ["pipe", "ignore", "pipe"], signal },
    );
    shell.stdin.on("error", () => undefined).end(`${password}\n`);
    let errors = "";
    shell.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    return new Promise((resolve, reject) => {
      shell.on("error", reject);
      shell.on("close", (code) => resolve(code === 0 ? null : errors.trim().replaceAll("\n", " ")));
    });
  }
}

function moveIntoPlace(draft: string, clusterPath: string): void {
  try {
    renameSync(draft, clusterPath);
  } catch (error) {
    // Of two first starts at once the slower one uses the other's cluster; both know the same password.
    if (!existsSync(path.join(clusterPath, "PG_VERSION"))) throw error;
  }
}

/** Removes what a killed start left half made. */
function removeDrafts(clusterPath: string): void {
  const prefix = `${path.basename(clusterPath)}.draft-`;
  for (const name of readdirSync(path.dirname(clusterPath))) {
    if (!name.startsWith(prefix) || isAlive(Number(name.slice(prefix.length).split("-")[0]))) continue;
    rmSync(path.join(path.dirname(clusterPath), name), { recursive: true, force: true });
  }
}
