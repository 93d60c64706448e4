import { and, eq, isNotNull } from "drizzle-orm";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import type { MemberContext } from "@/lib/access/server/member-context";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { members } from "@/drizzle/schema/members";
import { actorFact } from "./member-row";
import { renewCodes } from "./recovery-codes";

/**
 * Gives the member who asks new recovery codes; the earlier ones work no more. Answers them, here and never again. Throws
 * reauthentication_required, and wrong_status when one-time passwords are off.
 */
export const renewRecoveryCodes = async (
  ctx: Pick<MemberContext, "actor" | "database" | "now" | "session" | "secret">,
): Promise<{ recoveryCodes: string[] }> => {
  requireRecentSignIn(ctx);
  const memberId = memberIdSchema.parse(ctx.actor.id);
  return ctx.database.transaction(async (transaction) => {
    const [on] = await transaction
      .select({ id: members.id })
      .from(members)
      .where(and(eq(members.id, memberId), isNotNull(members.totpConfirmedAt)))
      .for("update");
    if (on === undefined) throw new ExpectedError("wrong_status", "One-time passwords are off.");
    const recoveryCodes = await renewCodes(transaction, ctx.secret, memberId);
    const body = { actor: actorFact(ctx.actor), member: memberId };
    await recordEvent(transaction, { kind: "member.recovery-codes-renewed", body, at: ctx.now() });
    return { recoveryCodes };
  });
};
