import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import { earlier, later, monthsUntil, type MonthCounts } from "@/lib/memories/month-counts";
import type { CountByMonthInput } from "@/lib/stores/types";
import { memories } from "@/drizzle/schema/memories";
import { compileFilter } from "./compile-filter";
import { entityColumns } from "./entity-columns";
import { runCancellable } from "./run-cancellable";

/** So many values of an entity have a colour of their own. */
const valuesMax = 4;
/** A chart of one bar says little: so many months are shown at least. */
const shownMin = 12;

/**
 * Counts matching memories by the month of their creation in UTC, exactly. Reads each of them once, and those of an entity twice:
 * first for the most frequent values, so that what is held is bounded however many users there are.
 */
export const countByMonth = async (
  database: Database,
  { filter, by, now }: CountByMonthInput,
  signal?: AbortSignal,
): Promise<MonthCounts> => {
  const months = monthsUntil(now);
  const starts = [...months.map((month) => `${month}-01T00:00:00Z`), monthAfter(now)];
  const matching = compileFilter(filter);
  const column = by === null ? null : entityColumns[by];
  const top =
    column === null
      ? sql`select array[]::text[] as names`
      : sql`select coalesce(array_agg(value order by count desc, value), array[]::text[]) as names from (
          select ${column} as value, count(*) as count from ${memories} where (${matching}) and ${column} is not null
          group by 1 order by 2 desc, 1 limit ${valuesMax}) as counted`;
  const place =
    column === null
      ? sql`1`
      : sql`case when ${column} is null then cardinality((select names from top)) + 2
          else coalesce(array_position((select names from top), ${column}), cardinality((select names from top)) + 1) end`;
  const { rows } = await runCancellable(database, signal, (connection) =>
    connection.execute<{
      names: string[];
      bucket: number | null;
      place: number | null;
      count: string | null;
    }>(sql`
      with top as materialized (${top}), counted as (
        select width_bucket(${memories.createdAt}, ${sql.param(starts)}::timestamptz[]) as bucket, ${place} as place, count(*) as count
        from ${memories} where ${matching} group by 1, 2)
      select top.names, counted.bucket, counted.place, counted.count from top left join counted on true`),
  );
  const values = rows[0]?.names ?? [];
  const width = by === null ? 1 : values.length + 2;
  const periods = [earlier, ...months, later].map((period) => ({
    period,
    counts: Array.from({ length: width }, () => 0),
  }));
  for (const { bucket, place: at, count } of rows) {
    const counts = bucket === null ? undefined : periods[bucket]?.counts;
    if (counts !== undefined && at !== null) counts[at - 1] = Number(count);
  }
  return { values, months: withoutEmptyEnds(periods) };
};

const monthAfter = (now: Date): string =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString();

const withoutEmptyEnds = (periods: MonthCounts["months"]): MonthCounts["months"] => {
  const isFilled = ({ counts }: MonthCounts["months"][number]) => counts.some((count) => count > 0);
  const last = periods.at(-1);
  const shown = last !== undefined && isFilled(last) ? periods : periods.slice(0, -1);
  const first = shown.findIndex(isFilled);
  return first === -1 ? [] : shown.slice(Math.min(first, Math.max(1, shown.length - shownMin)));
};
