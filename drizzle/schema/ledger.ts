import { bigint, pgTable, smallint, text } from "drizzle-orm/pg-core";
import { bytea, instant } from "./column-types.ts";

/**
 * Append-only and hash-chained; triggers (migration 0001) refuse UPDATE, DELETE and TRUNCATE. `body` is the canonical
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
