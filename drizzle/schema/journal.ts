import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from "drizzle-orm/pg-core";
import { byteas, instant } from "./column-types.ts";

// The journal is the record of erasures outside the database (lib/journal). None of these tables holds memory text.

/**
 * What is to be written to the journal: items that a deletion has done. The trigger note_for_journal (migration 0044) writes a row in
 * the transaction that moves the deletion's cursor; it goes when every place of the journal has it. Until then the deletion is "not in
 * the journal yet".
 */
export const journalOutbox = pgTable(
  "journal_outbox",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    deletionId: uuid("deletion_id").notNull(),
    fromSeq: integer("from_seq").notNull(),
    toSeq: integer("to_seq").notNull(),
    fileWrittenAt: instant("file_written_at"),
    urlWrittenAt: instant("url_written_at"),
  },
  (table) => [index("journal_outbox_deletion").on(table.deletionId)],
);

/** How the database stands to the journal. One row, which every process reads. */
export const journalStatus = pgTable(
  "journal_status",
  {
    id: smallint("id").primaryKey().default(1),
    // `restored`: it is older than the journal, so that only admins reach the built-in store. `replaying`: what was erased is being
    // erased again, and nothing else has changed. `foreign`: the journal is of another log.
    state: text("state").$type<"sound" | "foreign" | "restored" | "replaying">().notNull().default("sound"),
    // Numbers of the last comparison: see lib/journal/types.ts.
    facts: jsonb("facts").$type<Record<string, number>>(),
    // Of the log that the journal names last, signed: the next log names it. Null while nothing is wrong.
    lastCheckpoint: text("last_checkpoint"),
    checkedAt: instant("checked_at"),
    restoredAt: instant("restored_at"),
    // The deletion that erases again.
    replayDeletionId: uuid("replay_deletion_id"),
    // What became of the last attempts to write. A code, null when it was written.
    fileTriedAt: instant("file_tried_at"),
    fileErrorCode: text("file_error_code"),
    urlTriedAt: instant("url_tried_at"),
    urlErrorCode: text("url_error_code"),
  },
  (table) => [check("journal_status_once", sql`${table.id} = 1`)],
);

/**
 * Deletions that the journal tells of and the database does not, or not as far. Once they are erased again they stay, so that the next
 * comparison knows. The digests are those of deletions.entity_digests, and are erased with the row: it goes when the journal no longer
 * has the deletion (LETHE_JOURNAL_MONTHS; lib/journal/server/prune-lost-deletions.ts).
 */
export const journalLostDeletions = pgTable("journal_lost_deletions", {
  deletionId: uuid("deletion_id").primaryKey(),
  storeId: text("store_id").notNull(),
  cutoffAt: instant("cutoff_at").notNull(),
  toSeq: integer("to_seq").notNull(),
  erasedCount: integer("erased_count").notNull(),
  entityDigests: byteas("entity_digests").notNull(),
  replayedAt: instant("replayed_at"),
});

/** Memories that were erased and are there again, as the last comparison found. When they are erased again, those stay that a hold kept. */
export const journalFindings = pgTable(
  "journal_findings",
  {
    storeId: text("store_id").notNull(),
    memoryId: uuid("memory_id").notNull(),
    cutoffAt: instant("cutoff_at").notNull(),
    // Its text is not the one that was erased: it was changed between the backup and the erasure. Null: not known.
    isChanged: boolean("is_changed"),
  },
  (table) => [primaryKey({ columns: [table.storeId, table.memoryId] })],
);

/**
 * A look into each store elsewhere for what lost deletions erased there (lib/journal/server/scan-stores.ts): a restored backup of Lethe
 * does not know that, and looks there for nothing by itself. Numbers only. Goes with the last lost deletion of the store.
 */
export const journalScans = pgTable("journal_scans", {
  storeId: text("store_id").primaryKey(),
  requestedAt: instant("requested_at").notNull(),
  // By the process that looks; null before.
  claimedAt: instant("claimed_at"),
  finishedAt: instant("finished_at"),
  // Null until it has finished: see lib/journal/types.ts.
  outcome: text("outcome").$type<"looked" | "cut_off" | "failed" | "gone" | "disabled">(),
  errorCode: text("error_code"),
  // Of what was erased there: looked for, and met.
  lookedCount: integer("looked_count").notNull().default(0),
  backCount: integer("back_count").notNull().default(0),
});

/** The memories that such a look met, by their ids: emptied with the next look, and with its row. */
export const journalReturned = pgTable(
  "journal_returned",
  { storeId: text("store_id").notNull(), memoryId: text("memory_id").notNull() },
  (table) => [primaryKey({ columns: [table.storeId, table.memoryId] })],
);
