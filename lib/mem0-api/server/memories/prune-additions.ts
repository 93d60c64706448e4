import { lt } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { eventDaysKept } from "@/lib/mem0-api/addition";
import { additions } from "@/drizzle/schema/additions";

/** Deletes the additions that are too old to be listed as events. */
export const pruneAdditions = async (database: Database, now: Date): Promise<void> => {
  await database
    .delete(additions)
    .where(lt(additions.startedAt, new Date(now.getTime() - eventDaysKept * 86_400_000)));
};
