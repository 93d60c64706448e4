import { sql } from "drizzle-orm";
import {
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { actorJson, bytea, byteas, instant, selectionJson, tid } from "./column-types.ts";

/** One confirmed request to delete a selection: queue entry, progress and history at once. */
export const deletions = pgTable(
  "deletions",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    storeId: text("store_id").notNull(),
    operation: text("operation")
      .$type<"delete" | "batch" | "delete_matching" | "delete_all" | "wipe" | "delete_entity">()
      .notNull(),
    status: text("status")
      .$type<
        "queued" | "running" | "paused" | "verifying" | "completed" | "partial" | "failed" | "cancelled"
      >()
      .notNull()
      .default("queued"),
    actor: actorJson("actor").notNull(),
    // What was asked for. Listed ids are item rows from the start; a filter stays here while the deletion needs it to run.
    selection: selectionJson("selection").notNull(),
    reason: text("reason"),
    ticket: text("ticket"),
    // Key of the item digests, combined with LETHE_SECRET; destroying it unlinks the digests from the people.
    digestSalt: bytea("digest_salt").notNull(),
    idempotencyKey: uuid("idempotency_key").notNull(),
    requestDigest: text("request_digest").notNull(),
    cutoffAt: instant("cutoff_at").notNull(),
    // The preview that was confirmed, and the transactions it saw, as Postgres writes a snapshot; null without a preview
    // (Mem0's API), and in a remote store the latter.
    previewId: uuid("preview_id"),
    snapshot: text("snapshot"),
    expectedCount: integer("expected_count").notNull(),
    requestedCount: integer("requested_count"),
    deletedCount: integer("deleted_count").notNull().default(0),
    absentCount: integer("absent_count").notNull().default(0),
    failedCount: integer("failed_count").notNull().default(0),
    // Of those that failed: sent to a remote store, and not read back when the deletion ended.
    unknownCount: integer("unknown_count").notNull().default(0),
    // Left since they were changed, or stored, since the preview: of the frozen ones, and beside them.
    changedCount: integer("changed_count").notNull().default(0),
    joinedCount: integer("joined_count").notNull().default(0),
    // Immutable memories that matched when it was frozen, and stay because the request keeps them.
    keptImmutableCount: integer("kept_immutable_count").notNull().default(0),
    // Items up to this sequence number are done; without an outcome of their own they were deleted.
    cursorSeq: integer("cursor_seq").notNull().default(0),
    // Items up to this sequence number were sent to a remote store, or were about to be when Lethe stopped: they are read
    // back before anything is sent again.
    sentSeq: integer("sent_seq").notNull().default(0),
    errorCode: text("error_code"),
    // What reading back found, the last time it was done.
    verification: jsonb("verification").$type<unknown>(),
    // What its store keeps elsewhere of what was deleted, as far as that was looked for.
    copies: jsonb("copies").$type<unknown>(),
    // When an ended deletion is read back next, as its end could not be; null: not by itself.
    reviewAt: instant("review_at"),
    reviewCount: integer("review_count").notNull().default(0),
    // When that was last tried: a store whose settings were changed since is tried again at once.
    reviewedAt: instant("reviewed_at"),
    // Keyed digests of the entities that the selection names, by which history is asked about a person: see entity-digest.ts.
    // Null until they are made.
    entityDigests: byteas("entity_digests"),
    // Tells the key they were made by from another.
    entityKeyCheck: bytea("entity_key_check"),
    leaseOwner: uuid("lease_owner"),
    leaseExpiresAt: instant("lease_expires_at"),
    createdAt: instant("created_at").notNull(),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
  },
  (table) => [
    index("deletions_created").on(table.createdAt.desc().nullsFirst(), table.id.desc().nullsFirst()),
    index("deletions_unfinished")
      .on(table.createdAt)
      .where(sql`${table.finishedAt} is null`),
    index("deletions_review")
      .on(table.reviewAt)
      .where(sql`${table.reviewAt} is not null`),
    index("deletions_entities").using("gin", table.entityDigests),
    uniqueIndex("deletions_idempotency").on(sql`(${table.actor} ->> 'id')`, table.idempotencyKey),
  ],
);

/**
 * One memory in a deletion. `outcome` is null while pending, and stays null for the common case: deleted (see cursor_seq).
 * No foreign key to deletions: its per-row trigger would dominate the freezing of a million ids, and rows are only ever
 * written while the deletion's own row is locked.
 */
export const deletionItems = pgTable(
  "deletion_items",
  {
    deletionId: uuid("deletion_id").notNull(),
    seq: integer("seq").notNull(),
    // Exactly one of the two: a UUID as PostgreSQL writes it, which those of the built-in store all are, or what else a
    // remote store calls its memory. Read both at once by lib/deletions/server/record/item-id.ts.
    memoryId: uuid("memory_id"),
    remoteId: text("remote_id"),
    digest: bytea("digest"),
    // Where the built-in store kept it when it was frozen: found there without its index, three times as fast in a large
    // store. No more than a hint, as an update, a vacuum or a restored backup may have moved it.
    place: tid("place"),
    outcome: text("outcome").$type<"deleted" | "already_absent" | "failed" | "kept">(),
    errorCode: text("error_code"),
  },
  (table) => [
    primaryKey({ columns: [table.deletionId, table.seq] }),
    index("deletion_items_exceptions")
      .on(table.deletionId, table.seq)
      .where(sql`${table.outcome} is not null`),
    // Tells whether a deletion took a memory whose link is opened, without a key per item: a tree or a hash index makes freezing
    // twice as slow (measured), this one none, and finds an id among 600,000 items in 20 ms.
    index("deletion_items_memory")
      .using("brin", sql`${table.memoryId} uuid_bloom_ops (n_distinct_per_range = 4000)`)
      .with({ pages_per_range: 32, autosummarize: true }),
    index("deletion_items_remote")
      .using("hash", table.remoteId)
      .where(sql`${table.remoteId} is not null`),
    check("deletion_items_one_id", sql`(${table.memoryId} is null) <> (${table.remoteId} is null)`),
  ],
);
