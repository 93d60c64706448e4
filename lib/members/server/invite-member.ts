import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import type { Transaction } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import type { InviteInput } from "@/lib/members/schema";
import type { NewMemberLink } from "@/lib/members/types";
import { requirePermit, usePermit } from "@/lib/safety/server/require-permit";
import { members } from "@/drizzle/schema/members";
import { lockMembers } from "./lock-members";
import { actorFact, findMemberByEmail, type MemberRow } from "./member-row";
import { newLink } from "./new-link";
import { requireMail } from "./require-mail";

/**
 * Makes a member of an address and a role, and the link by which they set their password, within seven days. Someone who was
 * invited and has not come gets a new link, and the role given now. Only the answer holds the link's token. `hasMail`: whether a mail
 * server is set up; see requireMail.
 * Throws not_permitted; wrong_status when a member has the address; reauthentication_required; and for an admin approval_required.
 */
export const inviteMember = async (
  ctx: Pick<Context, "actor" | "database" | "now" | "session">,
  { email, role }: InviteInput,
  { hasMail } = { hasMail: false },
): Promise<NewMemberLink> => {
  requirePermission(ctx.actor, "members:manage");
  refuseTaken(await findMemberByEmail(ctx.database, email));
  const isAdmin = role === "admin";
  requireRecentSignIn(ctx);
  if (isAdmin) await requireMail(ctx, { hasMail });
  const request = { kind: "member", change: { action: "invite", email, role } } as const;
  const permit = isAdmin ? await requirePermit(ctx, request) : null;
  const now = ctx.now();
  return ctx.database.transaction(async (transaction) => {
    if (isAdmin) await usePermit(transaction, permit);
    await lockMembers(transaction);
    const earlier = await findMemberByEmail(transaction, email);
    refuseTaken(earlier);
    const id = await writeInvited(transaction, earlier, { email, role, now });
    const link = await newLink(
      transaction,
      { actor: ctx.actor, now },
      { id, email, role },
      { kind: "invite", isMailOnly: permit !== null },
    );
    const body = { actor: actorFact(ctx.actor), member: id, role };
    await recordEvent(transaction, { kind: "member.invited", body, at: now });
    return link;
  });
};

const refuseTaken = (member: MemberRow | null): void => {
  if (member === null || (member.disabledAt === null && !member.hasJoined)) return;
  throw new ExpectedError(
    "wrong_status",
    member.disabledAt === null
      ? `${member.email} is already a member.`
      : `${member.email} is already in the list of members, and disabled. Enable them instead.`,
  );
};

const writeInvited = async (
  transaction: Transaction,
  earlier: MemberRow | null,
  { email, role, now }: InviteInput & { now: Date },
) => {
  if (earlier !== null) {
    await transaction.update(members).set({ role }).where(eq(members.id, earlier.id));
    return earlier.id;
  }
  const [row] = await transaction
    .insert(members)
    .values({ email, role, createdAt: now })
    .returning({ id: members.id });
  if (row === undefined) throw new Error("An insert answered no row.");
  return memberIdSchema.parse(row.id);
};
