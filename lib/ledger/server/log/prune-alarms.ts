import { and, isNotNull, lt } from "drizzle-orm";
import { ledgerAlarms } from "@/drizzle/schema/ledger-log";
import type { Database } from "@/lib/database/server/database";

const keptDays = 730;

/** Erases who acknowledged an alarm, and what they wrote, two years later. */
export const pruneAlarms = async (database: Database, now: Date): Promise<void> => {
  await database
    .update(ledgerAlarms)
    .set({ acknowledgedBy: null, reason: null })
    .where(
      and(
        isNotNull(ledgerAlarms.acknowledgedBy),
        lt(ledgerAlarms.acknowledgedAt, new Date(now.getTime() - keptDays * 86_400_000)),
      ),
    );
};
