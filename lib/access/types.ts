import { z } from "zod";

export const roles = ["viewer", "support", "admin", "auditor"] as const;
export type Role = (typeof roles)[number];

export type Permission =
  | "memories:read"
  /** Adding and changing memories, as applications do by the API. */
  | "memories:write"
  | "memories:delete"
  /** Wildcards, wipes, and filters that match everything, or everything with any user, agent, app or run. */
  | "memories:delete-all"
  | "memories:import"
  | "deletions:read"
  | "ledger:read"
  | "members:manage"
  | "api-keys:manage"
  | "stores:manage"
  | "webhooks:manage";

const permissionsByRole: Record<Role, readonly Permission[]> = {
  viewer: ["memories:read", "deletions:read"],
  // Sets right what an agent remembers wrongly, not only by deleting it.
  support: ["memories:read", "memories:write", "memories:delete", "deletions:read"],
  // Sees that and what kind of thing was deleted, never the memories themselves.
  auditor: ["deletions:read", "ledger:read"],
  admin: [
    "memories:read",
    "memories:write",
    "memories:delete",
    "memories:delete-all",
    "memories:import",
    "deletions:read",
    "ledger:read",
    "members:manage",
    "api-keys:manage",
    "stores:manage",
    "webhooks:manage",
  ],
};

/** Whether a member of this role may do this. */
export const can = (role: Role, permission: Permission): boolean =>
  permissionsByRole[role].includes(permission);

/** The roles that hold a permission, for saying who can when a member cannot. */
export const rolesThatCan = (permission: Permission): Role[] => roles.filter((role) => can(role, permission));

export const memberIdSchema = z.uuid().brand<"MemberId">();
export type MemberId = z.infer<typeof memberIdSchema>;

/** A person who signs in to Lethe. */
export type Member = { id: MemberId; email: string; role: Role };

/** Who did it. `label` is what history shows: an email address, a key's name, a process. */
export type Actor =
  | { kind: "member"; id: string; label: string; role: Role }
  | { kind: "api-key"; id: string; label: string; role: Role }
  | { kind: "system"; id: string; label: string };

export const memberActor = (member: Member): Actor => ({
  kind: "member",
  id: member.id,
  label: member.email,
  role: member.role,
});
