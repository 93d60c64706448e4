import type { Queryable } from "./database";
import { sql } from "drizzle-orm";

/** Tells every open page, once the caller's transaction commits, that memories came or changed. Says nothing of which. */
export const notifyMemoriesChanged = async (database: Queryable): Promise<void> => {
  await database.execute(sql`select pg_notify('lethe_memories', '')`);
};
