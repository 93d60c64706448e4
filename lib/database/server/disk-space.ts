import { sql } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const diskFull = "53100";

// Next bundles routes, actions and instrumentation apart: a module variable would be several.
const shared = globalThis as typeof globalThis & { letheDiskIsFull?: boolean };

/** Gets each failed statement. From the first that found no space, the disk counts as full. */
export const noteDiskFull = (code: string): void => {
  if (code === diskFull) shared.letheDiskIsFull = true;
};

/** Whether a statement of this process found no space on the database's disk, and none has found some since. */
export const hasDiskFilled = (): boolean => shared.letheDiskIsFull === true;

/** The same, after trying whether there is space again. Asks the database nothing while no statement has failed. */
export const isDiskFull = async (database: NodePgDatabase): Promise<boolean> => {
  if (!hasDiskFilled()) return false;
  try {
    // Random, as Postgres would press anything else together.
    await database.transaction(async (transaction) => {
      await transaction.execute(sql`create temporary table space_sought on commit drop as
        select gen_random_uuid() as id, at from generate_series(1, 20000) as at`);
    });
    shared.letheDiskIsFull = false;
  } catch {
    // No space, or no answer: what was known stays.
  }
  return hasDiskFilled();
};
