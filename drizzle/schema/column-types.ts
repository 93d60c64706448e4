import { customType, timestamp } from "drizzle-orm/pg-core";

/** An instant in milliseconds: JavaScript's Date then round-trips exactly, which keyset cursors depend on. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });

/** Where a row lies in its table (https://www.postgresql.org/docs/current/datatype-oid.html); an update moves it. */
export const tid = customType<{ data: string }>({ dataType: () => "tid" });

export const bytea = customType<{ data: Buffer }>({ dataType: () => "bytea" });
