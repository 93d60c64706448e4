import { withExactValues } from "@/lib/json/scalar.ts";
import { writeExact } from "@/lib/json/write-exact.ts";
import { customType, jsonb, text, timestamp } from "drizzle-orm/pg-core";

/** An instant in milliseconds: JavaScript's Date then round-trips exactly, which keyset cursors depend on. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** Where rows lie in their table (https://www.postgresql.org/docs/current/datatype-oid.html); an update moves one. Never read by the product. */
export const tids = customType<{ data: string }>({ dataType: () => "tid[]" });

export const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });

/**
 * A JSON object whose numbers stay what they are. The driver reads every jsonb by `parseExact`
 * (lib/database/server/database.ts).
 */
export const exactJson = customType<{ data: Record<string, unknown>; driverData: unknown }>({
  dataType: () => "jsonb",
  toDriver: (value) => writeExact(value),
  // The column holds nothing else.
  fromDriver: (value) => value as Record<string, unknown>,
});

/**
 * Filters and scopes as JSON. Rows of before `ExactValue` hold bare numbers above 2^53, which had been rounded before they came
 * here.
 */
export const selectionJson = customType<{ data: unknown; driverData: unknown }>({
  dataType: () => "jsonb",
  toDriver: (value) => JSON.stringify(value),
  fromDriver: withExactValues,
});

/** As the driver takes and gives an array; drizzle's own arrays would make text of the bytes. */
export const byteas = customType<{ data: Buffer[] }>({ dataType: () => "bytea[]" });

/** A transaction of this cluster, never to be reused (https://www.postgresql.org/docs/current/datatype-oid.html). */
export const xid8 = customType<{ data: string }>({ dataType: () => "xid8" });

export const roleText = (name: string) => text(name).$type<"viewer" | "support" | "admin" | "auditor">();

/** Who did something, as history keeps it: with the name of then. */
export type StoredActor =
  | {
      kind: "member" | "api-key";
      id: string;
      label: string;
      role: "viewer" | "support" | "admin" | "auditor";
    }
  | {
      kind: "rule";
      id: string;
      label: string;
      role: "viewer" | "support" | "admin" | "auditor";
      version: number;
    }
  | { kind: "system"; id: string; label: string };

export const actorJson = (name: string) => jsonb(name).$type<StoredActor>();
