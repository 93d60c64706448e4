import { databaseNow } from "@/lib/database/server/database-clock";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import type { Context, Session } from "@/lib/access/context";
import { serverDatabase, serverReplica } from "@/lib/database/server/server-database";
import { env, sessionSettings } from "@/lib/env/env";
import { ExpectedError } from "@/lib/errors/expected-error";
import { requirePermission } from "@/lib/access/require-permission";
import { clientAddress } from "@/lib/security/server/client-address";
import { memberActor, type Member, type Permission } from "@/lib/access/types";
import { noteRefusal } from "./note-refusal";
import type { SignedIn } from "./read-session";
import { findSession } from "./session-member";
import { takeMemberRequest } from "./take-member-request";

/** The context of a member who asks: it says where they are signed in. */
export type MemberContext = Context & { session: Session };

const accountPage = "/settings/account";

/**
 * For pages: the member who asks, or a redirect to the sign-in page that leads back to `path`, or to Settings → Account for an
 * admin who has yet to set up one-time passwords. Throws too_many_attempts.
 */
export const requireMember = async (path: string): Promise<Member> => {
  const { member } = await signedInFor(path);
  await takeMemberRequest({ ...contextOf(member), address: clientAddress(await headers()) });
  return member;
};

const signedInFor = async (path: string): Promise<SignedIn> => {
  const signedIn = await findSession(false);
  if (signedIn === null) redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  if (path !== accountPage && lacksSecondFactor(signedIn)) redirect(accountPage);
  return signedIn;
};

/** Whether LETHE_ADMIN_TOTP requires one-time passwords that are not there. Who signs in by a provider has what that asks for. */
export const lacksSecondFactor = ({ member, ways }: SignedIn): boolean =>
  sessionSettings().isAdminTotpRequired &&
  member.role === "admin" &&
  ways.method === "password" &&
  !ways.hasOneTimePasswords;

/** For pages about the member's own sessions: their context, or a redirect to the sign-in page that leads back to `path`. */
export const requireMemberContext = async (path: string): Promise<MemberContext> => {
  const signedIn = await signedInFor(path);
  return { ...contextOf(signedIn.member), session: signedIn.session };
};

/**
/**
 * For routes and actions: the context of the member who asks; throws not_signed_in, too_many_attempts or not_permitted, which
 * is a security event. `permission` null: every member may. `isBackground`: the request does not count as use of the session.
 * `isRead`: it changes nothing, and gives nothing away for long: who asks may be known of a moment ago (known-sessions.ts).
 * `action`: the name of the action that it is for. `isForSecondFactor`: admins who have yet to set up one-time passwords may, too;
 * else they are refused with not_permitted.
 */
export const memberContext = async (
  permission: Permission | null,
  {
    isBackground = false,
    isForSecondFactor = false,
    isRead = false,
    action,
  }: { isBackground?: boolean; isForSecondFactor?: boolean; isRead?: boolean; action?: string } = {},
): Promise<MemberContext> => {
  const signedIn = await findSession(isBackground, isRead);
  if (signedIn === null) throw new ExpectedError("not_signed_in", "You are signed out. Sign in again.");
  const address = clientAddress(await headers());
  const context = { ...contextOf(signedIn.member), session: signedIn.session, address };
  await takeMemberRequest(context);
  try {
    if (!isForSecondFactor && lacksSecondFactor(signedIn)) {
      throw new ExpectedError(
        "not_permitted",
        "Admins of this Lethe need one-time passwords. Turn them on in Settings → Account to go on.",
      );
    }
    if (permission !== null) requirePermission(context.actor, permission);
  } catch (error) {
    noteRefusal(context, error, action === undefined ? { permission: String(permission) } : { action });
    throw error;
  }
  return context;
};

/** The context in which a page's verbs run, which only read. */
export const contextOf = (member: Member): Context => ({
  actor: memberActor(member),
  database: serverDatabase(),
  replica: serverReplica(),
  now: databaseNow,
  secret: env().secret,
  allowsPrivateStores: env().allowsPrivateStores,
});
