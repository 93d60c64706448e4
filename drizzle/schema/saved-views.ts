import { sql } from "drizzle-orm";
import { boolean, index, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./column-types.ts";
import { members } from "./members.ts";

/**
 * Views of the memories table that members keep. What one looks for is sealed, as it can name people; it is erased by deleting the
 * view, which its owner can, and of a shared one every admin (lib/views/server/manage-views.ts). Private ones go when their owner is
 * disabled.
 */
export const savedViews = pgTable(
  "saved_views",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    ownerId: uuid("owner_id")
      .notNull()
      .references(() => members.id),
    isShared: boolean("is_shared").notNull(),
    name: text("name").notNull(),
    // Of a store whose row can be gone from the list; the built-in one has none.
    storeId: text("store_id").notNull(),
    sealed: bytea("sealed").notNull(),
    sealSalt: bytea("seal_salt").notNull(),
    sort: text("sort").notNull(),
    columns: jsonb("columns").$type<{ order: string[]; hidden: string[] }>().notNull(),
    createdAt: instant("created_at").notNull(),
    updatedAt: instant("updated_at").notNull(),
  },
  (table) => [
    uniqueIndex("saved_views_name").on(table.ownerId, sql`lower(${table.name})`),
    index("saved_views_shared")
      .on(table.name)
      .where(sql`${table.isShared}`),
  ],
);
