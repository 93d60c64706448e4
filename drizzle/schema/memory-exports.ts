import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { actorJson, instant, selectionJson } from "./column-types.ts";

/**
 * One request for an export over the API: who asked, what for, and in which form. The memories are read when it is fetched, so no
 * text of theirs is here. The filter names people: a row goes after 7 days, when its asker has 100 newer ones, and as soon as an
 * entity that its filter names has no memories left (lib/stores/builtin/forget-exports.ts, at the end of each deletion).
 */
export const memoryExports = pgTable(
  "memory_exports",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    actor: actorJson("actor").notNull(),
    actorId: text("actor_id").notNull(),
    // JSON as it was sent: what is exported has its order.
    schema: text("schema").notNull(),
    filter: selectionJson("filter").notNull(),
    // The entities that the filter names, side by side.
    entityKinds: text("entity_kinds").array().$type<("user" | "agent" | "app" | "run")[]>().notNull(),
    entityValues: text("entity_values").array().notNull(),
    createdAt: instant("created_at").notNull(),
  },
  (table) => [index("memory_exports_asked").on(table.actorId, table.createdAt.desc().nullsFirst())],
);
