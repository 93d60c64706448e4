import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import type { MemberId } from "@/lib/access/types";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { requirePermit, usePermit } from "@/lib/safety/server/require-permit";
import { members } from "@/drizzle/schema/members";
import { lockMembers } from "./lock-members";
import { actorFact, getMember, type MemberRow } from "./member-row";
import { refuseNewAdmin } from "./refuse-new-admin";

/**
 * Lets a disabled member in again, with the password and role they had. Twice is once. Answers the member.
 * Throws not_permitted, not_found, reauthentication_required; and for an admin approval_required.
 */
export const enableMember = async (
  ctx: Pick<Context, "actor" | "database" | "now" | "session">,
  { id }: { id: MemberId },
): Promise<MemberRow> => {
  requirePermission(ctx.actor, "members:manage");
  const seen = await getMember(ctx.database, id);
  if (seen.disabledAt === null) return seen;
  const isAdmin = seen.role === "admin";
  requireRecentSignIn(ctx);
  const change = { action: "enable", memberId: id } as const;
  const permit = isAdmin ? await requirePermit(ctx, { kind: "member", change }) : null;
  const now = ctx.now();
  return ctx.database.transaction(async (transaction) => {
    if (isAdmin) await usePermit(transaction, permit);
    await lockMembers(transaction);
    const member = await getMember(transaction, id);
    if (member.disabledAt === null) return member;
    refuseNewAdmin(seen, member);
    await transaction.update(members).set({ disabledAt: null }).where(eq(members.id, id));
    const body = { actor: actorFact(ctx.actor), member: id, role: member.role };
    await recordEvent(transaction, { kind: "member.enabled", body, at: now });
    return { ...member, disabledAt: null };
  });
};
