import { eq } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import { isTokenShaped } from "@/lib/members/link";
import type { LinkRefusal, OpenedLink } from "@/lib/members/types";
import type { MemberId } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { memberLinks, members } from "@/drizzle/schema/members";
import { invitedBy, linkDigest } from "./new-link";

export type FoundLink = { memberId: MemberId; link: OpenedLink };

/** The link of a token with its member, or why it does not work. Uses nothing up. */
export const openLink = async (
  database: Queryable,
  { token, now }: { token: string; now: Date },
): Promise<FoundLink | LinkRefusal> => {
  if (!isTokenShaped(token)) return "unknown";
  const [row] = await database
    .select({
      memberId: memberLinks.memberId,
      kind: memberLinks.kind,
      removesTotp: memberLinks.removesTotp,
      createdBy: memberLinks.createdBy,
      expiresAt: memberLinks.expiresAt,
      usedAt: memberLinks.usedAt,
      email: members.email,
      role: members.role,
      disabledAt: members.disabledAt,
    })
    .from(memberLinks)
    .innerJoin(members, eq(members.id, memberLinks.memberId))
    .where(eq(memberLinks.tokenDigest, linkDigest(token)));
  if (row === undefined || row.disabledAt !== null) return "unknown";
  if (row.usedAt !== null) return "used";
  if (row.expiresAt <= now) return "expired";
  const { kind, removesTotp, email, role, createdBy, expiresAt } = row;
  const link = {
    kind,
    removesTotp,
    email,
    role,
    invitedBy: invitedBy(createdBy),
    expiresAt: expiresAt.toISOString(),
  };
  return { memberId: memberIdSchema.parse(row.memberId), link };
};
