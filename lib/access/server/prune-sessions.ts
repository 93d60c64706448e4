import { lt, or } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { sessions } from "@/drizzle/schema/members";

const keptDays = 30;

/** Forgets sessions thirty days after they were ended, or could have lasted at most. */
export const pruneSessions = async (database: Database, now: Date): Promise<void> => {
  const before = new Date(now.getTime() - keptDays * 86_400_000);
  await database.delete(sessions).where(or(lt(sessions.expiresAt, before), lt(sessions.endedAt, before)));
};
