import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import type { ResetInput } from "@/lib/members/schema";
import type { NewMemberLink } from "@/lib/members/types";
import { requirePermit, usePermit } from "@/lib/safety/server/require-permit";
import { lockMembers } from "./lock-members";
import { actorFact, getMember, type MemberRow } from "./member-row";
import { newLink } from "./new-link";
import { refuseNewAdmin } from "./refuse-new-admin";
import { requireMail } from "./require-mail";

/**
 * Makes the link by which a member sets a new password, within 24 hours. Until then the old one works. `removesTotp`: using it
 * also removes the one-time passwords, of a member who has lost the app and the recovery codes. Only the answer holds the
 * link's token. `hasMail`: whether a mail server is set up; see requireMail. Throws not_permitted, not_found; wrong_status for a member who is disabled or has not come yet, or is the one
 * who asks; reauthentication_required; and for an admin approval_required.
 */
export const createResetLink = async (
  ctx: Pick<Context, "actor" | "database" | "now" | "session">,
  { id, removesTotp }: ResetInput,
  { hasMail } = { hasMail: false },
): Promise<NewMemberLink> => {
  requirePermission(ctx.actor, "members:manage");
  const seen = await getMember(ctx.database, id);
  refuseUnfit(seen, ctx.actor);
  const isAdmin = seen.role === "admin";
  requireRecentSignIn(ctx);
  if (isAdmin) await requireMail(ctx, { hasMail });
  const change = { action: "reset", memberId: id, ...(removesTotp && { removesTotp }) } as const;
  const permit = isAdmin ? await requirePermit(ctx, { kind: "member", change }) : null;
  const now = ctx.now();
  return ctx.database.transaction(async (transaction) => {
    if (isAdmin) await usePermit(transaction, permit);
    await lockMembers(transaction);
    const member = await getMember(transaction, id);
    refuseUnfit(member, ctx.actor);
    refuseNewAdmin(seen, member);
    const link = await newLink(transaction, { actor: ctx.actor, now }, member, {
      kind: "reset",
      removesTotp,
      isMailOnly: permit !== null,
    });
    const body = { actor: actorFact(ctx.actor), member: id, role: member.role, removesTotp };
    await recordEvent(transaction, { kind: "member.reset-link-created", body, at: now });
    return link;
  });
};

const refuseUnfit = (member: MemberRow, actor: Context["actor"]): void => {
  const reason = unfitness(member, actor);
  if (reason !== null) throw new ExpectedError("wrong_status", reason);
};

const unfitness = (member: MemberRow, actor: Context["actor"]): string | null => {
  // A console that was left open must not be enough to take the account over.
  if (member.id === actor.id) return "Change your own password in Settings → Account.";
  if (member.disabledAt !== null) return `${member.email} is disabled. Enable them first.`;
  return member.hasJoined ? null : `${member.email} has not joined yet. Invite them again instead.`;
};
