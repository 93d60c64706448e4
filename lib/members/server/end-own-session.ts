import { eq } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { endSessions } from "@/lib/access/server/end-sessions";
import { sessions } from "@/drizzle/schema/members";

/** Signs a browser out: ends the session that its cookie names. One that has ended, or is not known, stays as it is. */
export const endOwnSession = async (database: Database, id: string): Promise<void> => {
  const [row] = await database
    .select({ memberId: sessions.memberId })
    .from(sessions)
    .where(eq(sessions.id, id));
  if (row === undefined) return;
  await endSessions(database, { memberId: row.memberId, reason: "signed_out", sessionId: id });
};
