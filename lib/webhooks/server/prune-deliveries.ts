import { lt } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { webhookDeliveries } from "@/drizzle/schema/webhooks";

const givenUpDaysKept = 30;

/** Forgets what was given up a month ago: it is kept only to be counted in the settings. */
export const pruneDeliveries = async (database: Database, now: Date): Promise<void> => {
  await database
    .delete(webhookDeliveries)
    .where(lt(webhookDeliveries.failedAt, new Date(now.getTime() - givenUpDaysKept * 86_400_000)));
};
