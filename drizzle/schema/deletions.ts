import { sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  pgView,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from "drizzle-orm/pg-core";
import { actorJson, bytea, byteas, instant, selectionJson, tids } from "./column-types.ts";

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
        | "queued"
        | "running"
        | "waiting"
        | "paused"
        | "verifying"
        | "completed"
        | "partial"
        | "failed"
        | "cancelled"
      >()
      .notNull()
      .default("queued"),
    actor: actorJson("actor").notNull(),
    // What was asked for. Listed ids are items from the start; a filter stays here while the deletion needs it to run.
    selection: selectionJson("selection").notNull(),
    // When the plain filter was erased from `selection`; only its shape stands there since.
    selectionErasedAt: instant("selection_erased_at"),
    // It takes more than memories:delete allows: see needsDeleteAll.
    needsDeleteAll: boolean("needs_delete_all").notNull().default(false),
    reason: text("reason"),
    ticket: text("ticket"),
    // The ticket of this reference, where there is one; stays when the reference is erased here.
    ticketId: uuid("ticket_id"),
    // When reason and ticket were erased on request.
    textErasedAt: instant("text_erased_at"),
    // Key of the item digests, combined with LETHE_SECRET; destroying it unlinks the digests from the people.
    digestSalt: bytea("digest_salt").notNull(),
    idempotencyKey: uuid("idempotency_key").notNull(),
    requestDigest: text("request_digest").notNull(),
    cutoffAt: instant("cutoff_at").notNull(),
    // The preview that was confirmed, and the transactions it saw, as Postgres writes a snapshot; null without a preview
    // (Mem0's API), and in a remote store the latter.
    previewId: uuid("preview_id"),
    snapshot: text("snapshot"),
    // The number that was confirmed. Null for what an application asks for by a filter, which is not counted before it is
    // frozen; from then on the number frozen.
    expectedCount: integer("expected_count"),
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
    // Left since a hold covers them: of the frozen ones, and beside them. `held_by` says by which holds; what was left out when it
    // was frozen stays left out when such a hold is released meanwhile.
    heldCount: integer("held_count").notNull().default(0),
    heldBesideCount: integer("held_beside_count").notNull().default(0),
    heldBy: uuid("held_by").array().notNull().default([]),
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
    // When a remote store is next asked whether what was deleted has come back; null: not by itself.
    rescanAt: instant("rescan_at"),
    rescanCount: integer("rescan_count").notNull().default(0),
    // When something deleted and verified absent was last found to be stored again, and how many memories; null: never.
    returnedAt: instant("returned_at"),
    returnedCount: integer("returned_count").notNull().default(0),
    // Keyed digests of the entities that the selection names, by which history is asked about a person: see entity-digest.ts.
    // Null until they are made.
    entityDigests: byteas("entity_digests"),
    // Says which key made them.
    entityKeyCheck: bytea("entity_key_check"),
    leaseOwner: uuid("lease_owner"),
    leaseExpiresAt: instant("lease_expires_at"),
    createdAt: instant("created_at").notNull(),
    startedAt: instant("started_at"),
    // Frozen, it does nothing until a second person has approved it (approvals).
    needsApproval: boolean("needs_approval").notNull().default(false),
    // The rule's number when it was requested: frozen with more memories than this, it needs approval too. Null: none applies.
    approvalCountMax: integer("approval_count_max"),
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
    index("deletions_rescan")
      .on(table.rescanAt)
      .where(sql`${table.rescanAt} is not null`),
    index("deletions_selection_kept")
      .on(table.finishedAt)
      .where(
        sql`${table.selectionErasedAt} is null and ${table.finishedAt} is not null and ${table.operation} not in ('delete', 'batch')`,
      ),
    index("deletions_ticket")
      .on(table.ticketId)
      .where(sql`${table.ticketId} is not null`),
    index("deletions_entities").using("gin", table.entityDigests),
    uniqueIndex("deletions_idempotency").on(sql`(${table.actor} ->> 'id')`, table.idempotencyKey),
  ],
);

/** Items of a batch, but for the last of a deletion. */
export const packSize = 1_000;

/**
 * Up to a thousand memories of a deletion, packed: a row each would cost as much as everything else. Item `seq` is the one at
 * `seq - from_seq + 1` of each array. A batch begins at 1, 1001, 2001 and so on, so that an item's batch is known by its number.
 * No foreign key to deletions: rows are only ever written while the deletion's own row is locked.
 */
export const deletionBatches = pgTable(
  "deletion_batches",
  {
    deletionId: uuid("deletion_id").notNull(),
    fromSeq: integer("from_seq").notNull(),
    itemCount: integer("item_count").notNull(),
    // Each item's id is in exactly one of the two, and null in the other: a UUID as PostgreSQL writes it, which those of the
    // built-in store all are, or what else a remote store calls its memory. An array without any id is null as a whole.
    memoryIds: uuid("memory_ids").array(),
    remoteIds: text("remote_ids").array(),
    // 32 bytes each, in order; zeros for a memory that was not there, and null when none is known.
    digests: bytea("digests"),
    // Where the built-in store kept them when they were frozen: found there without an index. Only a hint, as an
    // update, a vacuum or a restored backup may have moved them.
    places: tids("places"),
    // The same of the versions of these memories; null when they are to be looked up.
    versionIds: bigint("version_ids", { mode: "number" }).array(),
    versionPlaces: tids("version_places"),
  },
  (table) => [
    primaryKey({ columns: [table.deletionId, table.fromSeq] }),
    // "Which deletion took this memory?" Small batches, of which there may be millions, are found by their ids; large ones, ten
    // thousand of which hold ten million ids, are read: an index of all their ids would make freezing twice as slow.
    index("deletion_batches_small")
      .using("gin", table.memoryIds)
      .where(sql`${table.itemCount} <= 250`),
    index("deletion_batches_large")
      .on(table.deletionId)
      .where(sql`${table.itemCount} > 250`),
    index("deletion_batches_remote")
      .on(table.deletionId)
      .where(sql`${table.remoteIds} is not null`),
    check(
      "deletion_batches_aligned",
      sql`${table.fromSeq} % 1000 = 1 and ${table.itemCount} between 1 and 1000`,
    ),
  ],
);

/** What became of an item that was not simply deleted; see cursor_seq. */
export const deletionExceptions = pgTable(
  "deletion_exceptions",
  {
    deletionId: uuid("deletion_id").notNull(),
    seq: integer("seq").notNull(),
    outcome: text("outcome").$type<"deleted" | "already_absent" | "failed" | "kept">().notNull(),
    errorCode: text("error_code"),
  },
  (table) => [primaryKey({ columns: [table.deletionId, table.seq] })],
);

/**
 * The items of deletions as rows, to be read. `outcome` is null while pending, and stays null for the common case: deleted. A
 * condition on `seq` alone unpacks the whole deletion: say also which batches, by itemsBetween in
 * lib/deletions/server/record/items-between.ts.
 */
export const deletionItems = pgView("deletion_items", {
  deletionId: uuid("deletion_id").notNull(),
  fromSeq: integer("from_seq").notNull(),
  seq: integer("seq").notNull(),
  // See deletion_batches; read both at once by lib/deletions/server/record/item-id.ts.
  memoryId: uuid("memory_id"),
  remoteId: text("remote_id"),
  digest: bytea("digest"),
  outcome: text("outcome").$type<"deleted" | "already_absent" | "failed" | "kept">(),
  errorCode: text("error_code"),
}).as(sql`
  select item.deletion_id, item.from_seq, item.seq, item.memory_id, item.remote_id,
    nullif(substring(item.digests from (item.seq - item.from_seq) * 32 + 1 for 32), decode(repeat('00', 32), 'hex')) as digest,
    exception.outcome, exception.error_code
  from (
    select deletion_id, from_seq, digests, generate_series(from_seq, from_seq + item_count - 1) as seq,
      unnest(memory_ids) as memory_id, unnest(remote_ids) as remote_id
    from deletion_batches order by deletion_id, from_seq
  ) as item
  left join deletion_exceptions as exception
    on exception.deletion_id = item.deletion_id and exception.seq = item.seq`);
