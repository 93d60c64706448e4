import { sql } from "drizzle-orm";
import { bigint, check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { actorJson, bytea, instant } from "./column-types.ts";
import { ledgerCheckpoints } from "./ledger-log.ts";

/** The public halves of the keys that certificates are signed with; the private one is never in the database. */
export const certificateKeys = pgTable("certificate_keys", {
  // The first 16 bytes of SHA-256 over the key, in hexadecimal.
  id: text("id").primaryKey(),
  publicKey: bytea("public_key").notNull(),
  createdAt: instant("created_at").notNull(),
  // Signs no more; what it signed stays valid.
  retiredAt: instant("retired_at"),
});

/** That a certificate was issued. Its text, which may name the person, is not kept: only the digest that the ledger has too. */
export const certificates = pgTable(
  "certificates",
  {
    id: uuid("id").primaryKey().defaultRandom(),
    ticketId: uuid("ticket_id"),
    deletionId: uuid("deletion_id"),
    issuedAt: instant("issued_at").notNull(),
    issuedBy: actorJson("issued_by").notNull(),
    keyId: text("key_id").notNull(),
    // SHA-256 over what was signed.
    digest: bytea("digest").notNull(),
    // The last event of the ledger that it names; null: it names none. With it the same text can be made again.
    headSeq: bigint("head_seq", { mode: "number" }),
    // The checkpoint of the ledger that it names; null: none, as of those of before there were any.
    checkpointId: bigint("checkpoint_id", { mode: "number" }).references(() => ledgerCheckpoints.id),
    language: text("language").$type<"en" | "de" | "fr" | "es" | "it" | "pt">().notNull(),
    names: text("names").$type<"plain" | "references">().notNull(),
    verdict: text("verdict").$type<"erased" | "partial" | "denied" | "not_checked">().notNull(),
  },
  (table) => [
    index("certificates_ticket").on(table.ticketId, table.issuedAt),
    index("certificates_deletion").on(table.deletionId, table.issuedAt),
    index("certificates_digest").on(table.digest),
    check("certificates_subject", sql`(${table.ticketId} is null) <> (${table.deletionId} is null)`),
  ],
);
