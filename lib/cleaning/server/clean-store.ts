import type { Client } from "pg";
import { CleanError, type CleanCoverage } from "@/lib/cleaning/types";
import { areDistributed } from "@/lib/database/server/distribution/is-distributed";
import { requireRoom } from "./disk-room";
import { dropLeftovers, hasLeftovers } from "./rewrite/note-changes";
import { memoryTables } from "./rewrite/memory-tables";
import { inQuietLock } from "./rewrite/quiet-lock";
import { removeLog } from "./rewrite/remove-log";
import { rewriteStatistics } from "./rewrite/rewrite-statistics";
import type { OnProgress } from "./rewrite/on-progress";
import { rewriteTable } from "./rewrite/rewrite-table";

export type CleanInput = {
  /** Where the embedded database's files are; null of any other. */
  embeddedPath: string | null;
  /** Once, with the instant before which whatever was deleted is covered, by the database's clock, and how many bytes there are to do. */
  onStarted: (startedAt: Date, totalBytes: number) => Promise<void>;
  onProgress: OnProgress;
};

/**
 * Writes the files of the built-in store anew while it is used, and answers what of them then holds nothing of what had been deleted.
 * Takes a connection of its own, with no other clean beside it. Throws CleanError, and what `onProgress` throws.
 */
export const cleanStore = async (client: Client, input: CleanInput): Promise<CleanCoverage> => {
  const { embeddedPath, onStarted, onProgress } = input;
  if (await areDistributed(client)) throw new CleanError("distributed");
  await dropAllLeftovers(client);
  const totalBytes = await requireRoom(client, embeddedPath);
  const startedAt = await readClock(client);
  let isNoted = false;
  const onNoting = async () => {
    if (isNoted) return;
    isNoted = true;
    await onStarted(startedAt, totalBytes);
  };
  for (const table of memoryTables) await rewriteTable(client, table, { onNoting, onProgress });
  await onProgress("statistics", 0);
  const statistics = await rewriteStatistics(client);
  await onProgress("log", 0);
  const log = await removeLog(client, { isEmbedded: embeddedPath !== null });
  return { tables: "rewritten", statistics, log };
};

/** What a clean has left that failed, or whose process died. */
export const dropAllLeftovers = async (client: Client): Promise<void> => {
  for (const table of memoryTables) {
    if (!(await hasLeftovers(client, table))) continue;
    await inQuietLock(client, { table, mode: "access exclusive" }, () => dropLeftovers(client, table));
  }
};

/** Read before changes are noted: a deletion that ended earlier had committed all of it by then. */
const readClock = async (client: Client): Promise<Date> => {
  const { rows } = await client.query<{ now: Date }>("select clock_timestamp() as now");
  const [row] = rows;
  if (row === undefined) throw new Error("A select without a table has a row.");
  return row.now;
};
