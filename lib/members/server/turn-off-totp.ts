import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import type { MemberContext } from "@/lib/access/server/member-context";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { sessionSettings } from "@/lib/env/env";
import { ExpectedError } from "@/lib/errors/expected-error";
import { removeTotp } from "./remove-totp";

/**
 * Turns the one-time passwords of the member who asks off. Twice is once. Throws reauthentication_required, and wrong_status for an
 * admin where LETHE_ADMIN_TOTP requires them.
 */
export const turnOffTotp = async (
  ctx: Pick<MemberContext, "actor" | "database" | "now" | "session">,
): Promise<void> => {
  requireRecentSignIn(ctx);
  if (ctx.actor.kind === "member" && ctx.actor.role === "admin" && sessionSettings().isAdminTotpRequired)
    throw new ExpectedError("wrong_status", "Admins of this Lethe need one-time passwords.");
  const memberId = memberIdSchema.parse(ctx.actor.id);
  await ctx.database.transaction((transaction) =>
    removeTotp(transaction, { memberId, actor: ctx.actor, now: ctx.now() }),
  );
};
