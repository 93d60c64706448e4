import { sql, type SQL } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { previewMonthsMax, type SelectionPreview } from "../preview";
import { memories } from "@/drizzle/schema/memories";
import { isoOf, today } from "./sql-values";

export type PreviewSummary = Pick<
  SelectionPreview,
  "count" | "byMonth" | "expiredCount" | "immutableCount" | "supersededCount" | "oldestAt" | "newestAt"
>;

/** How many memories match, of which months, and how many of them are out of the ordinary: in one pass over them. */
export const previewSummary = async (transaction: Transaction, matches: SQL): Promise<PreviewSummary> => {
  const { rows } = await transaction.execute<MonthRow>(monthsOf(matches));
  const sumOf = (key: "count" | "expired" | "immutable" | "superseded") =>
    rows.reduce((sum, row) => sum + Number(row[key]), 0);
  return {
    count: sumOf("count"),
    byMonth: rows.slice(-previewMonthsMax).map(({ month, count }) => ({ month, count: Number(count) })),
    expiredCount: sumOf("expired"),
    immutableCount: sumOf("immutable"),
    supersededCount: sumOf("superseded"),
    oldestAt: rows.at(0)?.oldest_at ?? null,
    newestAt: rows.at(-1)?.newest_at ?? null,
  };
};

type MonthRow = Record<"month" | "count" | "expired" | "immutable" | "superseded", string> &
  Record<"oldest_at" | "newest_at", string>;

/**
 * By day first, which is plain arithmetic, where a month is calendar work for each memory. The offset hides from the
 * planner how many different instants there are, since it would expect as many days, and count them on one core; as a
 * literal of its type, because a plain 0 is no constant to it when it decides on that.
 */
const monthsOf = (matches: SQL): SQL => sql`
  select to_char(day at time zone 'utc', 'YYYY-MM') as month, sum(count) as count, sum(expired) as expired,
    sum(immutable) as immutable, sum(superseded) as superseded,
    ${isoOf(sql`min(oldest)`)} as oldest_at, ${isoOf(sql`max(newest)`)} as newest_at
  from (
    select day, count(*) as count, count(*) filter (where expiration_date < (select ${today})) as expired,
      count(*) filter (where immutable) as immutable, count(superseded_by) as superseded,
      min(created_at) as oldest, max(created_at) as newest
    from (
      select date_bin('1 day', created_at, '0001-01-01T00:00:00Z') as day, created_at, expiration_date, immutable,
        superseded_by
      from ${memories} where ${matches} offset bigint '0'
    ) as dated
    group by 1
  ) as counted_days
  group by 1 order by min(day)`;
