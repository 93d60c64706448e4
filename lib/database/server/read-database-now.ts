import { sql, type SQL } from "drizzle-orm";
import type { Queryable } from "./database";

/**
 * The database's clock at this very moment, for what is compared with `stored_at`: a cutoff. Rounded to the millisecond as
 * `stored_at` is; `databaseNow` only knows the clock to within a connection's round trip.
 */
export const clockToMs: SQL = sql`clock_timestamp()::timestamptz(3)`;

/** `clockToMs`, read in a statement of its own. */
export const readDatabaseNow = async ({ database }: { database: Queryable }): Promise<Date> => {
  const { rows } = await database.execute<{ now: string }>(
    sql`select to_char(${clockToMs} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as now`,
  );
  if (rows[0] === undefined) throw new Error("A select without a table always has a row.");
  return new Date(rows[0].now);
};
