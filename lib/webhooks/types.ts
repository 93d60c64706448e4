import { z } from "zod";
import { isVisibleLine } from "@/lib/text/invisible-characters";
import type { StoreErrorCode } from "@/lib/errors/store-error";

/** Events of memories, by Mem0's names (https://docs.mem0.ai/platform/features/webhooks). */
export const memoryEvents = ["memory_add", "memory_update", "memory_delete"] as const;
export type MemoryEvent = (typeof memoryEvents)[number];
/** Events of tickets, which are Lethe's own: one has changed, or its day comes near. */
export const ticketWebhookEvents = ["ticket.updated", "ticket.due"] as const;
export type TicketWebhookEvent = (typeof ticketWebhookEvents)[number];
/** Events of the ledger: it contradicts what was signed, or a witness refused to sign it. */
export const ledgerWebhookEvents = ["ledger.alarm"] as const;
/** Lethe's own, too: something that was erased is stored again. */
export const erasureWebhookEvent = "erasure.returned";
/**
 * Events of Mem0 that never happen in Lethe, which assigns no categories and has no ingest jobs: a webhook can ask for them, so that
 * clients work, and is never sent one.
 */
export const unsentEvents = [
  "memory_categorize",
  "ingest_job_completed",
  "ingest_job_partially_completed",
  "ingest_job_failed",
  "ingest_job_cancelled",
] as const;
export type UnsentEvent = (typeof unsentEvents)[number];
export const isUnsentEvent = (event: WebhookEvent): event is UnsentEvent =>
  unsentEvents.some((unsent) => unsent === event);

/** The events of a webhook. */
export const webhookEvents = [
  ...memoryEvents,
  ...ticketWebhookEvents,
  ...ledgerWebhookEvents,
  erasureWebhookEvent,
  ...unsentEvents,
] as const;
export type WebhookEvent = (typeof webhookEvents)[number];

/**
 * What a webhook is told of a ticket: codes, numbers and days (`YYYY-MM-DD`), and nothing that says whom it is about. `change`:
 * what happened, as the ticket's timeline calls it, or which of its days comes near. `days_left`: until the day that it is due,
 * negative when that has passed.
 */
export type TicketNews = {
  reference: string;
  change: string;
  state: string;
  outcome: string | null;
  law: string;
  received_on: string;
  acknowledge_due_on: string | null;
  due_on: string | null;
  days_left: number | null;
  version: number;
};

/**
 * What a webhook is told when something has come back: codes, ids and numbers. `found_by`: `ids`, as memories of a deletion are stored
 * again under their ids; `search`, as a search for a ticket's person found something new; `addition`, as memories were added that name a
 * suppressed id. `returned_count`: how many memories, at least.
 */
export type ErasureNews = {
  found_by: "ids" | "search" | "addition";
  ticket: string | null;
  deletion_id: string | null;
  store_id: string | null;
  returned_count: number;
};

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
  /** Memories, deletions as a whole, and news of tickets that are still to be sent. */
  waitingCount: number;
  /** Could not be sent for a day, and are given up. */
  givenUpCount: number;
};
