import { sql } from "drizzle-orm";
import { repeatKeySql } from "./normalised-sql.ts";
import { bigint, boolean, date, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { exactJson, instant, xid8 } from "./column-types.ts";

/** The built-in store. Together with memory_versions the only place where memory text may live. */
export const memories = pgTable(
  "memories",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    memory: text("memory").notNull(),
    // The text as it is found by (lib/text/fold-text.ts), where there is more than ASCII in it; else null. The trigger
    // Filled by the trigger memories_folding. The product's statements never write it.
    folded: text("folded"),
    // What repeats of a memory share: normalised-sql.ts beside this. Stored, as to find all repeats is to read it of every memory.
    repeatKey: bigint("repeat_key", { mode: "bigint" }).generatedAlwaysAs(
      sql.raw(
        repeatKeySql({
          folded: `coalesce("folded", lower("memory" collate "C"))`,
          userId: `"user_id"`,
          agentId: `"agent_id"`,
          appId: `"app_id"`,
          runId: `"run_id"`,
        }),
      ),
    ),
    userId: text("user_id"),
    agentId: text("agent_id"),
    appId: text("app_id"),
    runId: text("run_id"),
    metadata: exactJson("metadata").notNull().default({}),
    categories: text("categories").array().notNull().default([]),
    immutable: boolean("immutable").notNull().default(false),
    expirationDate: date("expiration_date"),
    supersededBy: uuid("superseded_by"),
    // The import that brought it, of `imports`; null when none did. No foreign key: its trigger would run for each row.
    importId: uuid("import_id"),
    isSample: boolean("is_sample").notNull().default(false),
    // What an application said of the memory by Mem0's feedback call. It is part of the row, and so goes with it. Giving it is no
    // change of the memory: the trigger note_memory_change lets it pass, or a deletion would keep what it was given to.
    feedback: text("feedback").$type<"POSITIVE" | "NEGATIVE" | "VERY_NEGATIVE">(),
    feedbackReason: text("feedback_reason"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    // When this store took the memory in. created_at can be imported and lie in the past, so only this column can
    // tell what arrived after a deletion's cutoff.
    // The clock, and not the start of the transaction: a writer holds the table's lock by then, and can be waited for.
    storedAt: instant("stored_at")
      .notNull()
      .default(sql`clock_timestamp()`),
    // When and by which transactions a memory was last written, by any program: defaults on insert, and on update the
    // trigger note_memory_change, so that no write can forget it (updated_at can be imported). What a confirmation is bound
    // to: matchReach in lib/stores/sql/match-reach.ts. A memory of before these columns has the epoch and nulls.
    changedAt: instant("changed_at")
      .notNull()
      .default(sql`clock_timestamp()`),
    // The transaction that stored it, or gave it its present user, agent, app or run.
    storedIn: xid8("stored_in").default(sql`pg_current_xact_id()`),
    // The ones that last changed its metadata, and anything of it; null when none did.
    metadataIn: xid8("metadata_in"),
    changedIn: xid8("changed_in"),
    // The deletion that made it resurface, when that was the last change of a memory which it had not seen change before:
    // to that deletion it is the same memory.
    resurfacedBy: uuid("resurfaced_by"),
  },
  (table) => [
    // nullsFirst(): ORDER BY … DESC means NULLS FIRST, and an index that says otherwise is not used (174 ms against 0.03).
    index("memories_created").on(table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index("memories_updated").on(table.updatedAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index("memories_user").on(
      table.userId,
      table.createdAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    index("memories_agent").on(
      table.agentId,
      table.createdAt.desc().nullsFirst(),
      table.id.desc().nullsFirst(),
    ),
    index("memories_app").on(table.appId, table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index("memories_run").on(table.runId, table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index("memories_metadata").using("gin", table.metadata.op("jsonb_path_ops")),
    index("memories_categories").using("gin", table.categories),
    // Word for word as lib/stores/sql/folded-text.ts asks for it.
    index("memories_folded").using(
      "gin",
      sql`coalesce(${table.folded}, lower(${table.memory} collate "C")) gin_trgm_ops`,
    ),
    // Finds the repeats of a memory: lib/mem0-api/server/memories/find-repeats.ts and lib/stores/sql/compile-duplicate.ts.
    index("memories_repeats").on(table.repeatKey),
    index("memories_expiration")
      .on(table.expirationDate)
      .where(sql`${table.expirationDate} is not null`),
    index("memories_superseded")
      .on(table.supersededBy)
      .where(sql`${table.supersededBy} is not null`),
    index("memories_import")
      .on(table.importId)
      .where(sql`${table.importId} is not null`),
    index("memories_feedback_reason")
      .on(table.id)
      .where(sql`${table.feedbackReason} is not null`),
    index("memories_sample")
      .on(table.id)
      .where(sql`${table.isSample}`),
  ],
);

/**
 * Earlier texts of updated memories, oldest first by id. No foreign key: its per-row trigger would double the cost of a
 * bulk delete, so the delete statement itself takes the versions along (lib/deletions/server/builtin/delete-batch.ts).
 */
export const memoryVersions = pgTable(
  "memory_versions",
  {
    id: bigint("id", { mode: "number" }).generatedAlwaysAsIdentity(),
    memoryId: uuid("memory_id").notNull(),
    oldMemory: text("old_memory").notNull(),
    newMemory: text("new_memory").notNull(),
    changedAt: instant("changed_at").notNull().defaultNow(),
  },
  (table) => [
    // By memory first: where the tables lie on several nodes, a key has to hold the column that says on which.
    primaryKey({ columns: [table.memoryId, table.id] }),
    // To find one again by itself, as a clean of the files does.
    index("memory_versions_id").on(table.id),
  ],
);
