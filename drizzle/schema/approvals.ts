import { sql } from "drizzle-orm";
import {
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { actorJson, instant } from "./column-types.ts";
import { deletions } from "./deletions.ts";

/** The rule of the second person (Settings → Safety): one row. */
export const safetyRules = pgTable(
  "safety_rules",
  {
    id: smallint("id").primaryKey().default(1),
    isOn: boolean("is_on").notNull().default(false),
    // Deletions of more memories wait too; null: the number alone never makes one wait.
    countMax: integer("count_max"),
    coversSupport: boolean("covers_support").notNull().default(false),
    changedAt: instant("changed_at").notNull(),
  },
  (table) => [check("safety_rules_single", sql`${table.id} = 1`)],
);

/**
 * What waits, or waited, for a second person. Of a deletion: whether it may begin. Of anything else: a permit for the one who
 * asked, to do once exactly what `change` says; `change_digest` is what it is recognised by. Kept like history, and without any
 * text of a memory; `change` is erased with the deletion's own free text.
 */
export const approvals = pgTable(
  "approvals",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    kind: text("kind").$type<"deletion" | "rule" | "member" | "api-key" | "hold" | "retention">().notNull(),
    deletionId: uuid("deletion_id").references(() => deletions.id),
    change: jsonb("change").$type<Record<string, unknown>>(),
    changeDigest: text("change_digest"),
    requestedBy: actorJson("requested_by").notNull(),
    // The member who cannot approve: who asked, or who made the key that asked.
    requesterId: uuid("requester_id"),
    requestedAt: instant("requested_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
    decision: text("decision").$type<"approved" | "declined" | "expired" | "withdrawn">(),
    decidedBy: actorJson("decided_by"),
    decidedAt: instant("decided_at"),
    // Of a refusal.
    reason: text("reason"),
    // A permit works once.
    usedAt: instant("used_at"),
  },
  (table) => [
    uniqueIndex("approvals_deletion").on(table.deletionId),
    index("approvals_waiting")
      .on(table.expiresAt)
      .where(sql`${table.decision} is null`),
    index("approvals_requested").on(table.requestedAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
  ],
);
