import { index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { Actor } from "../../lib/members/types.ts";
import type { AdditionErrorCode, AdditionStatus } from "../../lib/memories/addition.ts";
import { instant } from "./column-types.ts";

/**
 * One request to add memories over the API, as Mem0's events tell of it: which memories came of it, never their texts.
 * The ids stay when the memories are deleted.
 */
export const additions = pgTable(
  "additions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    actor: jsonb("actor").$type<Actor>().notNull(),
    status: text("status").$type<AdditionStatus>().notNull(),
    memoryIds: uuid("memory_ids").array().notNull().default([]),
    // Why it failed: a word of lib/memories/addition.ts.
    errorCode: text("error_code").$type<AdditionErrorCode>(),
    startedAt: instant("started_at").notNull(),
    finishedAt: instant("finished_at").notNull(),
  },
  (table) => [
    index("additions_started").on(table.startedAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
  ],
);
