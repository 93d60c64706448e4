import { sql } from "drizzle-orm";
import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { actorJson, instant, selectionJson } from "./column-types.ts";

/**
 * What forbids that memories are deleted or changed until it is released. The name, reason and reference are what members wrote,
 * and `covers` names entities or has a filter: it is needed as it stands for as long as the hold is in force. Some time after the
 * release `covers` is reduced to its shape, with references in place of texts and IDs, as filters of deletions are
 * (lib/holds/server/erase-released.ts).
 */
export const holds = pgTable(
  "holds",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    name: text("name").notNull(),
    reason: text("reason").notNull(),
    // A case number, say.
    reference: text("reference"),
    // Null: all stores, also those to come.
    storeIds: text("store_ids").array(),
    // HoldCovers in lib/holds/types.ts.
    covers: selectionJson("covers").notNull(),
    coversErasedAt: instant("covers_erased_at"),
    placedBy: actorJson("placed_by").notNull(),
    placedAt: instant("placed_at").notNull(),
    releasedBy: actorJson("released_by"),
    releasedAt: instant("released_at"),
    releaseReason: text("release_reason"),
  },
  (table) => [
    index("holds_in_force")
      .on(table.id)
      .where(sql`${table.releasedAt} is null`),
    index("holds_placed").on(table.placedAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
  ],
);
