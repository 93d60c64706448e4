import { z } from "zod";
import type { Context } from "@/lib/access/context";
import type { Actor } from "@/lib/access/types";
import { ApiError, messageBody } from "@/lib/mem0-api/api-error";
import { theProject } from "@/lib/mem0-api/project-settings";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import { readProject } from "@/lib/mem0-api/server/project/read-project";

/** Mem0's two roles: of a key that may change settings, and of any other. */
export const mem0Roles = z.enum(["OWNER", "READER"]);
export const mem0RoleOf = (actor: Actor): z.output<typeof mem0Roles> =>
  actor.kind !== "system" && actor.role === "admin" ? "OWNER" : "READER";

export const notFound = (what: "Organization" | "Organization or project"): ApiError =>
  new ApiError(404, { message: `${what} not found` });
export const oneOrganization = z.strictObject({ org_id: z.string() });

const organizationSchema = z
  .object({
    org_id: z.string(),
    name: z.string(),
    created_at: z.iso.datetime().describe("When Lethe was set up."),
    updated_at: z.iso.datetime(),
    members: z.array(z.never()).describe("Always empty: this API tells nobody who the members of Lethe are."),
    invitations: z.array(z.never()).describe("Always empty, as `members` is."),
    is_default: z.literal(true),
    byok_enabled: z.literal(false),
    owner_pricing_plan: z.null().describe("Always null: nothing is to be paid."),
    is_owner: z.boolean(),
    user_role: mem0Roles.describe("OWNER for keys with the role admin, else READER."),
  })
  .meta({ id: "Organization" });

const readOrganization = async (ctx: Context): Promise<z.input<typeof organizationSchema>> => {
  const { createdAt } = await readProject(ctx);
  const role = mem0RoleOf(ctx.actor);
  return {
    org_id: theProject,
    name: theProject,
    created_at: createdAt.toISOString(),
    updated_at: createdAt.toISOString(),
    members: [],
    invitations: [],
    is_default: true,
    byok_enabled: false,
    owner_pricing_plan: null,
    is_owner: role === "OWNER",
    user_role: role,
  };
};

const differs = "There is one organization. Members and invitations are not told.";

/** https://docs.mem0.ai/api-reference/organization/get-orgs */
export const listOrganizations = operation({
  id: "list_organizations",
  method: "GET",
  path: "/api/v1/orgs/organizations/",
  group: "Projects",
  summary: "List organizations",
  description: "The one organization.",
  // Every role holds it, as of a ping.
  permission: "deletions:read",
  pathParameters: nothing,
  query: nothing,
  body: noBody,
  answer: z.array(organizationSchema),
  differs,
  handler: async (ctx) => [await readOrganization(ctx)],
});

/** https://docs.mem0.ai/api-reference/organization/get-org */
export const getOrganization = operation({
  id: "get_organization",
  method: "GET",
  path: "/api/v1/orgs/organizations/{org_id}/",
  group: "Projects",
  summary: "Get the organization",
  permission: "deletions:read",
  pathParameters: oneOrganization,
  query: nothing,
  body: noBody,
  answer: organizationSchema,
  errors: [{ status: 404, description: "Another organization.", body: messageBody }],
  differs,
  handler: async (ctx, { path }) => {
    if (path.org_id !== theProject) throw notFound("Organization");
    return readOrganization(ctx);
  },
});
