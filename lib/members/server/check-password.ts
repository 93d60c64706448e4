import { and, eq, isNull } from "drizzle-orm";
import { RateLimiterMemory } from "rate-limiter-flexible";
import type { Database } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { memberIdSchema, type MemberId } from "@/lib/access/types";
import { members } from "@/drizzle/schema/members";
import { isPassword } from "./password";

/** Wrong passwords only: ten per address in a quarter of an hour. Forgetting them at a restart is fine. */
const wrongPasswords = new RateLimiterMemory({ points: 10, duration: 900 });

/**
 * The member of this address whose password it is; null when it is not, when there is no such member, and when they are
 * disabled, all in the same time. Throws too_many_attempts.
 */
export const checkPassword = async (
  database: Database,
  { email, password }: { email: string; password: string },
): Promise<{ id: MemberId; passwordHash: string } | null> => {
  const attempts = await wrongPasswords.get(email);
  if (attempts !== null && attempts.remainingPoints <= 0) {
    throw new ExpectedError(
      "too_many_attempts",
      "Too many wrong passwords for this address. Wait 15 minutes and try again.",
    );
  }
  const [member] = await database
    .select({ id: members.id, passwordHash: members.passwordHash })
    .from(members)
    .where(and(eq(members.email, email), isNull(members.disabledAt)));
  const passwordHash = member?.passwordHash ?? null;
  if (!(await isPassword(passwordHash, password)) || member === undefined || passwordHash === null) {
    await wrongPasswords.consume(email).catch(() => undefined);
    return null;
  }
  await wrongPasswords.delete(email);
  return { id: memberIdSchema.parse(member.id), passwordHash };
};
