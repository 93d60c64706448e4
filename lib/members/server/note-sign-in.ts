import { eq } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { memberActor } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { recordSecurityEvent } from "@/lib/security/server/record-security-event";
import { members, sessions } from "@/drizzle/schema/members";

/** Records that a member has signed in, as a security event. Never rejects. */
export const noteSignIn = async (
  database: Database,
  input: { memberId: string; address: string | null; method: string },
): Promise<void> => {
  const { memberId, address, method } = input;
  const actor = await actorOf(database, memberId);
  await recordSecurityEvent(database, { kind: "sign_in", actor, address, detail: { method } });
};

/** Records that a member has ended a session. Never rejects. */
export const noteSignOut = async (
  database: Database,
  input: { sessionId: string; address: string | null },
): Promise<void> => {
  const [row] = await database
    .select({ memberId: sessions.memberId })
    .from(sessions)
    .where(eq(sessions.id, input.sessionId))
    .catch(() => []);
  if (row === undefined) return;
  const actor = await actorOf(database, row.memberId);
  await recordSecurityEvent(database, { kind: "sign_out", actor, address: input.address });
};

const actorOf = async (database: Database, memberId: string) => {
  const [row] = await database
    .select({ email: members.email, role: members.role })
    .from(members)
    .where(eq(members.id, memberId))
    .catch(() => []);
  return row === undefined ? null : memberActor({ id: memberIdSchema.parse(memberId), ...row });
};
