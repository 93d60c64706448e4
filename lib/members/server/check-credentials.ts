import { eq } from "drizzle-orm";
import type { Context } from "@/lib/access/context";
import type { MemberId } from "@/lib/access/types";
import { members } from "@/drizzle/schema/members";
import { checkCode } from "./check-code";
import { checkPassword } from "./check-password";
import type { AskedIn } from "./known-by";

/** `code_required`: the password is right, and a one-time password is needed too. */
export type CredentialsRefusal = "wrong_password" | "code_required" | "wrong_code" | "used_code";

/**
 * The member whose address, password and, where they have them, one-time password or recovery code (`code`, or "") these are; or
 * what is wrong. Of the code nothing is said before the password is right. Throws as `checkPassword` and `checkCode` do.
 */
export const checkCredentials = async (
  ctx: Pick<Context, "database" | "secret" | "address" | "now">,
  { code, ...input }: { email: string; password: string; code: string } & AskedIn,
): Promise<{ id: MemberId; passwordHash: string } | CredentialsRefusal> => {
  const found = await checkPassword(ctx, input);
  if (found === null) return "wrong_password";
  const { id } = found;
  const [row] = await ctx.database
    .select({ role: members.role, totpConfirmedAt: members.totpConfirmedAt })
    .from(members)
    .where(eq(members.id, id));
  if (row === undefined) return "wrong_password";
  if (row.totpConfirmedAt === null) return found;
  if (code.trim() === "") return "code_required";
  const member = { id, email: input.email, role: row.role };
  const askedIn = "sessionId" in input ? { sessionId: input.sessionId } : { deviceToken: input.deviceToken };
  const verdict = await checkCode(ctx, { member, code, ...askedIn });
  return verdict === "right" ? found : `${verdict}_code`;
};
