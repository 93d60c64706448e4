import { ExpectedError } from "@/lib/errors/expected-error";
import type { MemberRow } from "./member-row";

/** Throws wrong_status when a member was made an admin since `seen`: what only admins need was not asked for. */
export const refuseNewAdmin = (seen: MemberRow, member: MemberRow): void => {
  if (member.role !== "admin" || seen.role === "admin") return;
  throw new ExpectedError("wrong_status", "The role of this member was just changed. Look at it again.");
};
