import { sql, type SQL } from "drizzle-orm";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { MemoryId } from "@/lib/memories/types";
import { builtinIdSchema } from "@/lib/memories/memory-id-schema";

/** Many values as one parameter: a list of parameters ends at 65,535. */
export const arrayOf = (values: readonly string[], type: "text" | "uuid"): SQL =>
  type === "text" ? sql`${sql.param(values)}::text[]` : sql`${sql.param(values)}::uuid[]`;

/** Those of these ids that can be in a store whose ids are UUIDs: any other text is no memory's. */
export const uuidsOf = (ids: readonly MemoryId[]): SQL => arrayOf(uuidTextsOf(ids), "uuid");

export const uuidTextsOf = (ids: readonly MemoryId[]): string[] =>
  ids.flatMap((id) => builtinIdSchema.safeParse(id).data ?? []);

/** The id of a place in the order. Throws invalid_input for one that no memory of such a store can have. */
export const uuidOf = (id: MemoryId): SQL => {
  const parsed = builtinIdSchema.safeParse(id);
  if (!parsed.success) throw new ExpectedError("invalid_input", "The page in this link is not valid.");
  return sql`${parsed.data}::uuid`;
};

/** The LIKE pattern for "contains this, taken literally". */
export const likeContaining = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/**
 * An ISO 8601 instant as Postgres takes it, digits below the millisecond included. Postgres knows no year 0, no year 10000
 * in this form and no offset above 16 hours, all of which ISO has; nothing stored lies out there, so infinity does.
 */
export const timestampOf = (iso: string): SQL => {
  const inUtc = new Date(iso).toISOString();
  if (inUtc.startsWith("0000") || inUtc.startsWith("-")) return sql`'-infinity'::timestamptz`;
  if (inUtc.startsWith("+")) return sql`'infinity'::timestamptz`;
  const belowMilliseconds = /\.\d{3}(\d+)/.exec(iso)?.[1] ?? "";
  return sql`${inUtc.replace("Z", `${belowMilliseconds}Z`)}::timestamptz`;
};

/** A stored instant as ISO 8601 in UTC, with the milliseconds it has. */
export const isoOf = (instant: SQL): SQL =>
  sql`to_char(${instant} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A `YYYY-MM-DD` day as Postgres takes it. */
export const dayOf = (day: string): SQL =>
  day.startsWith("0000") ? sql`'-infinity'::date` : sql`${day}::date`;

/** The UTC day of an instant. */
export const dayAt = (instant: SQL): SQL => sql`(${instant} at time zone 'utc')::date`;

/** The time of the question, by the database's clock. */
export const now: SQL = sql`now()`;
export const today: SQL = dayAt(now);
