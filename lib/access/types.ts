import type { z } from "zod";
import type { memberIdSchema } from "./member-id-schema";
import type { Role } from "./permissions";

export { can, roles, rolesThatCan, type Permission, type Role } from "./permissions";

export type MemberId = z.infer<typeof memberIdSchema>;

/** A person who signs in to Lethe. */
export type Member = { id: MemberId; email: string; role: Role };

/** Who did it. `label` is what history shows: an email address, a key's name, a process. */
export type Actor =
  | { kind: "member"; id: string; label: string; role: Role }
  | { kind: "api-key"; id: string; label: string; role: Role }
  /** A retention rule, which may do what the member may who answers for it; `version` is the one that ran. */
  | { kind: "rule"; id: string; label: string; role: Role; version: number }
  | { kind: "system"; id: string; label: string };

export const memberActor = (member: Member): Actor => ({
  kind: "member",
  id: member.id,
  label: member.email,
  role: member.role,
});
