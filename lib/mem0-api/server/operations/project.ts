import { z } from "zod";
import type { Context } from "@/lib/access/context";
import { ApiError, errorBody, messageBody } from "@/lib/mem0-api/api-error";
import {
  idleOf,
  projectChangeParameters,
  projectSettingsSchema,
  settingsOf,
  theProject,
} from "@/lib/mem0-api/project-settings";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import { readProject, type Project } from "@/lib/mem0-api/server/project/read-project";
import { updateProject as update } from "@/lib/mem0-api/server/project/update-project";
import { withoutEffect } from "@/lib/mem0-api/without-effect";
import { mem0RoleOf, mem0Roles, notFound, oneOrganization } from "./organizations";

const none = (why: string) => z.null().describe(`Always null: ${why}`);

const projectSchema = z
  .object({
    project_id: z.string(),
    org_id: z.string(),
    ...projectSettingsSchema.shape,
    custom_instructions: z.string().nullable().describe("Passed to the model with `infer`."),
    agent_custom_instructions: z
      .string()
      .nullable()
      .describe("In place of `custom_instructions` for what an agent is to remember."),
    members: z.array(z.never()).describe("Always empty: this API tells nobody who the members of Lethe are."),
    inclusion_prompt: none("an add has `includes`."),
    exclusion_prompt: none("an add has `excludes`."),
    update_custom_instructions: none("Lethe has no model change memories."),
    summary_custom_instructions: none("a summary has no instructions of its own."),
    summary_batch_size: none("a summary has no settings."),
    summary_max_tokens: none("a summary has no settings."),
    expiration_date: none("memories expire when an add says so."),
    active_prompt_profile: none("there are no prompt profiles."),
    is_default: z.literal(true),
    user_role: mem0Roles.describe("OWNER for keys with the role admin, else READER."),
    created_at: z.iso.datetime().describe("When Lethe was set up."),
    updated_at: z.iso.datetime().describe("When its settings were last changed."),
  })
  .meta({ id: "Project" });

const answerOf = ({ actor }: Context, { settings, createdAt, changedAt }: Project) => ({
  project_id: theProject,
  org_id: theProject,
  ...settings,
  members: [],
  inclusion_prompt: null,
  exclusion_prompt: null,
  update_custom_instructions: null,
  summary_custom_instructions: null,
  summary_batch_size: null,
  summary_max_tokens: null,
  expiration_date: null,
  active_prompt_profile: null,
  is_default: true as const,
  user_role: mem0RoleOf(actor),
  created_at: createdAt.toISOString(),
  updated_at: changedAt.toISOString(),
});

/** https://docs.mem0.ai/api-reference/project/get-projects */
export const listProjects = operation({
  id: "list_projects",
  method: "GET",
  path: "/api/v1/orgs/organizations/{org_id}/projects/",
  group: "Projects",
  summary: "List projects",
  description: "The one project.",
  // Every role holds it, as of a ping.
  permission: "deletions:read",
  pathParameters: oneOrganization,
  query: nothing,
  body: noBody,
  answer: z.array(projectSchema),
  errors: [{ status: 404, description: "Another organization.", body: messageBody }],
  differs: "There is one project. Members are not told.",
  handler: async (ctx, { path }) => {
    if (path.org_id !== theProject) throw notFound("Organization");
    return [answerOf(ctx, await readProject(ctx))];
  },
});

const oneProject = oneOrganization.extend({ project_id: z.string() });
const requireProject = ({ org_id, project_id }: z.output<typeof oneProject>): void => {
  if (org_id !== theProject || project_id !== theProject) throw notFound("Organization or project");
};
const errors = [{ status: 404, description: "Another organization or project.", body: messageBody }];

/** https://docs.mem0.ai/api-reference/project/get-project */
export const getProject = operation({
  id: "get_project",
  method: "GET",
  path: "/api/v1/orgs/organizations/{org_id}/projects/{project_id}/",
  group: "Projects",
  summary: "Get the project",
  description: "The whole project, whichever `fields` are asked for, as Mem0 answers it.",
  permission: "deletions:read",
  pathParameters: oneProject,
  query: z.strictObject({ fields: withoutEffect(z.union([z.string(), z.array(z.string())])) }),
  body: noBody,
  answer: projectSchema,
  errors,
  differs: "Members are not told; settings that Lethe does not have are null.",
  handler: async (ctx, { path }) => {
    requireProject(path);
    return answerOf(ctx, await readProject(ctx));
  },
});

/** https://docs.mem0.ai/api-reference/project/update-project */
export const updateProject = operation({
  id: "update_project",
  method: "PATCH",
  path: "/api/v1/orgs/organizations/{org_id}/projects/{project_id}/",
  group: "Projects",
  summary: "Change the project's settings",
  description:
    "Changes what is given. The instructions are passed to the language model with each add that has `infer`; do not name people in them. Settings that Lethe has no use for are kept and given back, and the answer's message names them. The ledger records which settings were changed, and not to what.",
  permission: "project:manage",
  pathParameters: oneProject,
  query: nothing,
  body: z.strictObject(projectChangeParameters),
  answer: messageBody,
  errors: [
    { status: 400, description: "Nothing is given, or input that is not valid.", body: errorBody },
    ...errors,
  ],
  differs: "Only the instructions have an effect; the message names what has none.",
  handler: async (ctx, { path, body }) => {
    requireProject(path);
    const settings = settingsOf(body);
    if (Object.keys(settings).length === 0) {
      throw new ApiError(400, { error: "Name at least one setting to change." });
    }
    await update(ctx, settings);
    const idle = idleOf(settings);
    return {
      message: `Project updated successfully${idle.length === 0 ? "" : `. Kept without effect in Lethe: ${idle.join(", ")}`}`,
    };
  },
});
