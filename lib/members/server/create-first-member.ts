import { createHash, randomBytes } from "node:crypto";
import { and, eq, gt } from "drizzle-orm";
import { endSessions } from "@/lib/access/server/end-sessions";
import type { Database, Queryable, Transaction } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import type { MemberId } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { readSafetyRule } from "@/lib/safety/server/read-rule";
import { countActiveAdmins } from "@/lib/safety/server/require-two-admins";
import { memberLinks, members, setUpTokens } from "@/drizzle/schema/members";
import { lockMembers } from "./lock-members";
import { findMemberByEmail } from "./member-row";
import { hashPassword } from "./password";
import { refuseCommonPassword } from "./refuse-common-password";

const setUpTokenHours = 24;

type Credentials = { email: string; password: string };

/**
 * Makes the first admin, with the token of the printed set-up link. Who is a member of the address already, by the provider or an
 * invitation, becomes it. The token works once and only while there is no admin who can sign in; otherwise throws
 * ExpectedError("not_found"). Throws invalid_input for a password that is easy to guess, wrong_status for a disabled member's address.
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
    await lockMembers(transaction);
    const used = await transaction.delete(setUpTokens).where(isGood).returning();
    if (used.length === 0 || (await isSetUp(transaction))) throw linkNotGood();
    const existing = await findMemberByEmail(transaction, input.email);
    if (existing === null) return insertAdmin(transaction, input.email, passwordHash, now);
    const { id, role: previousRole } = existing;
    if (existing.disabledAt !== null) throw new ExpectedError("wrong_status", `${input.email} is disabled.`);
    await transaction
      .update(members)
      .set({ role: "admin", passwordHash, passwordChangedAt: now })
      .where(eq(members.id, id));
    await transaction.delete(memberLinks).where(eq(memberLinks.memberId, id));
    await endSessions(transaction, { memberId: id, reason: "role_changed" });
    const body = { member: id, role: "admin", previousRole };
    await recordEvent(transaction, { kind: "member.role-changed", at: now, body });
    return id;
  });
};

const linkNotGood = (): ExpectedError =>
  new ExpectedError(
    "not_found",
    "This set-up link was already used or has expired. Restart Lethe: as long as there is no admin who can sign in, it prints a new one.",
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

/** A new one-time set-up token, replacing earlier ones, or null when there is an admin already. */
export const renewSetUpToken = async (database: Database, now: Date): Promise<string | null> =>
  database.transaction(async (transaction) => {
    if (await isSetUp(transaction)) return null;
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

/**
 * Whether there is an admin who can sign in: then set-up links no longer work. Members alone are not enough, as the first who comes
 * by a provider is a viewer. Nor do the links work while the second-person rule is on: they would be a way around it.
 */
export const isSetUp = async (database: Queryable): Promise<boolean> =>
  (await countActiveAdmins(database)) > 0 || (await readSafetyRule(database)).isOn;

const digestOf = (token: string): string => createHash("sha256").update(token).digest("hex");
