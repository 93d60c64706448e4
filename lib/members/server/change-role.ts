import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { endSessions } from "@/lib/access/server/end-sessions";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import type { ChangeRoleInput } from "@/lib/members/schema";
import { requirePermit, usePermit } from "@/lib/safety/server/require-permit";
import { requireTwoAdmins } from "@/lib/safety/server/require-two-admins";
import { memberLinks, members } from "@/drizzle/schema/members";
import { lockMembers } from "./lock-members";
import { actorFact, getMember, type MemberRow } from "./member-row";
import { requireOtherAdmin } from "./require-other-admin";

/**
 * Gives a member another role, and ends their sessions: they sign in again with the new one. The same role changes nothing.
 * Answers the member. Throws not_permitted, not_found, reauthentication_required; wrong_status for the last active admin; and where
 * admins are made or unmade approval_required.
 */
export const changeRole = async (
  ctx: Pick<Context, "actor" | "database" | "now" | "session">,
  { id, role }: ChangeRoleInput,
): Promise<MemberRow> => {
  requirePermission(ctx.actor, "members:manage");
  const seen = await getMember(ctx.database, id);
  if (seen.role === role) return seen;
  const isAboutAdmins = role === "admin" || seen.role === "admin";
  requireRecentSignIn(ctx);
  const change = { action: "change-role", memberId: id, from: seen.role, to: role } as const;
  const permit = isAboutAdmins ? await requirePermit(ctx, { kind: "member", change }) : null;
  const now = ctx.now();
  return ctx.database.transaction(async (transaction) => {
    if (isAboutAdmins) await usePermit(transaction, permit);
    await lockMembers(transaction);
    const member = await getMember(transaction, id);
    if (member.role === role) return member;
    if (member.role !== seen.role) {
      throw new ExpectedError("wrong_status", "The role of this member was just changed. Look at it again.");
    }
    await requireOtherAdmin(transaction, member);
    await transaction.update(members).set({ role }).where(eq(members.id, id));
    // Under the second-person rule a link of theirs wants an approval of its own from now on.
    if (permit !== null && role === "admin")
      await transaction.delete(memberLinks).where(eq(memberLinks.memberId, id));
    if (member.role === "admin") await requireTwoAdmins(transaction);
    await endSessions(transaction, { memberId: id, reason: "role_changed" });
    const body = { actor: actorFact(ctx.actor), member: id, role, previousRole: member.role };
    await recordEvent(transaction, { kind: "member.role-changed", body, at: now });
    return { ...member, role };
  });
};
