import { lt, lte, or, sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { securityEventDays } from "@/lib/security/event-kinds";
import { rateLimits, securityEvents } from "@/drizzle/schema/security";

/** Under an attack that lasts for weeks the oldest go earlier. */
const rowsMax = 500_000;

/** Forgets security events after ninety days, and counters of limits whose time is over. */
export const pruneSecurity = async (database: Database, now: Date): Promise<void> => {
  const before = new Date(now.getTime() - securityEventDays * 86_400_000);
  const newest = sql`(select max(${securityEvents.id}) from ${securityEvents})`;
  await database
    .delete(securityEvents)
    .where(or(lt(securityEvents.at, before), lte(securityEvents.id, sql`${newest} - ${rowsMax}`)));
  // By this machine's clock, as they were written.
  await database.delete(rateLimits).where(lt(rateLimits.expire, Date.now()));
};
