import { and, eq, isNotNull, isNull } from "drizzle-orm";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import type { MemberContext } from "@/lib/access/server/member-context";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { TotpSetUp } from "@/lib/members/own-account";
import { members } from "@/drizzle/schema/members";
import { newTotpKey, sealTotpKey, totpUri } from "./totp";

/**
 * Makes the key of the one-time passwords of the member who asks, in the place of any that was not confirmed. They are asked for
 * from `confirmTotp` on. Only the answer holds the key. Throws reauthentication_required; wrong_status when they are on, or the
 * member has no password that they could go with.
 */
export const startTotp = async (
  ctx: Pick<MemberContext, "actor" | "database" | "now" | "session" | "secret">,
): Promise<TotpSetUp> => {
  requireRecentSignIn(ctx);
  const memberId = memberIdSchema.parse(ctx.actor.id);
  const key = newTotpKey();
  const changed = await ctx.database
    .update(members)
    .set({ totpSecret: sealTotpKey(ctx.secret, memberId, key), totpLastStep: null })
    .where(and(eq(members.id, memberId), isNull(members.totpConfirmedAt), isNotNull(members.passwordHash)))
    .returning({ id: members.id });
  if (changed.length === 0) {
    throw new ExpectedError(
      "wrong_status",
      "One-time passwords are on already, or you sign in without a password.",
    );
  }
  return { key, uri: totpUri(key, ctx.actor.label) };
};
