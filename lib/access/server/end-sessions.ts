import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import { sessions } from "@/drizzle/schema/members";

export type EndReason = NonNullable<(typeof sessions.$inferSelect)["endReason"]>;

/**
 * Ends sessions of a member, from their next request on and in open event streams at once (a trigger notifies all processes,
 * migration 0053): all of them, all but one (`exceptSessionId`), or only one (`sessionId`). Answers how many were still open. The
 * ledger event, where there is to be one, is the caller's.
 */
export const endSessions = async (
  transaction: Queryable,
  input: { memberId: string; reason: EndReason; exceptSessionId?: string; sessionId?: string },
): Promise<number> => {
  const { memberId, reason, exceptSessionId, sessionId } = input;
  const ended = await transaction
    .update(sessions)
    .set({ endedAt: sql`now()`, endReason: reason })
    .where(
      and(
        eq(sessions.memberId, memberId),
        isNull(sessions.endedAt),
        exceptSessionId === undefined ? undefined : ne(sessions.id, exceptSessionId),
        sessionId === undefined ? undefined : eq(sessions.id, sessionId),
      ),
    )
    .returning({ id: sessions.id });
  return ended.length;
};
