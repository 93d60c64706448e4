import { sql } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import type { MemoryId } from "@/lib/memories/types";
import {
  erasureWebhookEvent,
  type ErasureNews,
  type TicketNews,
  type TicketWebhookEvent,
} from "@/lib/webhooks/types";
import { webhookDeliveries, webhooks } from "@/drizzle/schema/webhooks";

/** Queues for the active webhooks the memories that were added or updated in this transaction. */
export const enqueueMemories = async (
  transaction: Transaction,
  eventType: "memory_add" | "memory_update",
  ids: readonly MemoryId[],
): Promise<void> => {
  if (ids.length === 0) return;
  await transaction.execute(sql`
    insert into ${webhookDeliveries} (webhook_id, event_type, memory_id)
    select webhook.id, ${eventType}, memory_id
    from ${webhooks} as webhook, unnest(${sql.param([...ids])}::uuid[]) as memory_id
    where webhook.is_active and ${eventType} = any(webhook.event_types)`);
};

/** Queues for them, at the end of deletions, the memories that these have deleted. */
export const enqueueDeletions = async (
  transaction: Transaction,
  deletionIds: readonly string[],
): Promise<void> => {
  if (deletionIds.length === 0) return;
  await transaction.execute(sql`
    insert into ${webhookDeliveries} (webhook_id, event_type, deletion_id)
    select webhook.id, 'memory_delete', deletion_id
    from ${webhooks} as webhook, unnest(${sql.param([...deletionIds])}::uuid[]) as deletion_id
    where webhook.is_active and 'memory_delete' = any(webhook.event_types)`);
};

/** Queues for them that something erased has come back. With a ticket it goes when the ticket does. */
export const enqueueReturned = async (
  transaction: Transaction,
  ticketId: string | null,
  news: ErasureNews,
): Promise<void> => {
  await transaction.execute(sql`
    insert into ${webhookDeliveries} (webhook_id, event_type, ticket_id, ticket_news)
    select webhook.id, ${erasureWebhookEvent}, ${ticketId}::uuid, ${JSON.stringify(news)}::jsonb
    from ${webhooks} as webhook
    where webhook.is_active and ${erasureWebhookEvent} = any(webhook.event_types)`);
};

/** Queues for them news of a ticket, as it stands in this transaction. */
export const enqueueTicketNews = async (
  transaction: Transaction,
  eventType: TicketWebhookEvent,
  ticketId: string,
  news: TicketNews,
): Promise<void> => {
  await transaction.execute(sql`
    insert into ${webhookDeliveries} (webhook_id, event_type, ticket_id, ticket_news)
    select webhook.id, ${eventType}, ${ticketId}::uuid, ${JSON.stringify(news)}::jsonb
    from ${webhooks} as webhook
    where webhook.is_active and ${eventType} = any(webhook.event_types)`);
};
