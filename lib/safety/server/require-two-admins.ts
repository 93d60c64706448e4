import { and, count, eq, isNotNull, isNull, or, sql } from "drizzle-orm";
import type { Queryable, Transaction } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { members } from "@/drizzle/schema/members";
import { lockSafetyRule } from "./read-rule";

/** Any number will do, as long as everything that counts admins before it commits takes the same one. */
const adminsLock = 7_313_011;

/** The admins who can sign in: neither disabled, nor invited without having come yet. */
export const countActiveAdmins = async (database: Queryable): Promise<number> => {
  const [row] = await database
    .select({ value: count() })
    .from(members)
    .where(
      and(
        eq(members.role, "admin"),
        isNull(members.disabledAt),
        or(isNotNull(members.passwordHash), isNotNull(members.oidcSubject)),
      ),
    );
  return row?.value ?? 0;
};

/** The same, and no other transaction that asks this comes in between until this one has ended. */
export const countActiveAdminsAlone = async (transaction: Transaction): Promise<number> => {
  await transaction.execute(sql`select pg_advisory_xact_lock(${adminsLock})`);
  return countActiveAdmins(transaction);
};

/**
 * Called after a change of members, in its transaction: throws wrong_status when the rule of the second person is on and fewer
 * than two admins are left who could sign in.
 */
export const requireTwoAdmins = async (transaction: Transaction): Promise<void> => {
  const { isOn } = await lockSafetyRule(transaction, "share");
  if (!isOn || (await countActiveAdminsAlone(transaction)) >= 2) return;
  throw new ExpectedError(
    "wrong_status",
    "While deletions need a second person, at least two active admins must remain. Add another admin first, or turn the rule off in Settings → Safety.",
  );
};
