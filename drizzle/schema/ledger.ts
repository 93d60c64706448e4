import { bigint, index, pgTable, smallint, text } from "drizzle-orm/pg-core";
import { bytea, instant } from "./column-types.ts";

/**
 * Append-only and hash-chained; triggers (migrations 0001 and 0002) refuse UPDATE, DELETE and TRUNCATE. `body` is the canonical
 * text that was hashed, kept as text so that no JSON round trip can change a byte of it.
 */
export const ledgerEvents = pgTable("ledger_events", {
  seq: bigint("seq", { mode: "number" }).primaryKey(),
  version: smallint("version").notNull(),
  kind: text("kind").notNull(),
  body: text("body").notNull(),
  previousHash: bytea("previous_hash").notNull(),
  hash: bytea("hash").notNull(),
  recordedAt: instant("recorded_at").notNull(),
});

/**
 * What was written where, for display only: who can rewrite the ledger can rewrite this as well. A verifier relies on the
 * copies outside. `error_code` is null when it was written.
 */
export const ledgerAnchors = pgTable(
  "ledger_anchors",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    seq: bigint("seq", { mode: "number" }).notNull(),
    hash: bytea("hash").notNull(),
    anchoredAt: instant("anchored_at").notNull(),
    destination: text("destination").$type<"file" | "url">().notNull(),
    errorCode: text("error_code"),
  },
  // The newest one at each destination, without reading the others.
  (table) => [index("ledger_anchors_destination").on(table.destination, table.id)],
);
