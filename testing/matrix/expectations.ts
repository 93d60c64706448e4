import { rolesThatCan, roles, type Permission, type Role } from "@/lib/access/permissions";

/**
 * Whom each way in lets in: the holders of a permission, every member or key, or anyone. e2e/matrix.spec.ts finds the ways in by
 * walking the code, and fails for one that has no row here.
 */
export type Access = Permission | "members" | "keys" | "anyone";

/** The roles that are let in. */
export const rolesLetIn = (access: Access): readonly Role[] =>
  access === "members" || access === "keys" || access === "anyone" ? roles : rolesThatCan(access);

/** By the folder of page.tsx below app/. */
export const pageAccess: Record<string, Access> = {
  "/": "anyone",
  "/set-up": "anyone",
  "/sign-in": "anyone",
  "/sign-in/again": "members",
  "/sign-in/confirmed": "members",
  "/join": "anyone",
  "/api/docs": "anyone",
  "/memories": "memories:read",
  "/entities": "memories:read",
  "/delete": "memories:delete",
  "/import": "memories:import",
  "/history": "deletions:read",
  "/history/[id]": "deletions:read",
  "/ledger": "ledger:read",
  // Who requests sees how their own requests stand; only admins decide.
  "/approvals": "memories:delete",
  "/approvals/[id]": "memories:delete",
  // Leads to the first page of the settings, which asks for itself.
  "/settings": "anyone",
  "/settings/account": "members",
  "/settings/members": "members:manage",
  "/settings/stores": "stores:manage",
  "/settings/api-keys": "api-keys:manage",
  "/settings/webhooks": "webhooks:manage",
  "/settings/safety": "safety:manage",
  "/settings/security": "security:read",
};

/** By method and the folder of route.ts below app/. Those whose operations and tools have rows of their own are not here. */
export const routeAccess: Record<string, Access> = {
  "GET /api/approvals": "memories:delete",
  "GET /api/approvals/[id]": "memories:delete",
  "GET /api/approvals/[id]/frozen": "memories:delete",
  "GET /api/approvals/waiting": "memories:delete",
  "GET /api/deletions": "deletions:read",
  "GET /api/deletions/[id]": "deletions:read",
  "GET /api/deletions/[id]/approval": "memories:delete",
  "GET /api/deletions/[id]/items": "deletions:read",
  "GET /api/deletions/count": "deletions:read",
  "POST /api/deletions/drafts": "memories:delete",
  "GET /api/deletions/export": "deletions:read",
  "GET /api/deletions/scope-count": "memories:delete",
  "GET /api/deletions/untold": "deletions:read",
  "GET /api/entities": "memories:read",
  "GET /api/entities/near": "memories:read",
  "GET /api/events": "deletions:read",
  "GET /api/health": "anyone",
  "GET /api/imports": "memories:read",
  "POST /api/imports": "memories:import",
  "GET /api/ledger/export": "ledger:read",
  "GET /api/ledger/verify": "ledger:read",
  "GET /api/memories": "memories:read",
  "GET /api/memories/count": "memories:read",
  "GET /api/memories/deletions": "deletions:read",
  "GET /api/memories/details": "memories:read",
  "POST /api/memories/export": "memories:delete",
  "GET /api/memories/facets": "memories:read",
  "GET /api/openapi.json": "anyone",
  "GET /api/stores/[id]/health": "memories:read",
  "GET /api/tickets": "tickets:read",
  "GET /api/tickets/assignable": "tickets:read",
  "GET /api/tickets/count": "tickets:read",
  "GET /api/tickets/details": "tickets:read",
  "GET /api/tickets/due": "tickets:read",
  "GET /api/tickets/events": "tickets:read",
};

/** Routes behind which others decide: Mem0's API and its tools, which have rows of their own, and next-auth. */
export const routesOfOthers: readonly string[] = [
  "/api/auth/[...nextauth]",
  "/api/mcp",
  "/api/v1/webhooks/[...path]",
  "/v1/[[...path]]",
  "/v2/[[...path]]",
  "/v3/[[...path]]",
];

/** By the name of the exported server action. */
export const actionAccess: Record<string, Access> = {
  setUpAction: "anyone",
  openLinkAction: "anyone",
  acceptLinkAction: "anyone",
  reauthenticateAction: "members",
  startTotpAction: "members",
  confirmTotpAction: "members",
  turnOffTotpAction: "members",
  renewRecoveryCodesAction: "members",
  changePasswordAction: "members",
  signOutSessionAction: "members",
  signOutEverywhereAction: "members",
  inviteMemberAction: "members:manage",
  createResetLinkAction: "members:manage",
  changeRoleAction: "members:manage",
  disableMemberAction: "members:manage",
  enableMemberAction: "members:manage",
  changeSafetyRuleAction: "safety:manage",
  approveAction: "approvals:decide",
  declineAction: "approvals:decide",
  createApiKeyAction: "api-keys:manage",
  revokeApiKeyAction: "api-keys:manage",
  testStoreAction: "stores:manage",
  addStoreAction: "stores:manage",
  renameStoreAction: "stores:manage",
  changeCredentialsAction: "stores:manage",
  disableStoreAction: "stores:manage",
  enableStoreAction: "stores:manage",
  createWebhookAction: "webhooks:manage",
  updateWebhookAction: "webhooks:manage",
  deleteWebhookAction: "webhooks:manage",
  previewSelectionAction: "memories:delete",
  listSelectedAction: "memories:delete",
  requestDeletionAction: "memories:delete",
  pauseDeletionAction: "memories:delete",
  resumeDeletionAction: "memories:delete",
  cancelDeletionAction: "memories:delete",
  verifyDeletionAction: "memories:delete",
  findResidueAction: "memories:delete",
  purgeResidueAction: "memories:delete",
  listFailedIdsAction: "memories:delete",
  eraseTextAction: "deletions:erase-text",
  createTicketAction: "tickets:create",
  pickTicketsAction: "tickets:read",
  acknowledgeTicketAction: "tickets:manage",
  askIdentityAction: "tickets:manage",
  checkIdentityAction: "tickets:manage",
  startSearchAction: "tickets:manage",
  noteFindingsAction: "tickets:manage",
  extendTicketAction: "tickets:manage",
  denyTicketAction: "tickets:manage",
  withdrawTicketAction: "tickets:manage",
  closeTicketAction: "tickets:manage",
  reopenTicketAction: "tickets:manage",
  assignTicketAction: "tickets:manage",
  assignTicketsAction: "tickets:manage",
  addTicketNoteAction: "tickets:manage",
  changeSubjectAction: "tickets:manage",
  addRecipientAction: "tickets:manage",
  tellRecipientAction: "tickets:manage",
  removeRecipientAction: "tickets:manage",
};

/** By the id of the operation of Mem0's API. */
export const operationAccess: Record<string, Access> = {
  ping: "keys",
  add_memories: "memories:write",
  add_memories_v1: "memories:write",
  update_memory: "memories:write",
  update_batch: "memories:write",
  list_memories: "memories:read",
  list_memories_v1: "memories:read",
  list_memories_v2: "memories:read",
  search_memories: "memories:read",
  search_memories_v2: "memories:read",
  get_memory: "memories:read",
  memory_history: "memories:read",
  list_entities: "memories:read",
  delete_memory: "memories:delete",
  delete_batch: "memories:delete",
  delete_all_memories: "memories:delete",
  delete_entity: "memories:delete",
  delete_entity_v1: "memories:delete",
  get_event: "deletions:read",
  list_events: "deletions:read",
  list_webhooks: "webhooks:manage",
  create_webhook: "webhooks:manage",
  update_webhook: "webhooks:manage",
  delete_webhook: "webhooks:manage",
};

const noMemory = { memory_id: "00000000-0000-4000-8000-000000000000" };
const noEvent = { event_id: "00000000-0000-4000-8000-000000000000" };
const nobody = { user_id: "matrix-nobody" };

/** By the name of the tool, with arguments that it takes and that change nothing. */
export const toolAccess: Record<string, { access: Access; given: Record<string, unknown> }> = {
  search_memories: { access: "memories:read", given: { query: "herons", ...nobody } },
  get_memories: { access: "memories:read", given: nobody },
  get_memory: { access: "memories:read", given: noMemory },
  list_entities: { access: "memories:read", given: {} },
  add_memory: { access: "memories:write", given: { text: "Herons wade.", user_id: "matrix" } },
  update_memory: { access: "memories:write", given: { ...noMemory, text: "Herons wade." } },
  delete_memory: { access: "memories:delete", given: noMemory },
  delete_all_memories: { access: "memories:delete", given: nobody },
  delete_entities: { access: "memories:delete", given: { entity_type: "user", entity_id: "matrix-nobody" } },
  list_events: { access: "deletions:read", given: {} },
  get_event_status: { access: "deletions:read", given: noEvent },
};
