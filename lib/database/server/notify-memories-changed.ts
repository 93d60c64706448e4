import type { Queryable } from "./database";
import { sql } from "drizzle-orm";

/** Notifies every open page, once the caller's transaction commits, that memories came or changed, not which. */
export const notifyMemoriesChanged = async (database: Queryable): Promise<void> => {
  await database.execute(sql`select pg_notify('lethe_memories', '')`);
};
