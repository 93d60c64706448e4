import { roles, roleWords } from "@/lib/access/permissions";

/** The roles that a member can have, for a list to choose from. */
export const roleOptions = roles.map((role) => ({
  value: role,
  label: roleWords[role].label,
  note: roleWords[role].member,
}));
