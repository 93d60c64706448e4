import { sql } from "drizzle-orm";
import { ledgerAlarms } from "@/drizzle/schema/ledger-log";
import { webhookDeliveries, webhooks } from "@/drizzle/schema/webhooks";
import type { Database } from "@/lib/database/server/database";

/**
 * Queues for the active webhooks each alarm of the ledger that they were not told of, once. Not done where an alarm is raised, which
 * the commands do as well: the next process that calls this tells of it.
 */
export const announceLedgerAlarms = async (database: Database, now: Date): Promise<void> => {
  await database.execute(sql`
    with fresh as (
      update ${ledgerAlarms} set announced_at = ${now.toISOString()}
      where announced_at is null
      returning id
    )
    insert into ${webhookDeliveries} (webhook_id, event_type, ledger_alarm_id)
    select webhook.id, 'ledger.alarm', fresh.id
    from ${webhooks} as webhook, fresh
    where webhook.is_active and 'ledger.alarm' = any(webhook.event_types)`);
};
