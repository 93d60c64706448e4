import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { actorJson, instant } from "./column-types.ts";

/**
 * One request to add memories over the API, as Mem0's events tell of it: which memories came of it, never their texts.
 * The ids stay when the memories are deleted.
 */
export const additions = pgTable(
  "additions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    actor: actorJson("actor").notNull(),
    status: text("status").$type<"succeeded" | "failed">().notNull(),
    memoryIds: uuid("memory_ids").array().notNull().default([]),
    // Memories that had exactly the text and the ids of one that was to be added, and stand for it.
    repeatedIds: uuid("repeated_ids").array().notNull().default([]),
    // Why it failed: a word of lib/mem0-api/addition.ts.
    errorCode: text("error_code").$type<"model_unavailable" | "model_answer">(),
    startedAt: instant("started_at").notNull(),
    finishedAt: instant("finished_at").notNull(),
  },
  (table) => [
    index("additions_started").on(table.startedAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
  ],
);
