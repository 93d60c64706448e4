import { sql } from "drizzle-orm";
import { bigint, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { actorJson, instant } from "./column-types.ts";

/** What a clean wrote anew, by place; as lib/cleaning/types.ts explains it. */
export type StoredCoverage = {
  tables: "rewritten";
  statistics: "rewritten" | "not_permitted" | "in_use";
  log: "removed" | "not_embedded" | "not_permitted" | "held";
};

/**
 * The cleans of the built-in store's files there were, queue and history at once. Holds no personal data but who asked, as history
 * keeps it of every deletion.
 */
export const cleans = pgTable(
  "cleans",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    status: text("status").$type<"queued" | "running" | "completed" | "failed" | "cancelled">().notNull(),
    actor: actorJson("actor").notNull(),
    requestedAt: instant("requested_at").notNull(),
    cancelRequestedAt: instant("cancel_requested_at"),
    // When the attempt that ended well, or goes on, began to take notice of changes: what was deleted before is not in what it wrote.
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
    attempts: integer("attempts").notNull().default(0),
    phase: text("phase").$type<"copying" | "indexing" | "swapping" | "statistics" | "log">(),
    // In bytes of tables and indexes.
    doneBytes: bigint("done_bytes", { mode: "number" })
      .notNull()
      .default(sql`0`),
    totalBytes: bigint("total_bytes", { mode: "number" })
      .notNull()
      .default(sql`0`),
    errorCode: text("error_code"),
    coverage: jsonb("coverage").$type<StoredCoverage>(),
  },
  (table) => [
    // One at a time.
    uniqueIndex("cleans_open")
      .on(sql`(true)`)
      .where(sql`${table.status} in ('queued', 'running')`),
    index("cleans_requested").on(table.requestedAt.desc().nullsFirst()),
    index("cleans_completed")
      .on(table.startedAt)
      .where(sql`${table.status} = 'completed'`),
  ],
);
