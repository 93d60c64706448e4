import { sql } from "drizzle-orm";
import { bigint, date, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { actorJson, bytea, byteas, instant } from "./column-types.ts";

/**
 * A person's request to be erased, and how it was answered. What says who the person is lies sealed in `sealed` columns, here
 * and in the tables below, under a key made of LETHE_SECRET and `seal_salt`: some time after closing, the salt and what is
 * sealed are destroyed, and keyed digests are left (lib/tickets/server/reduce-tickets.ts).
 */
export const tickets = pgTable(
  "tickets",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    reference: text("reference").notNull(),
    // The reference without case, by which it is unique and found.
    referenceKey: text("reference_key").notNull(),
    state: text("state")
      .$type<
        | "open"
        | "identity"
        | "searching"
        | "to_confirm"
        | "erasing"
        | "done"
        | "partly_done"
        | "denied"
        | "withdrawn"
        | "closed"
      >()
      .notNull(),
    // How it ended, once it is closed: the state before.
    outcome: text("outcome").$type<"done" | "partly_done" | "denied" | "withdrawn">(),
    law: text("law").$type<"gdpr" | "ccpa" | "other" | "own_policy">().notNull(),
    // Days as the clocks of the law count them, in the zone of LETHE_TIME_ZONE.
    receivedOn: date("received_on", { mode: "string" }).notNull(),
    receivedBy: text("received_by")
      .$type<"email" | "phone" | "letter" | "form" | "in_person" | "api" | "other">()
      .notNull(),
    // Null where no law sets a day.
    dueOn: date("due_on", { mode: "string" }),
    acknowledgeDueOn: date("acknowledge_due_on", { mode: "string" }),
    acknowledgedOn: date("acknowledged_on", { mode: "string" }),
    // When the person was told that the answer takes longer; `due_on` is then the extended day.
    extendedOn: date("extended_on", { mode: "string" }),
    identityCheckedAt: instant("identity_checked_at"),
    identityCheckedBy: actorJson("identity_checked_by"),
    identityMethod: text("identity_method").$type<
      "account" | "email" | "phone" | "document" | "not_needed" | "other"
    >(),
    denialGround: text("denial_ground").$type<
      | "identity_not_proven"
      | "legal_obligation"
      | "legal_claims"
      | "public_interest"
      | "free_expression"
      | "excessive"
      | "not_found"
      | "other"
    >(),
    // Why some of the person's memories are kept although they asked: a hold covers them. The words are sealed in the timeline.
    exemptionGround: text("exemption_ground").$type<
      "legal_obligation" | "legal_claims" | "public_interest" | "free_expression" | "other"
    >(),
    exemptedAt: instant("exempted_at"),
    exemptedBy: actorJson("exempted_by"),
    assigneeId: uuid("assignee_id"),
    source: text("source").$type<"member" | "api" | "opendsr">().notNull(),
    // Of a request by API: tells a repeated one from another with the same reference.
    requestDigest: text("request_digest"),
    openDsrId: uuid("open_dsr_id"),
    // The last of OpenDSR's statuses that its callbacks were queued for.
    openDsrStatus: text("open_dsr_status").$type<"pending" | "in_progress" | "completed" | "cancelled">(),
    // Names, ids, aliases, the helpdesk's address, reasons, callbacks. Null once erased.
    sealed: bytea("sealed"),
    sealSalt: bytea("seal_salt"),
    // Of each name and id, without case: says whether somebody who brings their own is meant.
    subjectDigests: byteas("subject_digests").notNull(),
    createdBy: actorJson("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
    // Changed from this state of the ticket, or not at all.
    version: integer("version").notNull().default(1),
    closedAt: instant("closed_at"),
    // When the stores are searched for the person again; null: not by itself.
    lookAt: instant("look_at"),
    lookCount: integer("look_count").notNull().default(0),
    // The last number of days before the due day for which a reminder went out.
    remindedDays: integer("reminded_days"),
    // The same of the day by which it is to be acknowledged.
    acknowledgeRemindedDays: integer("acknowledge_reminded_days"),
    subjectErasedAt: instant("subject_erased_at"),
  },
  (table) => [
    uniqueIndex("tickets_reference").on(table.referenceKey),
    uniqueIndex("tickets_open_dsr").on(table.openDsrId),
    index("tickets_due")
      .on(table.dueOn, table.id)
      .where(sql`${table.closedAt} is null`),
    index("tickets_created").on(table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index("tickets_look")
      .on(table.lookAt)
      .where(sql`${table.lookAt} is not null`),
    index("tickets_subjects").using("gin", table.subjectDigests),
  ],
);

/** What happened to a ticket, for its timeline. `facts` holds codes, numbers and days alone; what a member wrote is sealed. */
export const ticketEvents = pgTable(
  "ticket_events",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    at: instant("at").notNull(),
    actor: actorJson("actor").notNull(),
    kind: text("kind").notNull(),
    facts: jsonb("facts").$type<Record<string, string | number | boolean | null>>().notNull(),
    sealed: bytea("sealed"),
  },
  (table) => [index("ticket_events_ticket").on(table.ticketId, table.id)],
);

/** Who else has the person's data and is to be told (Art. 19 GDPR). */
export const ticketRecipients = pgTable(
  "ticket_recipients",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    // The name; null once the ticket's subject is erased.
    sealed: bytea("sealed"),
    toldAt: instant("told_at"),
    toldBy: actorJson("told_by"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [index("ticket_recipients_ticket").on(table.ticketId)],
);

/** Each time the stores were searched for a closed ticket's person again: numbers by store, never a word. */
export const ticketLooks = pgTable(
  "ticket_looks",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    at: instant("at").notNull(),
    // Which of the looks after closing: 0 is the first.
    lookNumber: integer("look_number").notNull().default(0),
    stores: jsonb("stores")
      .$type<
        {
          storeId: string;
          theirsCount: number;
          aboutCount: number;
          possiblyTheirsCount?: number;
          /** Not all was counted, or not everything was searched. */
          isAtLeast?: boolean;
          errorCode: string | null;
        }[]
      >()
      .notNull(),
  },
  (table) => [index("ticket_looks_ticket").on(table.ticketId, table.id)],
);

/**
 * What is still to be sent about a ticket, or was given up (`failed_at`): OpenDSR's status to an address that lies sealed in the
 * ticket, and mail to a member. `facts` holds codes and numbers alone.
 */
export const ticketMessages = pgTable(
  "ticket_messages",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    kind: text("kind").$type<"callback" | "mail">().notNull(),
    // Of a callback, which of the ticket's addresses.
    addressIndex: integer("address_index"),
    // Of a mail, to whom.
    memberId: uuid("member_id"),
    facts: jsonb("facts").$type<Record<string, string | number | null>>().notNull(),
    attemptCount: integer("attempt_count").notNull().default(0),
    createdAt: instant("created_at").notNull().defaultNow(),
    // A process moves this on before it sends: when it dies on the way, another one follows.
    nextAttemptAt: instant("next_attempt_at").notNull().defaultNow(),
    failedAt: instant("failed_at"),
  },
  (table) => [
    index("ticket_messages_due")
      .on(table.nextAttemptAt)
      .where(sql`${table.failedAt} is null`),
    index("ticket_messages_ticket").on(table.ticketId),
  ],
);
