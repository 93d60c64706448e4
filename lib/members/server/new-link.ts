import { createHash, randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { Transaction } from "@/lib/database/server/database";
import { linkHours } from "@/lib/members/link";
import type { MemberLinkKind, NewMemberLink } from "@/lib/members/types";
import { memberLinks } from "@/drizzle/schema/members";
import type { MemberRow } from "./member-row";

const tokenBytes = 32;

/** Makes a one-time link for a member, in the place of any earlier one. Only the answer holds the token. */
export const newLink = async (
  transaction: Transaction,
  { actor, now }: { actor: Context["actor"]; now: Date },
  member: Pick<MemberRow, "id" | "email" | "role">,
  {
    kind,
    removesTotp = false,
    isMailOnly,
  }: { kind: MemberLinkKind; removesTotp?: boolean; isMailOnly: boolean },
): Promise<NewMemberLink> => {
  const token = randomBytes(tokenBytes).toString("base64url");
  const expiresAt = new Date(now.getTime() + linkHours[kind] * 3_600_000);
  await transaction.delete(memberLinks).where(eq(memberLinks.memberId, member.id));
  await transaction.insert(memberLinks).values({
    tokenDigest: linkDigest(token),
    memberId: member.id,
    kind,
    removesTotp,
    createdBy: actor,
    createdAt: now,
    expiresAt,
  });
  return {
    kind,
    removesTotp,
    isMailOnly,
    email: member.email,
    role: member.role,
    invitedBy: invitedBy(actor),
    token,
    expiresAt: expiresAt.toISOString(),
  };
};

/** A plain hash is enough for 256 random bits, and a search by it takes no time that tells of a token. */
export const linkDigest = (token: string): string => createHash("sha256").update(token).digest("hex");

/** Who a link is from, for the person who opens it. */
export const invitedBy = (actor: { kind: string; label: string }): string | null =>
  actor.kind === "system" ? null : actor.label;
