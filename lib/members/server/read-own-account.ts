import { eq } from "drizzle-orm";
import type { MemberContext } from "@/lib/access/server/member-context";
import type { OwnAccount } from "@/lib/members/own-account";
import { members } from "@/drizzle/schema/members";
import { listOwnSessions } from "./own-sessions";

/** What a member may see of their own account. */
export const readOwnAccount = async (
  ctx: Pick<MemberContext, "actor" | "database" | "session">,
): Promise<OwnAccount> => {
  const [rows, sessions] = await Promise.all([
    ctx.database.select().from(members).where(eq(members.id, ctx.actor.id)),
    listOwnSessions(ctx),
  ]);
  const [row] = rows;
  if (row === undefined) throw new Error("A member who is signed in has a row.");
  const { email, role, passwordHash, passwordChangedAt, createdAt } = row;
  return {
    email,
    role,
    passwordSetAt: passwordHash === null ? null : (passwordChangedAt ?? createdAt).toISOString(),
    sessions,
  };
};
