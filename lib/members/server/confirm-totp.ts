import { and, eq, isNull } from "drizzle-orm";
import { requireRecentSignIn } from "@/lib/access/server/require-recent-sign-in";
import type { MemberContext } from "@/lib/access/server/member-context";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { members } from "@/drizzle/schema/members";
import { actorFact } from "./member-row";
import { renewCodes } from "./recovery-codes";
import { takeGuess } from "./take-guess";
import { totpStepOf, unsealTotpKey } from "./totp";

/**
 * Turns the one-time passwords of the member who asks on, as soon as a code shows that the app has the key; that code is used up.
 * Answers the recovery codes, here and never again. Throws reauthentication_required, invalid_input for a wrong code, wrong_status
 * when there is nothing to confirm, and too_many_attempts.
 */
export const confirmTotp = async (
  ctx: Pick<MemberContext, "actor" | "database" | "now" | "session" | "secret" | "address">,
  { code }: { code: string },
): Promise<{ recoveryCodes: string[] }> => {
  requireRecentSignIn(ctx);
  const memberId = memberIdSchema.parse(ctx.actor.id);
  const guess = await takeGuess(ctx, { email: `code of ${memberId}`, knownBy: `session ${ctx.session.id}` });
  const pending = and(eq(members.id, memberId), isNull(members.totpConfirmedAt));
  const [row] = await ctx.database.select({ sealed: members.totpSecret }).from(members).where(pending);
  const sealed = row?.sealed ?? null;
  if (sealed === null) throw nothingToConfirm();
  const now = ctx.now();
  const step = totpStepOf(unsealTotpKey(ctx.secret, memberId, sealed), code, now);
  if (step === null) {
    throw new ExpectedError(
      "invalid_input",
      "This code is not right. Enter the one the app shows now; the clock of the device must be right.",
    );
  }
  await guess.wasRight();
  return ctx.database.transaction(async (transaction) => {
    const confirmed = await transaction
      .update(members)
      .set({ totpConfirmedAt: now, totpLastStep: step })
      // The key may have been replaced meanwhile, in another tab.
      .where(and(pending, eq(members.totpSecret, sealed)))
      .returning({ id: members.id });
    if (confirmed.length === 0) throw nothingToConfirm();
    const recoveryCodes = await renewCodes(transaction, ctx.secret, memberId);
    const body = { actor: actorFact(ctx.actor), member: memberId };
    await recordEvent(transaction, { kind: "member.totp-enabled", body, at: now });
    return { recoveryCodes };
  });
};

const nothingToConfirm = (): ExpectedError =>
  new ExpectedError("wrong_status", "One-time passwords were changed in another window. Start again.");
