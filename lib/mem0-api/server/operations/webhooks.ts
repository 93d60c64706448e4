import { z } from "zod";
import { ExpectedError } from "@/lib/errors/expected-error";
import { ApiError, errorBody } from "@/lib/mem0-api/api-error";
import { requireProject } from "@/lib/mem0-api/common-parameters";
import { noBody, nothing, operation } from "@/lib/mem0-api/server/operation";
import {
  createWebhook as create,
  deleteWebhook as remove,
  listWebhooks as list,
  updateWebhook as update,
} from "@/lib/webhooks/server/manage-webhooks";
import {
  isUnsentEvent,
  unsentEvents,
  webhookEvents,
  webhookIdSchema,
  webhookInputSchema,
  type Webhook,
} from "@/lib/webhooks/types";

const { name, url, eventTypes, isActive } = webhookInputSchema.shape;

const webhookFields = {
  webhook_id: z.uuid(),
  name: z.string(),
  url: z.string(),
  event_types: z.array(z.enum(webhookEvents)),
  never_sent: z
    .array(z.enum(unsentEvents))
    .describe(
      "Those of event_types that never happen in Lethe, as it assigns no categories and has no ingest jobs.",
    ),
  is_active: z.boolean(),
  owner: z.string().describe("Always lethe: the one project."),
  project: z.string(),
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
};
const webhookSchema = z.object(webhookFields).meta({ id: "Webhook" });

const answerOf = (webhook: Webhook) => ({
  webhook_id: webhook.id,
  name: webhook.name,
  url: webhook.url,
  event_types: webhook.eventTypes,
  never_sent: webhook.eventTypes.filter(isUnsentEvent),
  is_active: webhook.isActive,
  owner: "lethe",
  project: "lethe",
  created_at: webhook.createdAt,
  updated_at: webhook.updatedAt,
});

const inProject = z.strictObject({ project_id: z.string() });
const projectErrors = [{ status: 400, description: "Input that is not valid.", body: errorBody }];

const oneWebhook = z.strictObject({
  webhook_id: z.uuid("webhook_id should be a valid UUID").pipe(webhookIdSchema),
});
const webhookErrors = [
  { status: 400, description: "Input that is not valid.", body: errorBody },
  { status: 404, description: "There is no such webhook.", body: errorBody },
];
const found = async <Result>(asking: Promise<Result>): Promise<Result> =>
  asking.catch((error: unknown) => {
    throw error instanceof ExpectedError && error.code === "not_found"
      ? new ApiError(404, { error: "Webhook not found" })
      : error;
  });

const told =
  "Every event of Mem0's can be asked for; `never_sent` in the answer names those that Lethe never sends. A message is a POST of `{event_details: {id, data: {memory}, event}}`, `memory` null for a deletion, as its text is gone. Each memory deleted is one message, sent when its deletion has ended. `ticket.updated` and `ticket.due` are Lethe's own: `{type, timestamp, data: {reference, change, state, outcome, law, received_on, acknowledge_due_on, due_on, days_left, version}}`, which never says whom a ticket is about; so is `ledger.alarm`, when the ledger contradicts what was signed, or a witness refuses to sign it: `{type, timestamp, data: {id, code, witness, facts, raised_at}}`; and `erasure.returned`, when something that was erased is stored again: `{type, timestamp, data: {found_by, ticket, deletion_id, store_id, returned_count}}`. A message is signed as Standard Webhooks describes (webhook-id, webhook-timestamp, webhook-signature), and sent again for a day until it is answered with a 2xx, so it can arrive twice.";

const differs =
  "What is not valid is refused as {error}, and not field by field. Events that never happen in Lethe are named in never_sent.";

/** https://docs.mem0.ai/api-reference/webhook/get-webhook */
export const listWebhooks = operation({
  id: "list_webhooks",
  method: "GET",
  path: "/api/v1/webhooks/projects/{project_id}/",
  group: "Webhooks",
  summary: "List webhooks",
  permission: "webhooks:manage",
  pathParameters: inProject,
  query: nothing,
  body: noBody,
  answer: z.array(webhookSchema),
  errors: projectErrors,
  handler: async (ctx, { path }) => {
    requireProject(path.project_id);
    return (await list(ctx)).map(answerOf);
  },
});

/** https://docs.mem0.ai/api-reference/webhook/create-webhook */
export const createWebhook = operation({
  id: "create_webhook",
  method: "POST",
  path: "/api/v1/webhooks/projects/{project_id}/",
  group: "Webhooks",
  summary: "Create a webhook",
  description: `${told} The answer contains the secret for checking signatures; it is not shown again.`,
  status: 201,
  permission: "webhooks:manage",
  pathParameters: inProject,
  query: nothing,
  body: z.strictObject({
    name,
    url,
    event_types: eventTypes,
    is_active: isActive.default(true),
  }),
  answer: z.object({ ...webhookFields, secret: z.string().describe("whsec_…") }),
  errors: projectErrors,
  differs,
  handler: async (ctx, { path, body }) => {
    requireProject(path.project_id);
    const { secret, ...webhook } = await create(ctx, {
      name: body.name,
      url: body.url,
      eventTypes: body.event_types,
      isActive: body.is_active,
    });
    return { ...answerOf(webhook), secret };
  },
});

/** https://docs.mem0.ai/api-reference/webhook/update-webhook */
export const updateWebhook = operation({
  id: "update_webhook",
  method: "PUT",
  path: "/api/v1/webhooks/{webhook_id}/",
  group: "Webhooks",
  summary: "Change a webhook",
  permission: "webhooks:manage",
  pathParameters: oneWebhook,
  query: nothing,
  body: z.strictObject({
    name: name.optional(),
    url: url.optional(),
    event_types: eventTypes.optional(),
    is_active: isActive.optional(),
  }),
  answer: z.object({ message: z.literal("Webhook updated successfully") }),
  errors: webhookErrors,
  differs,
  handler: async (ctx, { path, body }) => {
    const changes = {
      ...(body.name === undefined ? {} : { name: body.name }),
      ...(body.url === undefined ? {} : { url: body.url }),
      ...(body.event_types === undefined ? {} : { eventTypes: body.event_types }),
      ...(body.is_active === undefined ? {} : { isActive: body.is_active }),
    };
    await found(update(ctx, { id: path.webhook_id, changes }));
    return { message: "Webhook updated successfully" as const };
  },
});

/** https://docs.mem0.ai/api-reference/webhook/delete-webhook */
export const deleteWebhook = operation({
  id: "delete_webhook",
  method: "DELETE",
  path: "/api/v1/webhooks/{webhook_id}/",
  group: "Webhooks",
  summary: "Delete a webhook",
  description: "Messages that are still waiting are not sent.",
  permission: "webhooks:manage",
  pathParameters: oneWebhook,
  query: nothing,
  body: noBody,
  answer: z.object({ message: z.literal("Webhook deleted successfully") }),
  errors: webhookErrors,
  handler: async (ctx, { path }) => {
    await found(remove(ctx, path.webhook_id));
    return { message: "Webhook deleted successfully" as const };
  },
});
