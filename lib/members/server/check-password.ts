import { and, eq, isNull } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import { memberActor, type Member, type MemberId } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordSecurityEvent } from "@/lib/security/server/record-security-event";
import { members } from "@/drizzle/schema/members";
import { knownBy, type AskedIn } from "./known-by";
import { isPassword } from "./password";
import { takeGuess } from "./take-guess";

type Asking = Pick<Context, "database" | "secret" | "address">;
type Input = { email: string; password: string } & AskedIn;

/**
 * The member of this address whose password it is; null when it is not, when there is no such member, and when they are
 * disabled, all in the same time. Throws ExpectedError too_many_attempts, whose message says when to try again, as
 * `values.retryAfterSeconds` does; then the password was not looked at.
 *
 * Guesses are counted before anything is computed (take-guess.ts). Who is known has a count of their own: `deviceToken` is the
 * browser's cookie (known-device.ts) at sign-in, or null; `sessionId` the session in which a member is asked again. Failures
 * are security events.
 */
export const checkPassword = async (
  ctx: Asking,
  input: Input,
): Promise<{ id: MemberId; passwordHash: string } | null> => {
  const found = await findMember(ctx, input.email);
  const member = found?.member ?? null;
  const passwordHash = found?.passwordHash ?? null;
  try {
    const isRight = await isPasswordOf(ctx, { ...input, member, passwordHash });
    if (isRight && member !== null && passwordHash !== null) return { id: member.id, passwordHash };
  } catch (error) {
    if (error instanceof ExpectedError) noteFailure(ctx, input, member, String(error.values["limit"]));
    throw error;
  }
  noteFailure(ctx, input, member, null);
  return null;
};

const isPasswordOf = async (
  ctx: Asking,
  input: Input & { member: Member | null; passwordHash: string | null },
): Promise<boolean> => {
  const known = await knownBy(ctx.database, input.member?.id ?? null, input);
  const guess = await takeGuess(ctx, { email: input.email, knownBy: known });
  const isRight = await isPassword(input.passwordHash, input.password, { isFirst: known !== null }).catch(
    async (error: unknown) => {
      await guess.wasNotLookedAt();
      throw error;
    },
  );
  if (isRight) await guess.wasRight();
  return isRight;
};

const findMember = async (
  { database }: Asking,
  email: string,
): Promise<{ member: Member; passwordHash: string | null } | null> => {
  const [row] = await database
    .select({ id: members.id, role: members.role, passwordHash: members.passwordHash })
    .from(members)
    .where(and(eq(members.email, email), isNull(members.disabledAt)));
  if (row === undefined) return null;
  return {
    member: { id: memberIdSchema.parse(row.id), email, role: row.role },
    passwordHash: row.passwordHash,
  };
};

/** Not waited for. What was typed as an address is written down only when it is a member's. */
const noteFailure = (ctx: Asking, input: Input, member: Member | null, limit: string | null): void => {
  const kind =
    "sessionId" in input ? "reauthentication_failed" : limit === null ? "sign_in_failed" : "sign_in_limited";
  void recordSecurityEvent(ctx.database, {
    kind,
    actor: member === null ? null : memberActor(member),
    address: ctx.address ?? null,
    detail: limit === null ? {} : { limit },
  });
};
