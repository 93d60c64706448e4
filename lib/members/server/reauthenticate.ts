import { and, eq, isNull } from "drizzle-orm";
import type { MemberContext } from "@/lib/access/server/member-context";
import { ExpectedError } from "@/lib/errors/expected-error";
import { sessions } from "@/drizzle/schema/members";
import { recordSecurityEvent } from "@/lib/security/server/record-security-event";
import { usedCodeWords, wrongCodeWords } from "@/lib/members/code-words";
import { checkCredentials, type CredentialsRefusal } from "./check-credentials";

const refusalWords: Record<CredentialsRefusal, string> = {
  wrong_password: "This password is incorrect.",
  code_required: "Enter a one-time password, too.",
  wrong_code: wrongCodeWords,
  used_code: usedCodeWords,
};

/**
 * Notes that a member has shown again who they are, in this session: `requireRecentSignIn` then passes for a while. Throws
 * invalid_input for a wrong password or one-time password, and too_many_attempts.
 */
export const reauthenticate = async (
  ctx: Pick<MemberContext, "actor" | "database" | "now" | "session" | "secret" | "address">,
  { password, code }: { password: string; code: string },
): Promise<void> => {
  // A member's label is the address.
  const checked = await checkCredentials(ctx, {
    email: ctx.actor.label,
    password,
    code,
    sessionId: ctx.session.id,
  });
  if (typeof checked === "string") throw new ExpectedError("invalid_input", refusalWords[checked]);
  if (checked.id !== ctx.actor.id) throw new ExpectedError("invalid_input", refusalWords.wrong_password);
  await noteAuthentication(ctx);
  const { database, actor, address = null } = ctx;
  void recordSecurityEvent(database, { kind: "reauthenticated", actor, address });
};

/** Dates the session's last sign-in anew. */
export const noteAuthentication = async (
  ctx: Pick<MemberContext, "database" | "now" | "session">,
): Promise<void> => {
  await ctx.database
    .update(sessions)
    .set({ authenticatedAt: ctx.now() })
    .where(and(eq(sessions.id, ctx.session.id), isNull(sessions.endedAt)));
};
