import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { StartError } from "../start-error";

/** Who runs Postgres: null is the user who runs Lethe; otherwise Lethe is root, which Postgres refuses to be. */
export type PostgresUser = { name: string; uid: number; gid: number } | null;

/** The user Postgres runs as. */
export function findPostgresUser(): PostgresUser {
  if (process.getuid?.() !== 0) return null;
  const user = findUser((name) => name === "postgres") ?? findUser((name) => name === "nobody");
  if (user) return user;
  throw new StartError(
    "Postgres refuses to run as root, and this machine has neither a user postgres nor a user nobody: start Lethe as a normal user, or set DATABASE_URL.",
  );
}

/** The user who owns a cluster made earlier must also run it, even if another would be chosen today. */
export function ownerAsPostgresUser(uid: number, gid: number): PostgresUser {
  if (process.getuid?.() !== 0) return null;
  return findUser((_, id) => id === uid) ?? { name: String(uid), uid, gid };
}

/** Whether the user can step into the folder, asked of the system itself, so that access lists count too. */
export function canEnter(user: PostgresUser, folder: string): boolean {
  const shell = spawnSync("/bin/sh", ["-c", 'cd "$1"', "sh", folder], { ...asUser(user), stdio: "ignore" });
  if (shell.error) {
    throw new StartError(
      `Lethe runs as root but may not start a program as another user (${shell.error.message}), which Postgres needs: start Lethe as a normal user, or set DATABASE_URL.`,
    );
  }
  return shell.status === 0;
}

/**
 * Options of spawn for a Postgres program. The working folder is "/", because Postgres stops when it cannot read its
 * own; the environment is bare, so that no PG… variable and no secret of Lethe reaches it.
 */
export function asUser(user: PostgresUser) {
  const env = {
    PATH: "/usr/local/bin:/usr/bin:/bin",
    LC_ALL: "C",
    TZ: "UTC",
    NODE_ENV: process.env.NODE_ENV,
  };
  return user ? { cwd: "/", env, uid: user.uid, gid: user.gid } : { cwd: "/", env };
}

function findUser(matches: (name: string, uid: number) => boolean): PostgresUser {
  for (const line of readFileSync("/etc/passwd", "utf8").split("\n")) {
    const [name, , uid, gid] = line.split(":");
    if (name && uid && gid && matches(name, Number(uid))) return { name, uid: Number(uid), gid: Number(gid) };
  }
  return null;
}
