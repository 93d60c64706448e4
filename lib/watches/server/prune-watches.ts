import { lt } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { watches } from "@/drizzle/schema/watches";

/** Forgets what has been watched for long enough, and with it whom it was about. */
export const pruneWatches = async (database: Database, now: Date): Promise<void> => {
  await database.delete(watches).where(lt(watches.expiresAt, now));
};
