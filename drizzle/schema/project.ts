import { sql } from "drizzle-orm";
import { check, pgTable, smallint } from "drizzle-orm/pg-core";
import { exactJson, instant } from "./column-types.ts";

/**
 * What Mem0 keeps of a project: one row, as Lethe has one project. Written by admins for the language model, and about nobody;
 * a name that got into it is erased by writing it anew, as earlier values are kept nowhere, the ledger included.
 */
export const projectSettings = pgTable(
  "project_settings",
  {
    id: smallint("id").primaryKey().default(1),
    // What was set, by Mem0's names (lib/mem0-api/project-settings.ts); what is absent has its default.
    settings: exactJson("settings").notNull().default({}),
    // When Lethe was set up: the ledger's first event, where there was one.
    createdAt: instant("created_at").notNull().defaultNow(),
    changedAt: instant("changed_at").notNull().defaultNow(),
  },
  (table) => [check("project_settings_single", sql`${table.id} = 1`)],
);
