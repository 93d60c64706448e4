// Which web servers run from this folder: a build or an install would take their files away under them. There is a file for
// each, named by its process id; one whose process is gone is void, so that a kill -9 never leaves it behind for good.
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { isAlive } from "./pid-lock.mjs";
import { startError } from "./stop-words.mjs";

/** @param {string} projectFolder */
const notesFolder = (projectFolder) => path.join(projectFolder, "node_modules", ".lethe-servers");

/**
 * Notes a server, and answers what forgets it.
 *
 * @param {string} projectFolder
 * @param {number} pid
 * @returns {() => void}
 */
export function noteServer(projectFolder, pid) {
  const file = path.join(notesFolder(projectFolder), String(pid));
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    // With the folder: a copy of it holds copies of these files.
    writeFileSync(file, projectFolder);
  } catch {
    // A folder that cannot be written to cannot be built in either.
  }
  return () => rmSync(file, { force: true });
}

/**
 * Throws a StartError while a server runs from the folder.
 *
 * @param {string} projectFolder
 */
export function refuseWhileServed(projectFolder) {
  const [pid] = serversOf(projectFolder);
  if (pid === undefined) return;
  throw startError(
    `Lethe is running from this folder (process ${pid}), and another version cannot be put in place under it. Stop it first, or use another folder.`,
  );
}

/** @param {string} projectFolder */
function serversOf(projectFolder) {
  const folder = notesFolder(projectFolder);
  return namesIn(folder)
    .filter((name) => readOrEmpty(path.join(folder, name)) === projectFolder)
    .map(Number)
    .filter(isServer);
}

/** @param {string} folder */
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/**
 * Process ids are used again. Where the system tells, it has to be a server.
 *
 * @param {number} pid
 */
const isServer = (pid) =>
  isAlive(pid) && (process.platform !== "linux" || readOrEmpty(`/proc/${pid}/cmdline`).includes("next"));

/**
 * What is gone since it was listed is empty.
 *
 * @param {string} file
 */
function readOrEmpty(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
}
