import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex } from "drizzle-orm/pg-core";
import { actorJson, bytea, instant } from "./column-types.ts";

// The ledger as a transparency log (lib/ledger/log). None of these tables holds personal data: hashes, sizes, public keys and codes.

/**
 * Under which name the ledger is signed; the one begun last is the present one. Another begins only when the ledger cannot go on from
 * what was signed before, such as after a restored backup; it then names the last checkpoint of the one before. Append-only (migration 0038).
 */
export const ledgerOrigins = pgTable("ledger_origins", {
  id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
  origin: text("origin").notNull().unique(),
  startedAt: instant("started_at").notNull(),
  // Signed, of the log before; null for the first.
  previousCheckpoint: text("previous_checkpoint"),
});

/** Hashes over the events, in tiles of https://c2sp.org/tlog-tiles. Derived: without them they are made again from the events. */
export const ledgerTiles = pgTable(
  "ledger_tiles",
  {
    level: smallint("level").notNull(),
    number: bigint("number", { mode: "number" }).notNull(),
    // Up to 256 of 32 bytes each, one after the other.
    hashes: bytea("hashes").notNull(),
  },
  (table) => [primaryKey({ columns: [table.level, table.number] })],
);

/** Every checkpoint that was ever signed. Append-only (migration 0038). */
export const ledgerCheckpoints = pgTable(
  "ledger_checkpoints",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    origin: text("origin").notNull(),
    size: bigint("size", { mode: "number" }).notNull(),
    root: bytea("root").notNull(),
    // With Lethe's own signatures only.
    note: text("note").notNull(),
    signedAt: instant("signed_at").notNull(),
  },
  // The last one of a log, and the first that has an event.
  (table) => [
    index("ledger_checkpoints_origin").on(table.origin, table.id),
    index("ledger_checkpoints_size").on(table.origin, table.size),
  ],
);

/**
 * What witnesses have signed of a checkpoint, each verified by the key that is configured for it before it was kept. Append-only
 * (migration 0040). With its checkpoint it makes a note that anybody can verify: cosignedNote in lib/ledger/server/log/cosignatures.ts.
 */
export const ledgerCosignatures = pgTable(
  "ledger_cosignatures",
  {
    checkpointId: bigint("checkpoint_id", { mode: "number" })
      .notNull()
      .references(() => ledgerCheckpoints.id),
    // The witness's verifier key (https://c2sp.org/tlog-cosignature).
    vkey: text("vkey").notNull(),
    // The signature line of the note, with its end.
    line: text("line").notNull(),
    // By the witness's clock, as it is signed.
    witnessedAt: instant("witnessed_at").notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.checkpointId, table.vkey] }),
    index("ledger_cosignatures_vkey").on(table.vkey, table.checkpointId),
  ],
);

/** Time-stamps (RFC 3161) of the text of a checkpoint, without its signatures. Append-only (migration 0040). */
export const ledgerTimestamps = pgTable(
  "ledger_timestamps",
  {
    checkpointId: bigint("checkpoint_id", { mode: "number" })
      .notNull()
      .references(() => ledgerCheckpoints.id),
    // The host that was asked.
    authority: text("authority").notNull(),
    // The whole answer in DER, as `openssl ts -verify -in` takes it.
    response: bytea("response").notNull(),
    // By the authority's clock, as it is signed.
    stampedAt: instant("stamped_at").notNull(),
    receivedAt: instant("received_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.checkpointId, table.authority] }),
    index("ledger_timestamps_authority").on(table.authority, table.checkpointId),
  ],
);

/** How each witness and time-stamp authority answered when it was asked last. For display, and for when to ask again. */
export const ledgerAttestors = pgTable("ledger_attestors", {
  // The verifier key of a witness, or the host of a time-stamp authority.
  name: text("name").primaryKey(),
  kind: text("kind").$type<"witness" | "timestamp">().notNull(),
  // Of the checkpoint that it was asked about.
  size: bigint("size", { mode: "number" }).notNull(),
  askedAt: instant("asked_at").notNull(),
  // Null: it attested.
  errorCode: text("error_code"),
});

/** The public keys that checkpoints were and are signed with, as verifier keys. `until` is null while one signs. */
export const ledgerKeys = pgTable("ledger_keys", {
  vkey: text("vkey").primaryKey(),
  since: instant("since").notNull(),
  until: instant("until"),
});

/**
 * What is wrong with the log, once for each code and subject until it is over and an admin has acknowledged it. For pages and health; the
 * log itself does not rely on it. `acknowledged_by` and `reason` name a member and are what the member wrote: the ledger's event
 * has neither, and lib/ledger/server/log/prune-alarms.ts erases them two years later.
 */
export const ledgerAlarms = pgTable(
  "ledger_alarms",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    code: text("code").notNull(),
    // Which of several it is about: the name of a witness. Empty for the ledger itself.
    subject: text("subject").notNull().default(""),
    // Numbers, sizes and names of logs and witnesses.
    facts: jsonb("facts").$type<Record<string, string | number>>().notNull(),
    raisedAt: instant("raised_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    clearedAt: instant("cleared_at"),
    // Told to the webhooks; null while that is still to be done.
    announcedAt: instant("announced_at"),
    acknowledgedAt: instant("acknowledged_at"),
    acknowledgedBy: actorJson("acknowledged_by"),
    reason: text("reason"),
  },
  (table) => [
    uniqueIndex("ledger_alarms_alive")
      .on(table.code, table.subject)
      .where(sql`${table.clearedAt} is null or ${table.acknowledgedAt} is null`),
  ],
);
