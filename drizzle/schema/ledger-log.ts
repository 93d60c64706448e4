import { sql } from "drizzle-orm";
import { bigint, index, jsonb, pgTable, primaryKey, smallint, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytea, instant } from "./column-types.ts";

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

/** The public keys that checkpoints were and are signed with, as verifier keys. `until` is null while one signs. */
export const ledgerKeys = pgTable("ledger_keys", {
  vkey: text("vkey").primaryKey(),
  since: instant("since").notNull(),
  until: instant("until"),
});

/** What is wrong with the log, once for each code until it is over. For pages and health; the log itself does not rely on it. */
export const ledgerAlarms = pgTable(
  "ledger_alarms",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    code: text("code").notNull(),
    // Numbers, sizes and names of logs and witnesses.
    facts: jsonb("facts").$type<Record<string, string | number>>().notNull(),
    raisedAt: instant("raised_at").notNull(),
    lastSeenAt: instant("last_seen_at").notNull(),
    clearedAt: instant("cleared_at"),
  },
  (table) => [
    uniqueIndex("ledger_alarms_open")
      .on(table.code)
      .where(sql`${table.clearedAt} is null`),
  ],
);
