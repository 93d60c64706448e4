import { eq } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { memberActor } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { recordSecurityEvent } from "@/lib/security/server/record-security-event";
import { members, sessions } from "@/drizzle/schema/members";

/** Records that a request came with a session that has ended, as a security event. Never rejects. */
export const noteRefusedSession = async (
  database: Database,
  input: { sessionId: string; address: string | null },
): Promise<void> => {
  const [row] = await database
    .select({ id: members.id, email: members.email, role: members.role })
    .from(sessions)
    .innerJoin(members, eq(members.id, sessions.memberId))
    .where(eq(sessions.id, input.sessionId))
    .catch(() => []);
  const actor = row === undefined ? null : memberActor({ ...row, id: memberIdSchema.parse(row.id) });
  await recordSecurityEvent(database, { kind: "session_refused", actor, address: input.address });
};
