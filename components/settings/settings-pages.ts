import type { Permission } from "@/lib/access/types";

/** The pages of the settings, in the order they are offered; `permission` null: every member has it. */
export const settingsPages: readonly { href: string; label: string; permission: Permission | null }[] = [
  { href: "/settings/account", label: "Account", permission: null },
  { href: "/settings/members", label: "Members", permission: "members:manage" },
  { href: "/settings/stores", label: "Stores", permission: "stores:manage" },
  { href: "/settings/api-keys", label: "API keys", permission: "api-keys:manage" },
  { href: "/settings/webhooks", label: "Webhooks", permission: "webhooks:manage" },
  { href: "/settings/retention", label: "Retention", permission: "deletions:read" },
  { href: "/settings/disk", label: "Disk", permission: "store:clean" },
  { href: "/settings/safety", label: "Safety", permission: "safety:manage" },
  { href: "/settings/holds", label: "Holds", permission: "holds:read" },
  { href: "/settings/suppressions", label: "Suppression", permission: "suppressions:manage" },
  { href: "/settings/security", label: "Security", permission: "security:read" },
];
