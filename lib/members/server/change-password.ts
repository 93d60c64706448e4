import { and, eq } from "drizzle-orm";
import { endSessions } from "@/lib/access/server/end-sessions";
import type { MemberContext } from "@/lib/access/server/member-context";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import type { ChangePasswordInput } from "@/lib/members/schema";
import { memberLinks, members, sessions } from "@/drizzle/schema/members";
import { checkPassword } from "./check-password";
import { forgetDevices } from "./known-device";
import { hashPassword } from "./password";
import { refuseCommonPassword } from "./refuse-common-password";

/**
 * Gives the member who asks another password; every other session of theirs ends, reset links that are still open end too, and other
 * browsers than this one (`deviceToken`) are known no more.
 * Answers how many sessions ended. Throws invalid_input when the old password is wrong, or the new one is easy to guess or the
 * old one again, and too_many_attempts.
 */
export const changePassword = async (
  ctx: Pick<MemberContext, "actor" | "database" | "now" | "session" | "secret" | "address">,
  { oldPassword, newPassword }: ChangePasswordInput,
  { deviceToken }: { deviceToken: string | null } = { deviceToken: null },
): Promise<{ endedCount: number }> => {
  const { id: memberId, label: email } = ctx.actor;
  await refuseCommonPassword(newPassword, email);
  const member = await checkPassword(ctx, { email, password: oldPassword, sessionId: ctx.session.id });
  if (member?.id !== memberId) throw new ExpectedError("invalid_input", "The old password is incorrect.");
  if (newPassword.normalize("NFC") === oldPassword.normalize("NFC"))
    throw new ExpectedError("invalid_input", "The new password is the same as the old one.");
  const passwordHash = await hashPassword(newPassword);
  const at = ctx.now();
  return ctx.database.transaction(async (transaction) => {
    const changed = await transaction
      .update(members)
      .set({ passwordHash, passwordChangedAt: at })
      // As it was checked: of two changes at a time one comes first.
      .where(and(eq(members.id, memberId), eq(members.passwordHash, member.passwordHash)))
      .returning({ id: members.id });
    if (changed.length === 0) {
      throw new ExpectedError("invalid_input", "The password has just been changed. Sign in again.");
    }
    await transaction
      .delete(memberLinks)
      .where(and(eq(memberLinks.memberId, memberId), eq(memberLinks.kind, "reset")));
    await transaction.update(sessions).set({ authenticatedAt: at }).where(eq(sessions.id, ctx.session.id));
    const endedCount = await endSessions(transaction, {
      memberId,
      reason: "password_changed",
      exceptSessionId: ctx.session.id,
    });
    await forgetDevices(transaction, { memberId, exceptToken: deviceToken });
    const body = {
      actor: { kind: ctx.actor.kind, id: memberId },
      member: memberId,
      sessionCount: endedCount,
    };
    await recordEvent(transaction, { kind: "member.password-changed", body, at });
    return { endedCount };
  });
};
