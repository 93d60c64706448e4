import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { actorJson, bytea, instant } from "./column-types.ts";

/**
 * A memory, an entity or a search that members watch go. What is watched is sealed, as it names people; the row goes when it
 * expires (lib/watches/server/prune-watches.ts), and with it the salt of its key.
 */
export const watches = pgTable(
  "watches",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    kind: text("kind").$type<"memory" | "entity" | "search">().notNull(),
    sealed: bytea("sealed").notNull(),
    sealSalt: bytea("seal_salt").notNull(),
    createdBy: actorJson("created_by").notNull(),
    createdAt: instant("created_at").notNull(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    index("watches_created").on(table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index("watches_expires").on(table.expiresAt),
  ],
);
