import { bigint, index, jsonb, pgTable, text, varchar, integer } from "drizzle-orm/pg-core";
import { actorJson, instant } from "./column-types.ts";

/**
 * What happened at the doors: sign-ins, refusals, limits that were hit. `detail` holds codes and counts, and never an input.
 * Personal data (who, and from which address): removed after 90 days.
 */
export const securityEvents = pgTable(
  "security_events",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    at: instant("at").notNull(),
    kind: text("kind").notNull(),
    // Null: not known who.
    actor: actorJson("actor"),
    address: text("address"),
    detail: jsonb("detail").$type<Record<string, string | number>>().notNull(),
  },
  (table) => [index("security_events_at").on(table.at)],
);

/** Counters of limits that all processes share, as rate-limiter-flexible keeps them; `key` holds digests of names and addresses. */
export const rateLimits = pgTable("rate_limits", {
  key: varchar("key", { length: 255 }).primaryKey(),
  points: integer("points").notNull().default(0),
  expire: bigint("expire", { mode: "number" }),
});
