import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { cleaningActor } from "@/lib/cleaning/types";
import { builtinStoreId } from "@/lib/stores/store-ids";
import { cleans } from "@/drizzle/schema/cleans";
import { deletions } from "@/drizzle/schema/deletions";
import { addClean } from "./request-clean";

/**
 * Asks for a clean by the schedule: when the last one began at least `everyHours` ago, and something was deleted since. Of one that failed the next
 * waits as long. Answers whether it did.
 */
export const cleanWhenDue = async (
  { database, now }: { database: Database; now: () => Date },
  { everyHours }: { everyHours: number },
): Promise<boolean> => {
  if (everyHours === 0) return false;
  const { rows } = await database.execute<{ is_due: boolean }>(sql`
    select exists (
      select from ${deletions} where store_id = ${builtinStoreId} and deleted_count > 0
        and finished_at >= coalesce((select max(started_at) from ${cleans} where status = 'completed'), '-infinity')
    ) and not exists (
      select from ${cleans}
      where requested_at > ${now().toISOString()}::timestamptz - make_interval(hours => ${everyHours}) or finished_at is null
    ) as is_due`);
  if (rows[0]?.is_due !== true) return false;
  return addClean({ database, now, actor: cleaningActor });
};
