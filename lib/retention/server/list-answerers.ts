import { and, asc, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { requirePermission } from "@/lib/access/require-permission";
import { members } from "@/drizzle/schema/members";

const shownMax = 200;

/** The active admins, who can answer for a rule, by address. Throws not_permitted. */
export const listAnswerers = async (ctx: Context): Promise<{ id: string; email: string }[]> => {
  requirePermission(ctx.actor, "retention:manage");
  return ctx.database
    .select({ id: members.id, email: members.email })
    .from(members)
    .where(
      and(
        eq(members.role, "admin"),
        isNull(members.disabledAt),
        or(isNotNull(members.passwordHash), isNotNull(members.oidcSubject)),
      ),
    )
    .orderBy(asc(sql`lower(${members.email})`))
    .limit(shownMax);
};
