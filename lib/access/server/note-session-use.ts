import { and, eq, isNull, lt, sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { sessions } from "@/drizzle/schema/members";

/** How exact "last seen" is, and so the least time between two writes of it. */
export const useNotedEveryMs = 60_000;

/** Writes down that a session is in use, unless that was done within the minute. One that has ended stays as it is. */
export const noteSessionUse = async (database: Database, id: string): Promise<void> => {
  await database
    .update(sessions)
    .set({ lastSeenAt: sql`now()` })
    .where(
      and(
        eq(sessions.id, id),
        isNull(sessions.endedAt),
        lt(sessions.lastSeenAt, sql`now() - make_interval(secs => ${useNotedEveryMs / 1_000})`),
      ),
    );
};
