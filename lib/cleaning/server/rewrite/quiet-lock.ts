import { setTimeout as delay } from "node:timers/promises";
import type { Client } from "pg";
import { databaseErrorFrom } from "@/lib/database/server/database-error";
import { CleanError } from "@/lib/cleaning/types";
import { inTransaction } from "./in-transaction";
import type { MemoryTable } from "./memory-tables";

/** Who comes after one that waits for a lock waits with it: at first for no longer than a page takes, and longer where that never suffices. */
const lockMsMin = 50;
const lockMsMax = 500;
const lockMsGrowth = 1.3;
const vacuumMsMax = 1_500;
const pauseMs = 400;
const minutesMax = 20;

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const lockNotAvailable = "55P03";
const deadlock = "40P01";

export type QuietLock = {
  table: MemoryTable;
  mode: "share row exclusive" | "access exclusive";
  /** Called before each try. */
  prepare?: () => Promise<void>;
};

/** Thrown by work that finds, under the lock, that it is not yet time. */
export class NotYet extends Error {}

/**
 * Does some work under a lock of a table, which is tried for again and again, so that others never wait for long. Throws
 * CleanError("in_use") after some time.
 */
export const inQuietLock = async (
  client: Client,
  { table, mode, prepare }: QuietLock,
  work: () => Promise<void>,
): Promise<void> => {
  const until = Date.now() + minutesMax * 60_000;
  for (let lockMs = lockMsMin; Date.now() < until; lockMs = Math.min(lockMs * lockMsGrowth, lockMsMax)) {
    await prepare?.();
    try {
      await endAutovacuum(client, table);
      await inTransaction(client, async () => {
        await client.query(`set local lock_timeout = '${Math.round(lockMs)}ms'`);
        await client.query(`lock table ${table.name} in ${mode} mode`);
        await work();
      });
      return;
    } catch (error) {
      const { code } = databaseErrorFrom(error);
      if (!(error instanceof NotYet) && code !== lockNotAvailable && code !== deadlock) throw error;
      await delay(pauseMs);
    }
  }
  throw new CleanError("in_use");
};

/**
 * Postgres ends an autovacuum that others wait for after a second (deadlock_timeout). For this lock nobody waits who reads or writes. In a transaction of its
 * own: who holds it while waiting for more has others who want more fail by a deadlock.
 */
const endAutovacuum = (client: Client, table: MemoryTable): Promise<void> =>
  inTransaction(client, async () => {
    await client.query(`set local lock_timeout = '${vacuumMsMax}ms'`);
    await client.query(`lock table ${table.name} in share update exclusive mode`);
  });
