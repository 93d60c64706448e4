import { databaseNow } from "@/lib/database/server/database-clock";
import { redirect } from "next/navigation";
import type { Context } from "@/lib/access/context";
import { serverDatabase } from "@/lib/database/server/server-database";
import { env } from "@/lib/env/env";
import { ExpectedError } from "@/lib/errors/expected-error";
import { requirePermission } from "@/lib/access/require-permission";
import { memberActor, type Member, type Permission } from "@/lib/access/types";
import { findSessionMember } from "./session-member";

/** For pages: the member who asks, or a redirect to the sign-in page that leads back to `path`. */
export const requireMember = async (path: string): Promise<Member> => {
  const member = await findSessionMember();
  if (member === null) redirect(`/sign-in?next=${encodeURIComponent(path)}`);
  return member;
};

/** For routes and actions: the context of the member who asks; throws not_signed_in or not_permitted. */
export const memberContext = async (permission: Permission): Promise<Context> => {
  const member = await findSessionMember();
  if (member === null) throw new ExpectedError("not_signed_in", "You are signed out. Sign in again.");
  const context = contextOf(member);
  requirePermission(context.actor, permission);
  return context;
};

/** The context in which a member's verbs run. */
export const contextOf = (member: Member): Context => ({
  actor: memberActor(member),
  database: serverDatabase(),
  now: databaseNow,
  secret: env().secret,
  allowsPrivateStores: env().allowsPrivateStores,
});
