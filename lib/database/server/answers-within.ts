import { setTimeout as delay } from "node:timers/promises";
import { sql } from "drizzle-orm";
import type { Database } from "./database";

/**
 * Whether the database answers a query of this pool within the time: false also when all its connections are taken for so
 * long. Throws what the query threw.
 */
export const answersWithin = async (database: Database, ms: number): Promise<boolean> => {
  const late = new AbortController();
  try {
    return await Promise.race([
      database.execute(sql`select 1`).then(() => true),
      delay(ms, false, { signal: late.signal }),
    ]);
  } finally {
    late.abort();
  }
};
