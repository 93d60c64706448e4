import { z } from "zod";
import { isVisibleLine } from "@/lib/text/invisible-characters";
import type { StoreErrorCode } from "@/lib/errors/store-error";

/** The events of a webhook, by Mem0's names (https://docs.mem0.ai/platform/features/webhooks). */
export const webhookEvents = ["memory_add", "memory_update", "memory_delete"] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

export const webhookIdSchema = z.uuid().brand<"WebhookId">();
export type WebhookId = z.infer<typeof webhookIdSchema>;

export const webhookNameLengthMax = 200;
export const webhookInputSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1, "Enter a name for the webhook.")
    .max(webhookNameLengthMax)
    .refine(isVisibleLine, "Control and invisible characters are not allowed in a name."),
  url: z
    .url({ protocol: /^https?$/, error: "An address must start with https:// or http://." })
    .max(2000)
    // Zod asks this of what is no address as well.
    .refine((url) => {
      const parsed = URL.canParse(url) ? new URL(url) : null;
      return parsed === null || (parsed.username === "" && parsed.password === "");
    }, "An address cannot contain a name or password."),
  eventTypes: z
    .array(z.enum(webhookEvents))
    .min(1, `Name at least one of ${webhookEvents.join(", ")}.`)
    .transform((events) => [...new Set(events)]),
  isActive: z.boolean(),
});
export type WebhookInput = z.infer<typeof webhookInputSchema>;

/** Instants are ISO 8601 in UTC. */
export type Webhook = WebhookInput & { id: WebhookId; createdAt: string; updatedAt: string };

/** Why a message had no answer. */
export const deliveryErrorCodes = [
  "unreachable",
  "timed_out",
  "address_refused",
  "untrusted",
  "bad_answer",
] as const satisfies StoreErrorCode[];
export type DeliveryErrorCode = (typeof deliveryErrorCodes)[number];

/** How the other side took a message: the HTTP status of its answer, or why there was none. */
export type DeliveryOutcome = { status: number } | { errorCode: DeliveryErrorCode };

/** A webhook as the settings list it. */
export type ListedWebhook = Webhook & {
  /** The last message that was sent; null while there was none. */
  lastDelivery: { at: string; outcome: DeliveryOutcome } | null;
  /** Memories, and deletions as a whole, that are still to be sent. */
  waitingCount: number;
  /** Could not be sent for a day, and are given up. */
  givenUpCount: number;
};
