import { and, eq, isNull, lt, or } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { apiKeys } from "@/drizzle/schema/api-keys";

/** How exact "last used" is, and so the least time between two writes of it. */
export const useNotedEveryMs = 60_000;

/** Writes down that a key was used, unless that was done within the minute, by this process or another. */
export const noteKeyUse = async (database: Database, id: string, at: Date): Promise<void> => {
  const { lastUsedAt } = apiKeys;
  const isDue = or(isNull(lastUsedAt), lt(lastUsedAt, new Date(at.getTime() - useNotedEveryMs)));
  await database
    .update(apiKeys)
    .set({ lastUsedAt: at })
    .where(and(eq(apiKeys.id, id), isDue));
};
