// Installs the packages that package-lock.json names, when node_modules does not hold exactly those.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync, rmdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { acquirePidLock } from "./pid-lock.mjs";
import { refuseWhileServed } from "./served-folder.mjs";
import { startError } from "./stop-words.mjs";

/** @param {string} projectFolder */
export async function installDependencies(projectFolder) {
  if (areInstalled(projectFolder)) return;
  const lock = await acquirePidLock(path.join(projectFolder, ".lethe", "install.lock"), {
    onWait: () => console.log("Waiting for another start of Lethe that is installing the packages."),
  });
  try {
    if (areInstalled(projectFolder)) return;
    refuseWhileServed(projectFolder);
    console.log("Installing the packages that package-lock.json names (a minute or so, once).");
    await npmCi(projectFolder, lock);
    writeFileSync(stampFile(projectFolder), lockHash(projectFolder));
  } finally {
    lock.release();
    try {
      // The default data folder was only borrowed for the lock: leave nothing of it when it holds nothing else.
      rmdirSync(path.join(projectFolder, ".lethe"));
    } catch {
      // In use: it stays.
    }
  }
}

/** @param {string} projectFolder */
function areInstalled(projectFolder) {
  const hash = lockHash(projectFolder);
  if (readOrNull(stampFile(projectFolder)) === hash) return true;
  if (!isSameInstall(projectFolder)) return false;
  writeFileSync(stampFile(projectFolder), hash);
  return true;
}

/**
 * An install made by hand is as good: npm's own record of it lists the same packages. Optional ones may be missing,
 * since most of them are for other platforms.
 *
 * @param {string} projectFolder
 */
function isSameInstall(projectFolder) {
  const record = readOrNull(path.join(projectFolder, "node_modules", ".package-lock.json"));
  if (record === null) return false;
  const installed = JSON.parse(record).packages;
  const wanted = JSON.parse(readFileSync(path.join(projectFolder, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(
    ([name, { version, integrity, optional }]) =>
      name === "" ||
      (installed[name]
        ? installed[name].version === version && installed[name].integrity === integrity
        : optional),
  );
}

/**
 * @param {string} projectFolder
 * @param {{ addHolder: (pid: number) => void }} lock
 */
function npmCi(projectFolder, lock) {
  // Development packages build the console, the optional ones are the database: NODE_ENV=production or a personal
  // npm configuration must not leave them out.
  const args = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund"];
  const npm = spawn("npm", args, { cwd: projectFolder, stdio: "inherit" });
  if (npm.pid) lock.addHolder(npm.pid);
  const stop = () => npm.kill("SIGTERM");
  process.on("SIGINT", stop).on("SIGTERM", stop);
  return new Promise((resolve, reject) => {
    npm.on("error", reject);
    npm.on("exit", (code) => {
      process.off("SIGINT", stop).off("SIGTERM", stop);
      if (code === 0) resolve(undefined);
      else reject(startError("npm could not install the packages; its message is above."));
    });
  });
}

/** @param {string} projectFolder */
const stampFile = (projectFolder) => path.join(projectFolder, "node_modules", ".lethe-lock");

/** @param {string} projectFolder */
function lockHash(projectFolder) {
  return createHash("sha256")
    .update(readFileSync(path.join(projectFolder, "package-lock.json")))
    .digest("hex");
}

/** @param {string} file */
function readOrNull(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return null;
  }
}
