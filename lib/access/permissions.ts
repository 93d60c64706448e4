/** From the least to the most. */
export const roles = ["viewer", "support", "auditor", "admin"] as const;
export type Role = (typeof roles)[number];

/**
 * The one table of what each role may do. docs/roles.md is written from it by roles-page.test.ts beside it, and the matrix test
 * (testing/matrix/) takes from it what each page, route, action, operation and tool must answer to whom.
 */
export const permissions = {
  "memories:read": {
    words: "Browse, search and read memories, and the users, agents, apps and runs that they name.",
    roles: ["viewer", "support", "admin"],
  },
  "memories:write": {
    words: "Add and change memories by the API, as applications do.",
    // Support sets right what an agent remembers wrongly, not only by deleting it.
    roles: ["support", "admin"],
  },
  "memories:delete": {
    words:
      "Delete memories by ID, by a filter without a wildcard, and of a named user, agent, app or run; pause, cancel, retry and verify such deletions, and purge what they left.",
    roles: ["support", "admin"],
  },
  "memories:delete-all": {
    words:
      "Delete with a wildcard, or everything: whatever matches every memory, or every memory with any user, agent, app or run, however it is written. Pause, cancel, retry and verify such deletions.",
    roles: ["admin"],
  },
  "memories:import": {
    words: "Import memories from a file.",
    roles: ["admin"],
  },
  "deletions:read": {
    words: "See the history of deletions: who deleted how many memories, when, and how it ended.",
    roles: ["viewer", "support", "auditor", "admin"],
  },
  "deletions:read-filters": {
    words:
      "See the texts and IDs that a deletion selected by. Without it, filters show their shape, with references in place of values; reasons and tickets are shown to everyone who sees the history.",
    roles: ["viewer", "support", "admin"],
  },
  "deletions:erase-text": {
    words: "Erase the reason and the ticket of a deletion that has ended.",
    roles: ["admin"],
  },
  "tickets:read": {
    words:
      "See tickets: their state, clocks and timeline. Whom one is about, and what was written on it, is shown to those who may also read memories.",
    roles: ["support", "auditor", "admin"],
  },
  "tickets:create": {
    words: "Create tickets, also by API.",
    roles: ["support", "admin"],
  },
  "tickets:manage": {
    words: "Work on tickets: check identities, assign, extend, deny, close.",
    roles: ["support", "admin"],
  },
  "holds:read": {
    words: "See what is held, why and since when. What a hold covers is shown as filters of deletions are.",
    roles: ["support", "auditor", "admin"],
  },
  "holds:manage": {
    words: "Place holds, which keep memories from being deleted or changed, and release them.",
    roles: ["admin"],
  },
  "suppressions:manage": {
    words: "See whose new memories are refused, without their IDs, and let them in again.",
    roles: ["admin"],
  },
  "certificates:issue": {
    words:
      "Issue certificates of tickets and deletions. Names in plain are for those who may also read memories.",
    roles: ["support", "auditor", "admin"],
  },
  "ledger:read": {
    words: "Read, verify and export the ledger.",
    roles: ["auditor", "admin"],
  },
  "journal:replay": {
    words:
      "Compare the database with the journal of erasures, and erase again what a restored backup has brought back.",
    roles: ["admin"],
  },
  "ledger:acknowledge": {
    words: "Acknowledge alarms of the ledger.",
    roles: ["admin"],
  },
  "security:read": {
    words: "See security events: sign-ins, failures, and what was refused.",
    roles: ["auditor", "admin"],
  },
  "members:manage": {
    words: "Invite members, change their roles, disable and enable them, and create reset links.",
    roles: ["admin"],
  },
  "api-keys:manage": {
    words: "Create and revoke API keys.",
    roles: ["admin"],
  },
  "stores:manage": {
    words: "Add stores, and change or remove them.",
    roles: ["admin"],
  },
  "store:clean": {
    words:
      "Have the files of the built-in store written anew, so that nothing deleted is left in them, and cancel that.",
    roles: ["admin"],
  },
  "webhooks:manage": {
    words: "Add, change and delete webhooks.",
    roles: ["admin"],
  },
  "project:manage": {
    words:
      "Change the settings of the API's project: what the language model is told when it extracts memories.",
    roles: ["admin"],
  },
  "retention:manage": {
    words:
      "Make retention rules, turn them on and off, let a run go on that takes more than usual, and keep memories from them. Everyone who sees the history sees the rules.",
    roles: ["admin"],
  },
  "safety:manage": {
    words: "Change the rule that says which deletions wait for a second person.",
    roles: ["admin"],
  },
  "approvals:decide": {
    words: "Approve or decline what waits for a second person.",
    roles: ["admin"],
  },
} as const satisfies Record<string, { words: string; roles: readonly Role[] }>;

export type Permission = keyof typeof permissions;

/** Every permission, in the table's order. */
export const permissionNames = Object.keys(permissions) as Permission[];

/** Whether a member or key of this role may do this. */
export const can = (role: Role, permission: Permission): boolean =>
  (permissions[permission].roles as readonly Role[]).includes(role);

/** The roles that hold a permission, for saying who can when a member cannot. */
export const rolesThatCan = (permission: Permission): Role[] => [...permissions[permission].roles];

/** What a role is called, and what it is for in a sentence: of a member, and of an API key, which manages nothing. */
export const roleWords: Record<Role, { label: string; member: string; key: string }> = {
  viewer: {
    label: "Viewer",
    member: "Browses memories and the history of deletions.",
    key: "Reads memories and the history of deletions.",
  },
  support: {
    label: "Support",
    member: "Browses, and deletes memories by ID, by filter, or of a named user, agent, app or run.",
    key: "Also adds, changes and deletes memories, but not with a wildcard.",
  },
  auditor: {
    label: "Auditor",
    member: "Sees the history and the ledger, but no memories, and filters without their texts and IDs.",
    key: "Reads the history of deletions, but no memories, and filters without their texts and IDs.",
  },
  admin: {
    label: "Admin",
    member: "Does everything: also wildcards and wipes, imports, members, keys, stores and webhooks.",
    key: "Does everything that the API offers: also wildcards, wipes, webhooks and the project's settings.",
  },
};
