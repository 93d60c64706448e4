import { createHash, randomBytes } from "node:crypto";
import { and, count, eq, gt } from "drizzle-orm";
import type { Database, Transaction } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import { memberIdSchema, type MemberId } from "@/lib/access/types";
import { readSafetyRule } from "@/lib/safety/server/read-rule";
import { members, setUpTokens } from "@/drizzle/schema/members";
import { hashPassword } from "./password";
import { refuseCommonPassword } from "./refuse-common-password";

const setUpTokenHours = 24;

type Credentials = { email: string; password: string };

/**
 * Makes the first member, an admin, with the token of the printed set-up link. The token works once and only while there
 * is no member; otherwise throws ExpectedError("not_found"). Throws invalid_input for a password that is easy to guess.
 */
export const setUpFirstMember = async (
  database: Database,
  input: Credentials & { token: string },
  now: Date,
): Promise<MemberId> => {
  const isGood = and(eq(setUpTokens.tokenDigest, digestOf(input.token)), gt(setUpTokens.expiresAt, now));
  // Looked at first: a hash is expensive, and anybody can ask.
  if ((await database.$count(setUpTokens, isGood)) === 0) throw linkNotGood();
  await refuseCommonPassword(input.password, input.email);
  const passwordHash = await hashPassword(input.password);
  return database.transaction(async (transaction) => {
    const used = await transaction.delete(setUpTokens).where(isGood).returning();
    if (used.length === 0 || (await memberCount(transaction)) > 0) throw linkNotGood();
    return insertAdmin(transaction, input.email, passwordHash, now);
  });
};

const linkNotGood = (): ExpectedError =>
  new ExpectedError(
    "not_found",
    "This set-up link was already used or has expired. Restart Lethe: as long as there is no member, it prints a new one.",
  );

/**
 * Makes the member of ADMIN_EMAIL unless there is one of that address already; answers whether it did. While the second-person
 * rule is on, it makes none ("refused"): a restart would be a way around the approval that a new admin needs.
 */
export const ensureAdmin = async (
  database: Database,
  admin: Credentials,
  now: Date,
): Promise<"made" | "there already" | "refused"> => {
  const passwordHash = await hashPassword(admin.password);
  return database.transaction(async (transaction) => {
    const [existing] = await transaction
      .select({ id: members.id })
      .from(members)
      .where(eq(members.email, admin.email));
    if (existing !== undefined) return "there already";
    if ((await readSafetyRule(transaction)).isOn) return "refused";
    await insertAdmin(transaction, admin.email, passwordHash, now);
    return "made";
  });
};

/** A new one-time set-up token, replacing earlier ones, or null when there is a member already. */
export const renewSetUpToken = async (database: Database, now: Date): Promise<string | null> =>
  database.transaction(async (transaction) => {
    if ((await memberCount(transaction)) > 0) return null;
    const token = randomBytes(24).toString("base64url");
    await transaction.delete(setUpTokens);
    await transaction.insert(setUpTokens).values({
      tokenDigest: digestOf(token),
      expiresAt: new Date(now.getTime() + setUpTokenHours * 3_600_000),
    });
    return token;
  });

const insertAdmin = async (
  transaction: Transaction,
  email: string,
  passwordHash: string,
  now: Date,
): Promise<MemberId> => {
  const [row] = await transaction
    .insert(members)
    .values({ email, role: "admin", passwordHash, createdAt: now })
    .returning({ id: members.id });
  if (row === undefined) throw new Error("An insert answered no row.");
  const id = memberIdSchema.parse(row.id);
  await recordEvent(transaction, { kind: "member.created", at: now, body: { member: id, role: "admin" } });
  return id;
};

/** Whether a member exists: then set-up links no longer work. */
export const hasMembers = async (database: Database): Promise<boolean> =>
  database.transaction(async (transaction) => (await memberCount(transaction)) > 0, {
    accessMode: "read only",
  });

const memberCount = async (transaction: Transaction): Promise<number> => {
  const [row] = await transaction.select({ value: count() }).from(members);
  return row?.value ?? 0;
};

const digestOf = (token: string): string => createHash("sha256").update(token).digest("hex");
