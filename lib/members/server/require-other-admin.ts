import { and, eq, isNull, ne, sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { ExpectedError } from "@/lib/errors/expected-error";
import { members } from "@/drizzle/schema/members";
import { memberColumns, type MemberRow } from "./member-row";

/**
 * Throws wrong_status when this member is the last admin who can sign in: without one, nobody could be made admin any more.
 * The caller holds `lockMembers`.
 */
export const requireOtherAdmin = async (transaction: Transaction, member: MemberRow): Promise<void> => {
  if (member.role !== "admin" || member.disabledAt !== null || !member.hasJoined) return;
  const others = await transaction.$count(
    members,
    and(
      eq(members.role, "admin"),
      isNull(members.disabledAt),
      ne(members.id, member.id),
      sql`(${memberColumns.hasJoined})`,
    ),
  );
  if (others > 0) return;
  throw new ExpectedError(
    "wrong_status",
    `${member.email} is the only active admin. Make another member an admin first.`,
  );
};
