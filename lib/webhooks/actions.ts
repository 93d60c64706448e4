"use server";

import { refresh } from "next/cache";
import { z } from "zod";
import { memberAction } from "@/lib/actions/server/member-action";
import { createWebhook, deleteWebhook, updateWebhook } from "./server/manage-webhooks";
import { webhookIdSchema, webhookInputSchema } from "./types";

/** Makes a webhook; only its answer shows the secret. */
export const createWebhookAction = memberAction("createWebhook", "webhooks:manage")
  .inputSchema(webhookInputSchema)
  .action(async ({ parsedInput, ctx }) => {
    const { name, secret } = await createWebhook(ctx.context, parsedInput);
    refresh();
    return { name, secret };
  });

/** Changes what is given of a webhook; its secret stays. */
export const updateWebhookAction = memberAction("updateWebhook", "webhooks:manage")
  .inputSchema(z.object({ id: webhookIdSchema, changes: webhookInputSchema.partial() }))
  .action(async ({ parsedInput, ctx }) => {
    await updateWebhook(ctx.context, parsedInput);
    refresh();
    return parsedInput;
  });

/** Deletes a webhook, with what was not sent yet. */
export const deleteWebhookAction = memberAction("deleteWebhook", "webhooks:manage")
  .inputSchema(z.object({ id: webhookIdSchema }))
  .action(async ({ parsedInput, ctx }) => {
    await deleteWebhook(ctx.context, parsedInput.id);
    refresh();
    return parsedInput;
  });
