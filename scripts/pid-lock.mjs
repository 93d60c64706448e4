// A lock between processes: a file that lists the ids of those who hold it. It is void once all of them are dead,
// so that a kill -9 never leaves it behind for good.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * Waits until the file can be created, and creates it.
 *
 * @param {string} file
 * @param {{ onWait?: () => void, signal?: AbortSignal }} [options]
 * @returns {Promise<{ addHolder: (pid: number) => void, release: () => void }>}
 */
export async function acquirePidLock(file, { onWait, signal } = {}) {
  mkdirSync(path.dirname(file), { recursive: true });
  let hasWaited = false;
  while (!create(file)) {
    if (!isHeld(file)) {
      rmSync(file, { force: true });
      continue;
    }
    if (!hasWaited) onWait?.();
    hasWaited = true;
    await new Promise((resolve) => setTimeout(resolve, 250));
    signal?.throwIfAborted();
  }
  return {
    addHolder: (pid) => writeFileSync(file, `${process.pid}\n${pid}\n`),
    release: () => rmSync(file, { force: true }),
  };
}

/** @param {string} file */
function create(file) {
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return false;
    throw error;
  }
}

/** @param {string} file */
function isHeld(file) {
  try {
    const pids = readFileSync(file, "utf8").split("\n").filter(Boolean).map(Number);
    // Just created and not yet written counts as held; the next look sees the id.
    return pids.length === 0 || pids.some(isAlive);
  } catch {
    return false;
  }
}

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
  }
}
