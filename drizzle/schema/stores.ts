import { sql } from "drizzle-orm";
import { jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytea, instant } from "./column-types.ts";

/** The stores that were set up; the built-in one needs no row. A row stays for ever, since history calls its store by it. */
export const stores = pgTable(
  "stores",
  {
    // A part of URLs; never changes.
    id: text("id").primaryKey(),
    kind: text("kind").$type<"mem0-platform" | "mem0-oss">().notNull(),
    name: text("name").notNull(),
    // Nothing secret: see lib/stores/store-settings.ts.
    settings: jsonb("settings").$type<unknown>().notNull(),
    // Sealed: see lib/stores/server/seal-credentials.ts.
    credentials: bytea("credentials").notNull(),
    credentialsSetAt: instant("credentials_set_at").notNull(),
    // `environment`: declared in LETHE_STORES, and changed only there.
    source: text("source").$type<"settings" | "environment">().notNull(),
    createdAt: instant("created_at").notNull(),
    // An adapter that was made of this row is made again when this changes.
    updatedAt: instant("updated_at").notNull(),
    disabledAt: instant("disabled_at"),
  },
  (table) => [
    // A store's name is typed to confirm that everything in it is deleted: it must mean one store.
    uniqueIndex("stores_name")
      .on(sql`lower(${table.name})`)
      .where(sql`${table.disabledAt} is null`),
  ],
);
