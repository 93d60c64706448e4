import { index, pgTable, uuid } from "drizzle-orm/pg-core";
import { instant, selectionJson } from "./column-types.ts";
import { members } from "./members.ts";

/**
 * Selections that are too long for a server action, sent ahead of it by the member who previews or confirms them. Read by
 * that member alone, never changed, and forgotten a day later (lib/deletions/server/draft/prune-drafts.ts).
 */
export const selectionDrafts = pgTable(
  "selection_drafts",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    memberId: uuid("member_id")
      .notNull()
      .references(() => members.id),
    selection: selectionJson("selection").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [index("selection_drafts_member").on(table.memberId, table.createdAt)],
);
