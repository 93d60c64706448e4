import { z } from "zod";

/** What a webhook can be told of, by Mem0's names (https://docs.mem0.ai/platform/features/webhooks). */
export const webhookEvents = ["memory_add", "memory_update", "memory_delete"] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export const webhookIdSchema = z.uuid().brand<"WebhookId">();
export type WebhookId = z.infer<typeof webhookIdSchema>;

export const webhookInputSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Give the webhook a name.")
    .max(200)
    .regex(/^\P{Cc}*$/u, "Control characters are not allowed in a name."),
  url: z
    .url({ protocol: /^https?$/, error: "An address begins with https:// or http://." })
    .max(2000)
    // Zod asks this of what is no address as well.
    .refine((url) => {
      const parsed = URL.canParse(url) ? new URL(url) : null;
      return parsed === null || (parsed.username === "" && parsed.password === "");
    }, "An address has no name or password in it."),
  eventTypes: z
    .array(z.enum(webhookEvents))
    .min(1, `Name at least one of ${webhookEvents.join(", ")}.`)
    .transform((events) => [...new Set(events)]),
  isActive: z.boolean(),
});
export type WebhookInput = z.infer<typeof webhookInputSchema>;

/** Instants are ISO 8601 in UTC. */
export type Webhook = WebhookInput & { id: WebhookId; createdAt: string; updatedAt: string };
