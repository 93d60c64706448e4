import { createHmac, randomInt } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import type { Queryable, Transaction } from "@/lib/database/server/database";
import type { MemberId } from "@/lib/access/types";
import { recoveryCodes } from "@/drizzle/schema/members";

const codeCount = 10;
/** Without what is easily taken for something else: 0 and O, 1, I and L, U and V. */
const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
/** 30 letters are 4.9 bits each: 78 bits. */
const codeLength = 16;

/** Ten new codes in the place of the earlier ones. Only the answer holds them. */
export const renewCodes = async (
  transaction: Transaction,
  secret: string,
  memberId: MemberId,
): Promise<string[]> => {
  await transaction.delete(recoveryCodes).where(eq(recoveryCodes.memberId, memberId));
  const codes = Array.from({ length: codeCount }, newCode);
  await transaction
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ memberId, codeDigest: codeDigest(secret, memberId, code) })));
  return codes;
};

/** Uses a code up; false when it is none of the member's, or was used before. `code`: without hyphens, in capitals. */
export const spendCode = async (
  database: Queryable,
  input: { secret: string; memberId: MemberId; code: string; now: Date },
): Promise<boolean> => {
  const { secret, memberId, code, now } = input;
  const spent = await database
    .update(recoveryCodes)
    .set({ usedAt: now })
    .where(
      and(
        eq(recoveryCodes.codeDigest, codeDigest(secret, memberId, code)),
        eq(recoveryCodes.memberId, memberId),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ memberId: recoveryCodes.memberId });
  return spent.length === 1;
};

/** How many of a member's codes are left. */
export const countCodesLeft = (database: Queryable, memberId: MemberId): Promise<number> =>
  database.$count(recoveryCodes, and(eq(recoveryCodes.memberId, memberId), isNull(recoveryCodes.usedAt)));

const newCode = (): string =>
  Array.from({ length: codeLength }, () => letters[randomInt(letters.length)])
    .join("")
    .replace(/(.{4})(?=.)/g, "$1-");

/** Keyed: without LETHE_SECRET, nothing can be tried against a copy of the database. */
const codeDigest = (secret: string, memberId: MemberId, code: string): Buffer => {
  const key = createHmac("sha256", secret).update("lethe recovery codes").digest();
  return createHmac("sha256", key)
    .update(`${memberId}\0${code.replace(/-/g, "")}`)
    .digest();
};
