import { and, eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { endSessions } from "@/lib/access/server/end-sessions";
import type { MemberId } from "@/lib/access/types";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { requirePermit, usePermit } from "@/lib/safety/server/require-permit";
import { requireTwoAdmins } from "@/lib/safety/server/require-two-admins";
import { memberLinks, members } from "@/drizzle/schema/members";
import { savedViews } from "@/drizzle/schema/saved-views";
import { forgetDevices } from "./known-device";
import { lockMembers } from "./lock-members";
import { actorFact, getMember, type MemberRow } from "./member-row";
import { requireOtherAdmin } from "./require-other-admin";
import { refuseNewAdmin } from "./refuse-new-admin";

/**
 * Lets a member in no more: their sessions and links end, and their private views go. The row stays, so that history keeps the name.
 * Twice is once.
 * Answers the member. Throws not_permitted, not_found; wrong_status for the last active admin; approval_required for an admin.
 */
export const disableMember = async (
  ctx: Pick<Context, "actor" | "database" | "now" | "session">,
  { id }: { id: MemberId },
): Promise<MemberRow> => {
  requirePermission(ctx.actor, "members:manage");
  const seen = await getMember(ctx.database, id);
  if (seen.disabledAt !== null) return seen;
  const isAdmin = seen.role === "admin";
  const change = { action: "disable", memberId: id } as const;
  const permit = isAdmin ? await requirePermit(ctx, { kind: "member", change }) : null;
  const now = ctx.now();
  return ctx.database.transaction(async (transaction) => {
    if (isAdmin) await usePermit(transaction, permit);
    await lockMembers(transaction);
    const member = await getMember(transaction, id);
    if (member.disabledAt !== null) return member;
    refuseNewAdmin(seen, member);
    await requireOtherAdmin(transaction, member);
    await transaction.update(members).set({ disabledAt: now }).where(eq(members.id, id));
    if (isAdmin) await requireTwoAdmins(transaction);
    await transaction.delete(memberLinks).where(eq(memberLinks.memberId, id));
    await endSessions(transaction, { memberId: id, reason: "disabled" });
    await forgetDevices(transaction, { memberId: id, exceptToken: null });
    // Nobody else sees them, and what they look for can name people.
    await transaction
      .delete(savedViews)
      .where(and(eq(savedViews.ownerId, id), eq(savedViews.isShared, false)));
    const body = { actor: actorFact(ctx.actor), member: id, role: member.role };
    await recordEvent(transaction, { kind: "member.disabled", body, at: now });
    return { ...member, disabledAt: now };
  });
};
