import { and, eq, gt, isNull, sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { Session } from "@/lib/access/context";
import type { Member } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { members, sessions } from "@/drizzle/schema/members";

/** How the member of a session signs in. */
export type SignInWays = {
  /** Of this session. */
  method: "password" | "oidc";
  hasPassword: boolean;
  hasOneTimePasswords: boolean;
};

/** A member, and where they are signed in. */
export type SignedIn = {
  member: Member;
  session: Session;
  lastSeenAt: Date;
  /** The absolute limit of the session. */
  expiresAt: Date;
  ways: SignInWays;
};

/**
 * The session of this id with its member; null when it was ended, is too old or was idle for too long, and when the member was
 * disabled. Throws when the database cannot be asked, which says nothing about the session.
 */
export const readSession = async (
  database: Database,
  input: { id: string; idleMinutes: number },
): Promise<SignedIn | null> => {
  const [row] = await queryOf(database).execute(input);
  if (row === undefined) return null;
  const { memberId, email, role, authenticatedAt, lastSeenAt, expiresAt, ...ways } = row;
  return {
    member: { id: memberIdSchema.parse(memberId), email, role },
    session: { id: input.id, authenticatedAt },
    lastSeenAt,
    expiresAt,
    ways,
  };
};

const prepareQuery = (database: Database) =>
  database
    .select({
      memberId: members.id,
      email: members.email,
      role: members.role,
      authenticatedAt: sessions.authenticatedAt,
      lastSeenAt: sessions.lastSeenAt,
      expiresAt: sessions.expiresAt,
      method: sessions.method,
      hasPassword: sql<boolean>`${members.passwordHash} is not null`,
      hasOneTimePasswords: sql<boolean>`${members.totpConfirmedAt} is not null`,
    })
    .from(sessions)
    .innerJoin(members, eq(members.id, sessions.memberId))
    .where(
      and(
        eq(sessions.id, sql.placeholder("id")),
        isNull(sessions.endedAt),
        isNull(members.disabledAt),
        gt(sessions.expiresAt, sql`now()`),
        gt(sessions.lastSeenAt, sql`now() - make_interval(mins => ${sql.placeholder("idleMinutes")})`),
      ),
    )
    .prepare("session_member");

const prepared = new WeakMap<Database, ReturnType<typeof prepareQuery>>();

/** Every request asks this: built once, and parsed once a connection. */
const queryOf = (database: Database) => {
  const known = prepared.get(database);
  if (known !== undefined) return known;
  const made = prepareQuery(database);
  prepared.set(database, made);
  return made;
};
