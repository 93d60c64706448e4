import { eq } from "drizzle-orm";
import type { MemberContext } from "@/lib/access/server/member-context";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { sessionSettings } from "@/lib/env/env";
import type { OwnAccount } from "@/lib/members/own-account";
import { members } from "@/drizzle/schema/members";
import { listOwnSessions } from "./own-sessions";
import { countCodesLeft } from "./recovery-codes";

/** What a member may see of their own account. */
export const readOwnAccount = async (
  ctx: Pick<MemberContext, "actor" | "database" | "session">,
): Promise<OwnAccount> => {
  const [rows, sessions, codesLeft] = await Promise.all([
    ctx.database.select().from(members).where(eq(members.id, ctx.actor.id)),
    listOwnSessions(ctx),
    countCodesLeft(ctx.database, memberIdSchema.parse(ctx.actor.id)),
  ]);
  const [row] = rows;
  if (row === undefined) throw new Error("A member who is signed in has a row.");
  const { email, role, passwordHash, passwordChangedAt, totpConfirmedAt, oidcSubject, createdAt } = row;
  return {
    email,
    role,
    passwordSetAt: passwordHash === null ? null : (passwordChangedAt ?? createdAt).toISOString(),
    oneTimePasswords:
      passwordHash === null
        ? null
        : {
            isOn: totpConfirmedAt !== null,
            codesLeft,
            isRequired: role === "admin" && sessionSettings().isAdminTotpRequired,
          },
    isLinkedToProvider: oidcSubject !== null,
    sessions,
  };
};
