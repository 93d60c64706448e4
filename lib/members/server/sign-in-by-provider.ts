import { and, eq } from "drizzle-orm";
import { endSessions } from "@/lib/access/server/end-sessions";
import type { MemberId, Role } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import type { Database, Transaction } from "@/lib/database/server/database";
import type { OidcSettings } from "@/lib/env/oidc-settings";
import { ExpectedError } from "@/lib/errors/expected-error";
import { recordEvent } from "@/lib/ledger/server/record-event";
import type { ProviderRefusal } from "@/lib/members/provider-refusals";
import { email as emailSchema } from "@/lib/members/schema";
import { lockSafetyRule } from "@/lib/safety/server/read-rule";
import { memberLinks, members } from "@/drizzle/schema/members";
import { lockMembers } from "./lock-members";
import { findMemberByEmail, getMember, type MemberRow } from "./member-row";
import { requireOtherAdmin } from "./require-other-admin";

/** What the provider says of a person, in a token that was checked. */
export type ProviderClaims = {
  issuer: string;
  subject: string;
  email: string | null;
  isEmailVerified: boolean;
  groups: readonly string[];
};

type Ctx = { database: Database; now: () => Date };
const provider = { kind: "system", id: "oidc" } as const;

/**
 * The member whom the provider has signed in, or why they do not come in. Found by issuer and subject, else by the verified
 * address, to which the subject is then linked, once; who is not known becomes a member. Where a claim gives the roles, it does so
 * at each sign-in, but never makes or unmakes an admin while the second-person rule is on, nor unmakes the last admin.
 * Nor is an admin then linked by their address alone, but by their own session; one who was invited takes the link of the
 * invitation. `signedInAs`: whose session the browser has.
 */
export const signInByProvider = async (
  { database, now }: Ctx,
  input: { claims: ProviderClaims | null; settings: OidcSettings; signedInAs: MemberId | null },
): Promise<{ id: MemberId } | ProviderRefusal> => {
  const { claims, settings, signedInAs } = input;
  if (claims === null) return "unreadable";
  if ((claims.email ?? "").trim() === "" || !claims.isEmailVerified) return "email_unverified";
  const parsed = emailSchema.safeParse(claims.email);
  if (!parsed.success) return "email_unfit";
  const email = parsed.data;
  if (settings.emailDomains.length > 0 && !settings.emailDomains.includes(email.split("@").at(-1) ?? ""))
    return "email_domain";
  const role = settings.roleClaim === null ? null : roleOf(claims.groups, settings);
  const at = now();
  return database.transaction(async (transaction) => {
    const { isOn: isRuleOn } = await lockSafetyRule(transaction, "share");
    await lockMembers(transaction);
    const linked = await findLinked(transaction, claims);
    const member = linked ?? (await findMemberByEmail(transaction, email));
    if (signedInAs !== null && member?.id !== signedInAs) return "other_member";
    if (member === null) {
      const first = role === "admin" && isRuleOn ? "viewer" : (role ?? "viewer");
      return { id: await insertMember(transaction, { claims, email, role: first, at }) };
    }
    if (member.disabledAt !== null) return "disabled";
    // Else the address alone would do, which whoever runs the provider can give to themselves.
    const isAdminThere = linked === null && member.role === "admin";
    if (isRuleOn && isAdminThere && signedInAs !== member.id)
      return member.hasJoined ? "link_first" : "join_first";
    if (linked === null && !(await link(transaction, member, claims, at))) return "other_subject";
    if (role !== null) await giveRole(transaction, member, role, { isRuleOn, at });
    return { id: member.id };
  });
};

const roleOf = (groups: readonly string[], { roles }: OidcSettings): Role =>
  roles.find(({ group }) => groups.includes(group))?.role ?? "viewer";

const findLinked = async (
  transaction: Transaction,
  { issuer, subject }: ProviderClaims,
): Promise<MemberRow | null> => {
  const [row] = await transaction
    .select({ id: members.id })
    .from(members)
    .where(and(eq(members.oidcIssuer, issuer), eq(members.oidcSubject, subject)));
  return row === undefined ? null : getMember(transaction, memberIdSchema.parse(row.id));
};

const insertMember = async (
  transaction: Transaction,
  { claims, email, role, at }: { claims: ProviderClaims; email: string; role: Role; at: Date },
): Promise<MemberId> => {
  const [row] = await transaction
    .insert(members)
    .values({ email, role, oidcIssuer: claims.issuer, oidcSubject: claims.subject, createdAt: at })
    .returning({ id: members.id });
  const id = memberIdSchema.parse(row?.id);
  await recordEvent(transaction, {
    kind: "member.created",
    body: { actor: provider, member: id, role },
    at,
  });
  return id;
};

/** False when the member is someone else at the provider already. */
const link = async (
  transaction: Transaction,
  member: MemberRow,
  { issuer, subject }: ProviderClaims,
  at: Date,
): Promise<boolean> => {
  const [row] = await transaction
    .select({ subject: members.oidcSubject })
    .from(members)
    .where(eq(members.id, member.id));
  if (row === undefined || row.subject !== null) return false;
  await transaction
    .update(members)
    .set({ oidcIssuer: issuer, oidcSubject: subject })
    .where(eq(members.id, member.id));
  // Who has come needs the invitation no more.
  if (!member.hasJoined) await transaction.delete(memberLinks).where(eq(memberLinks.memberId, member.id));
  await recordEvent(transaction, {
    kind: member.hasJoined ? "member.provider-linked" : "member.joined",
    body: { actor: provider, member: member.id, role: member.role },
    at,
  });
  return true;
};

const giveRole = async (
  transaction: Transaction,
  member: MemberRow,
  role: Role,
  { isRuleOn, at }: { isRuleOn: boolean; at: Date },
): Promise<void> => {
  if (member.role === role) return;
  if (isRuleOn && (member.role === "admin" || role === "admin")) return;
  if (await isLastAdmin(transaction, member)) return;
  await transaction.update(members).set({ role }).where(eq(members.id, member.id));
  await endSessions(transaction, { memberId: member.id, reason: "role_changed" });
  await recordEvent(transaction, {
    kind: "member.role-changed",
    body: { actor: provider, member: member.id, role, previousRole: member.role },
    at,
  });
};

const isLastAdmin = async (transaction: Transaction, member: MemberRow): Promise<boolean> => {
  try {
    await requireOtherAdmin(transaction, member);
    return false;
  } catch (error) {
    if (error instanceof ExpectedError && error.code === "wrong_status") return true;
    throw error;
  }
};
