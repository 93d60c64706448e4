import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { actorJson, instant } from "./column-types.ts";

type SentEvent =
  | "memory_add"
  | "memory_update"
  | "memory_delete"
  | "ticket.updated"
  | "ticket.due"
  | "ledger.alarm"
  | "erasure.returned";
/** What never happens in Lethe (lib/webhooks/types.ts), and can be asked for. */
type UnsentEvent =
  | "memory_categorize"
  | "ingest_job_completed"
  | "ingest_job_partially_completed"
  | "ingest_job_failed"
  | "ingest_job_cancelled";

/** An address that is notified when memories of the built-in store are added, updated or deleted, of tickets, and of what comes back. */
export const webhooks = pgTable("webhooks", {
  id: uuid("id").primaryKey().defaultRandom(),
  name: text("name").notNull(),
  url: text("url").notNull(),
  eventTypes: text("event_types").array().$type<(SentEvent | UnsentEvent)[]>().notNull(),
  isActive: boolean("is_active").notNull().default(true),
  createdBy: actorJson("created_by").notNull(),
  createdAt: instant("created_at").notNull(),
  updatedAt: instant("updated_at").notNull(),
  // How the last message was taken: the status of the answer, or why there was none. Never the answer itself.
  lastSentAt: instant("last_sent_at"),
  lastStatus: integer("last_status"),
  lastErrorCode: text("last_error_code").$type<
    "unreachable" | "timed_out" | "address_refused" | "untrusted" | "bad_answer"
  >(),
});

/**
 * What is still to be sent, or was given up (`failed_at`). Never the text: what was added is read when it is sent, and what was
 * deleted has none any more. A deletion is one row for all its memories, sent in the order of its items up to `told_seq`. Of a
 * ticket, and of what has come back after an erasure, it is what stood there at the time, in codes, numbers and days.
 */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    webhookId: uuid("webhook_id").notNull(),
    eventType: text("event_type").$type<SentEvent>().notNull(),
    memoryId: uuid("memory_id"),
    deletionId: uuid("deletion_id"),
    ticketId: uuid("ticket_id"),
    ticketNews: jsonb("ticket_news").$type<Record<string, string | number | null>>(),
    ledgerAlarmId: bigint("ledger_alarm_id", { mode: "number" }),
    toldSeq: integer("told_seq").notNull().default(0),
    attemptCount: integer("attempt_count").notNull().default(0),
    createdAt: instant("created_at").notNull().defaultNow(),
    // A process moves this on before it sends: when it dies on the way, another one follows.
    nextAttemptAt: instant("next_attempt_at").notNull().defaultNow(),
    failedAt: instant("failed_at"),
  },
  (table) => [
    index("webhook_deliveries_due")
      .on(table.nextAttemptAt)
      .where(sql`${table.failedAt} is null`),
    index("webhook_deliveries_webhook").on(table.webhookId),
  ],
);
