import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { actorJson, bytea, instant } from "./column-types.ts";
import { tickets } from "./tickets.ts";

/**
 * What refuses, or reports, new memories that name a person whose data was erased. It outlives the ticket's names and texts, as it
 * holds keyed digests only, and goes with the ticket's record (lib/tickets/server/reduce-tickets.ts). Lifting it deletes the digests.
 */
export const suppressions = pgTable(
  "suppressions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    ticketId: uuid("ticket_id")
      .notNull()
      .references(() => tickets.id, { onDelete: "cascade" }),
    mode: text("mode").$type<"refuse" | "report">().notNull(),
    // How many ids it is about; stays when the digests go.
    idCount: integer("id_count").notNull(),
    // Says which key made the digests: those of another LETHE_SECRET match nothing.
    keyCheck: bytea("key_check").notNull(),
    createdBy: actorJson("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    liftedBy: actorJson("lifted_by"),
    liftedAt: instant("lifted_at"),
    liftReason: text("lift_reason").$type<"person_asked" | "other_person" | "by_mistake" | "other">(),
    // Requests and lines of imports that were refused, and memories that were let in.
    refusedCount: integer("refused_count").notNull().default(0),
    letInCount: integer("let_in_count").notNull().default(0),
    lastMetAt: instant("last_met_at"),
    // Of those let in, how many have been told of on the ticket.
    reportedCount: integer("reported_count").notNull().default(0),
  },
  (table) => [
    uniqueIndex("suppressions_in_force")
      .on(table.ticketId)
      .where(sql`${table.liftedAt} is null`),
    index("suppressions_created").on(table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index("suppressions_to_report")
      .on(table.id)
      .where(sql`${table.letInCount} > ${table.reportedCount}`),
  ],
);

/** The ids of suppressions in force, as keyed digests (lib/suppression/server/suppressed-digest.ts). */
export const suppressedIds = pgTable(
  "suppressed_ids",
  {
    digest: bytea("digest").notNull(),
    suppressionId: uuid("suppression_id")
      .notNull()
      .references(() => suppressions.id, { onDelete: "cascade" }),
  },
  (table) => [
    primaryKey({ columns: [table.digest, table.suppressionId] }),
    index("suppressed_ids_suppression").on(table.suppressionId),
  ],
);
