import { eq, sql, type SQL } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { Actor, MemberId } from "@/lib/access/types";
import { memberIdSchema } from "@/lib/access/member-id-schema";
import { members } from "@/drizzle/schema/members";

export const memberColumns = {
  id: members.id,
  email: members.email,
  role: members.role,
  disabledAt: members.disabledAt,
  // Has set a password, or signed in by a provider.
  hasJoined: sql<boolean>`${members.passwordHash} is not null or ${members.oidcSubject} is not null`,
};

/** What decides on a change of a member. */
export type MemberRow = Awaited<ReturnType<typeof getMember>>;

/** The member of an id; throws not_found. */
export const getMember = async (database: Queryable, id: MemberId) => {
  const row = await findWhere(database, eq(members.id, id));
  if (row === null) throw new ExpectedError("not_found", "There is no member with this ID.");
  return row;
};

/** The member of an address, in any case, or null. */
export const findMemberByEmail = (database: Queryable, email: string) =>
  findWhere(database, sql`lower(${members.email}) = lower(${email})`);

const findWhere = async (database: Queryable, where: SQL) => {
  const [row] = await database.select(memberColumns).from(members).where(where);
  return row === undefined ? null : { ...row, id: memberIdSchema.parse(row.id) };
};

/** Of an actor what the ledger keeps: it holds ids, so that a member can be forgotten. */
export const actorFact = ({ kind, id }: Actor) => ({ kind, id });
