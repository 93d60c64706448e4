import { statfs } from "node:fs/promises";
import type { Client, Pool } from "pg";
import { CleanError } from "@/lib/cleaning/types";
import { memoryTables } from "./rewrite/memory-tables";

const MiB = 1024 * 1024;
/** The write-ahead log of what is written is removed as it goes, beyond some max_wal_size (1 GiB by default). */
const logBytesMax = 1_536 * MiB;
const spareBytes = 64 * MiB;

/** How much a clean writes, in bytes of tables and indexes, and how much room it needs for the time. */
export type Room = { totalBytes: number; neededBytes: number; freeBytes: number | null };

/** `freeBytes` is null where the database's disk cannot be seen. */
export const readRoom = async (client: Client | Pool, embeddedPath: string | null): Promise<Room> => {
  const { rows } = await client.query<{ bytes: string }>(
    "select sum(pg_total_relation_size(to_regclass(name))) as bytes from unnest($1::text[]) as name",
    [memoryTables.map(({ name }) => name)],
  );
  const totalBytes = Number(rows[0]?.bytes ?? 0);
  const disk = embeddedPath === null ? null : await statfs(embeddedPath);
  return {
    totalBytes,
    neededBytes: Math.round(totalBytes * 1.2 + Math.min(totalBytes * 1.2, logBytesMax)) + spareBytes,
    freeBytes: disk === null ? null : disk.bavail * disk.bsize,
  };
};

/** Answers how many bytes there are to write. Throws CleanError("disk_full") where the disk can be seen, and has too little room. */
export const requireRoom = async (client: Client, embeddedPath: string | null): Promise<number> => {
  const { totalBytes, neededBytes, freeBytes } = await readRoom(client, embeddedPath);
  if (freeBytes !== null && freeBytes < neededBytes) throw new CleanError("disk_full");
  return totalBytes;
};
