import { and, asc, eq, isNotNull, isNull, sql, type SQL } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import type { ListedMember, MemberList } from "@/lib/members/types";
import { memberLinks, members, sessions } from "@/drizzle/schema/members";
import { memberColumns } from "./member-row";

/** A page of more rows takes seconds to come alive on a busy machine; others are found by a part of their address. */
const shownMax = 100;

/**
 * The members whose address contains `search`, in any case (all for an empty text): those who have left last, else by address;
 * at most `countMax`. Throws not_permitted.
 */
export const listMembers = async (
  ctx: Pick<Context, "actor" | "database" | "now">,
  { search = "", countMax = shownMax }: { search?: string; countMax?: number } = {},
): Promise<MemberList> => {
  requirePermission(ctx.actor, "members:manage");
  const where = containing(search.trim());
  const [rows, total] = await Promise.all([
    ctx.database
      .select({
        ...memberColumns,
        createdAt: members.createdAt,
        totpConfirmedAt: members.totpConfirmedAt,
        linkExpiresAt: memberLinks.expiresAt,
        lastSeenAt: sql<Date | null>`(
          select max(${sessions.lastSeenAt}) from ${sessions} where ${sessions.memberId} = ${members.id}
        )`.mapWith(sessions.lastSeenAt),
      })
      .from(members)
      .leftJoin(memberLinks, and(eq(memberLinks.memberId, members.id), isNull(memberLinks.usedAt)))
      .where(where)
      .orderBy(asc(isNotNull(members.disabledAt)), asc(sql`lower(${members.email})`))
      .limit(countMax),
    ctx.database.$count(members, where),
  ]);
  const now = ctx.now();
  return { members: rows.map((row) => shownMember(row, now)), total };
};

const containing = (text: string): SQL | undefined =>
  text === "" ? undefined : sql`strpos(lower(${members.email}), lower(${text})) > 0`;

type Row = {
  id: string;
  email: string;
  role: ListedMember["role"];
  disabledAt: Date | null;
  hasJoined: boolean;
  createdAt: Date;
  totpConfirmedAt: Date | null;
  linkExpiresAt: Date | null;
  lastSeenAt: Date | null;
};

const shownMember = (row: Row, now: Date): ListedMember => ({
  id: memberIdSchema.parse(row.id),
  email: row.email,
  role: row.role,
  state: stateOf(row, now),
  hasSecondFactor: row.totpConfirmedAt !== null,
  lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
});

const stateOf = ({ disabledAt, hasJoined, linkExpiresAt }: Row, now: Date): ListedMember["state"] => {
  if (disabledAt !== null) return { kind: "disabled", since: disabledAt.toISOString() };
  if (hasJoined) return { kind: "active" };
  const isOpen = linkExpiresAt !== null && linkExpiresAt > now;
  return { kind: "invited", until: isOpen ? linkExpiresAt.toISOString() : null };
};
