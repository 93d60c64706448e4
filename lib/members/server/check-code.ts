import { and, eq, isNotNull, isNull, lt, or } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { memberActor, type Member } from "@/lib/access/types";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { SecurityEventKind } from "@/lib/security/event-kinds";
import { recordSecurityEvent } from "@/lib/security/server/record-security-event";
import { SealError } from "@/lib/text/server/seal";
import { members } from "@/drizzle/schema/members";
import { knownBy, type AskedIn } from "./known-by";
import { spendCode } from "./recovery-codes";
import { takeGuess } from "./take-guess";
import { totpStepOf, unsealTotpKey } from "./totp";

type Asking = Pick<Context, "database" | "secret" | "address" | "now">;

/** `used`: right, but the one-time password was used before, or a later one was. */
export type CodeVerdict = "right" | "wrong" | "used";

/**
 * Whether this is a one-time password of the member, or a recovery code; either works once. Guesses are counted first, apart from
 * those at the password: throws ExpectedError too_many_attempts as `checkPassword` does. Throws unavailable when the key cannot
 * be read. Wrong for a member without one-time passwords. What was refused is a security event, and so is a recovery code.
 */
export const checkCode = async (
  ctx: Asking,
  input: { member: Member; code: string } & AskedIn,
): Promise<CodeVerdict> => {
  const { member } = input;
  const note = (kind: SecurityEventKind, detail: Record<string, string> = {}): void => {
    const actor = memberActor(member);
    void recordSecurityEvent(ctx.database, { kind, actor, address: ctx.address ?? null, detail });
  };
  try {
    const guess = await takeGuess(ctx, {
      email: `code of ${member.id}`,
      knownBy: await knownBy(ctx.database, member.id, input),
    });
    const refused = await refusalOf(ctx, input, note);
    if (refused === null) {
      await guess.wasRight();
      return "right";
    }
    note(refused);
    return refused === "totp_reused" ? "used" : "wrong";
  } catch (error) {
    if (error instanceof ExpectedError && error.code === "too_many_attempts")
      note("totp_failed", { limit: String(error.values["limit"]) });
    throw error;
  }
};

const refusalOf = async (
  ctx: Asking,
  { member, code }: { member: Member; code: string },
  note: (kind: SecurityEventKind) => void,
): Promise<"totp_failed" | "totp_reused" | null> => {
  const typed = code.replace(/[\s-]/g, "").toUpperCase();
  const { database, secret } = ctx;
  const [row] = await database
    .select({ key: members.totpSecret })
    .from(members)
    .where(and(eq(members.id, member.id), isNotNull(members.totpConfirmedAt)));
  if (row === undefined || row.key === null) return "totp_failed";
  if (/^\d{6}$/.test(typed)) {
    const step = totpStepOf(openedKey(ctx, member, row.key), typed, ctx.now());
    if (step === null) return "totp_failed";
    return (await takeStep(database, member, row.key, step)) ? null : "totp_reused";
  }
  if (!(await spendCode(database, { secret, memberId: member.id, code: typed, now: ctx.now() })))
    return "totp_failed";
  note("recovery_code_used");
  return null;
};

/** Notes the code's time step, unless it or a later one was taken before: of two at once one comes first. */
const takeStep = async (
  database: Asking["database"],
  member: Member,
  key: Buffer,
  step: number,
): Promise<boolean> => {
  const taken = await database
    .update(members)
    .set({ totpLastStep: step })
    .where(
      and(
        eq(members.id, member.id),
        eq(members.totpSecret, key),
        or(isNull(members.totpLastStep), lt(members.totpLastStep, step)),
      ),
    )
    .returning({ id: members.id });
  return taken.length === 1;
};

const openedKey = ({ secret }: Asking, { id }: Member, key: Buffer): string => {
  try {
    return unsealTotpKey(secret, id, key);
  } catch (error) {
    if (!(error instanceof SealError)) throw error;
    throw new ExpectedError(
      "unavailable",
      "One-time passwords of this account cannot be checked: its key does not open with this LETHE_SECRET. Ask an admin for a reset link that removes them.",
    );
  }
};
