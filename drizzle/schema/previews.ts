import { index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { bytea, instant } from "./column-types.ts";

/**
 * What a person was shown before a deletion, so that a confirmation binds to those memories and not to their number. Without
 * the filter and without any text. Forgotten a day later with its items, or when its deletion has ended, if that is later
 * (lib/deletions/server/preview/prune-previews.ts).
 */
export const previews = pgTable(
  "previews",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    storeId: text("store_id").notNull(),
    cutoffAt: instant("cutoff_at").notNull(),
    // Of the built-in store: the transactions that the preview saw, as Postgres writes a snapshot.
    snapshot: text("snapshot"),
    // Key of the digests, combined with LETHE_SECRET; with the row goes what ties them to memories.
    digestSalt: bytea("digest_salt").notNull(),
    // Identifies the selection that was previewed.
    selectionDigest: text("selection_digest").notNull(),
    // The holds in force: what they cover was not shown, and is not taken when one of them is released meanwhile.
    heldBy: uuid("held_by").array().notNull().default([]),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [index("previews_created").on(table.createdAt)],
);

/**
 * The memories of a remote store that a preview read: ids, and keyed digests of what they said. No foreign key: its per-row
 * trigger would dominate the writing of a million ids.
 */
export const previewItems = pgTable(
  "preview_items",
  {
    previewId: uuid("preview_id").notNull(),
    memoryId: text("memory_id").notNull(),
    digest: bytea("digest").notNull(),
  },
  (table) => [primaryKey({ columns: [table.previewId, table.memoryId] })],
);
