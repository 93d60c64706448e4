import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { selectionDrafts } from "@/drizzle/schema/selection-drafts";

/** As long as a preview can be confirmed. */
export const draftHoursMax = 24;

/** Forgets the drafts that cannot be used any more. */
export const pruneDrafts = async (database: Database): Promise<void> => {
  await database.execute(sql`
    delete from ${selectionDrafts} where created_at < now() - make_interval(hours => ${draftHoursMax})`);
};
