import { sql, type SQL, type SQLWrapper } from "drizzle-orm";
import { bigint, index, pgTable, smallint, text } from "drizzle-orm/pg-core";
import { bytea, instant } from "./column-types.ts";

/** The deletion or the ticket that the body of an event names, as its index has it. */
export const deletionIdIn = (body: SQLWrapper): SQL =>
  sql`substring(${body} from '"deletionId":"([0-9a-f-]{36})"')`;
export const ticketIdIn = (body: SQLWrapper): SQL =>
  sql`substring(${body} from '"ticketId":"([0-9a-f-]{36})"')`;

/** Who did what an event tells of, by ID; null for an event that names nobody. */
export const actorIdIn = (body: SQLWrapper): SQL => sql`substring(${body} from '"actor":\\{"id":"([^"]+)"')`;

/**
 * Append-only and hash-chained; triggers (migrations 0001 and 0002) refuse UPDATE, DELETE and TRUNCATE. `body` is the canonical
 * text that was hashed, kept as text so that no JSON round trip can change a byte of it.
 */
export const ledgerEvents = pgTable(
  "ledger_events",
  {
    seq: bigint("seq", { mode: "number" }).primaryKey(),
    version: smallint("version").notNull(),
    kind: text("kind").notNull(),
    body: text("body").notNull(),
    previousHash: bytea("previous_hash").notNull(),
    hash: bytea("hash").notNull(),
    recordedAt: instant("recorded_at").notNull(),
  },
  // What tells of one deletion, or of one ticket: a certificate names it. Cut out of the text, as not every text of JSON is a
  // jsonb of Postgres. Within a text quotation marks are escaped, so that this is never found in one.
  (table) => [
    index("ledger_events_deletion")
      .on(deletionIdIn(table.body))
      .where(sql`${table.kind} like 'deletion.%' or ${table.kind} like 'approval.%'`),
    index("ledger_events_ticket")
      .on(ticketIdIn(table.body))
      .where(sql`${table.kind} like 'ticket.%'`),
    // What the ledger page filters by; by day through the numbers that its events have.
    index("ledger_events_kind").on(table.kind, table.seq),
    index("ledger_events_actor").on(actorIdIn(table.body), table.seq),
    index("ledger_events_recorded").using("brin", table.recordedAt),
  ],
);

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
