import { sql } from "drizzle-orm";
import { bigint, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { actorJson, instant } from "./column-types.ts";

/**
 * The imports there were: what `memories.import_id` speaks of. Holds nothing of a file, neither its name, which may be a
 * person's, nor anything in it: when its memories are deleted, nothing of them is left here to be erased, and the row stays.
 * An import's counts are of the time when it ran; how many of its memories there are now is for `memories` to say.
 */
export const imports = pgTable("imports", {
  // Of version 7: it begins with the time, by which an import is called on screen (lib/memories/import-id.ts).
  id: uuid("id").primaryKey(),
  actor: actorJson("actor").notNull(),
  way: text("way").$type<"page" | "command">().notNull(),
  addedCount: bigint("added_count", { mode: "number" })
    .notNull()
    .default(sql`0`),
  startedAt: instant("started_at").notNull(),
});
