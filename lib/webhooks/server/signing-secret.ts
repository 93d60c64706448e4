import { createHmac } from "node:crypto";
import type { WebhookId } from "@/lib/webhooks/types";

/**
 * The secret that a webhook's messages are signed with, as Standard Webhooks has it (https://www.standardwebhooks.com). Made
 * of LETHE_SECRET and the id each time, so that it is stored nowhere.
 */
export const signingSecret = (secret: string, id: WebhookId): string =>
  `whsec_${createHmac("sha256", secret).update("lethe webhook").update(id).digest("base64")}`;
