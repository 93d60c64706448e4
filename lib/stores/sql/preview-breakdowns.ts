import { sql, type SQL } from "drizzle-orm";
import type { Transaction } from "@/lib/database/server/database";
import { type Breakdown, type BreakdownField, breakdownFields } from "../preview";
import { memories } from "@/drizzle/schema/memories";
import type { PreviewSummary } from "./preview-summary";
import { sampleSize } from "./sample-memories";
import { timestampOf } from "./sql-values";

const rowsMax = 20;

/**
 * Up to this many memories are read once, and each field counts them from that. More are read again for each field, as
 * several cores then read and count (100,000 of a million: 0.95 s against 0.4 s; all of them: 1.5 s against 1.9 s).
 */
const readOnceMax = 250_000;

type Found = { breakdowns: Record<BreakdownField, Breakdown>; newestIds: string[] };

/** The matching memories by each field, and the ids of the newest. */
export const previewBreakdowns = async (
  transaction: Transaction,
  matches: SQL,
  { count, newestAt }: Pick<PreviewSummary, "count" | "newestAt">,
  max = readOnceMax,
): Promise<Found> => {
  const statements = count <= max ? [readOnce(matches)] : readForEach(matches, newestAt);
  const rows: PartRow[] = [];
  for (const statement of statements) rows.push(...(await transaction.execute<PartRow>(statement)).rows);
  const breakdownOf = (field: BreakdownField) => breakdownFrom(rows.filter(({ part }) => part === field));
  return {
    breakdowns: {
      user_id: breakdownOf("user_id"),
      agent_id: breakdownOf("agent_id"),
      app_id: breakdownOf("app_id"),
      run_id: breakdownOf("run_id"),
      categories: breakdownOf("categories"),
    },
    newestIds: rows.flatMap(({ part, value }) => (part === "newest" && value !== null ? [value] : [])),
  };
};

type PartRow = { part: BreakdownField | "newest"; value: string | null; count: string; value_count: string };

/** Without the texts: what does not fit into memory is written to a temporary file. */
const readOnce = (matches: SQL): SQL => sql`
  with matching as materialized (
    select id, user_id, agent_id, app_id, run_id, categories, created_at from ${memories} where ${matches}
  )
  ${sql.join(
    [...breakdownFields.map((field) => groupedBy(field, sql`matching`)), newestOf(sql`matching`)],
    sql` union all `,
  )}`;

/** The newest are looked for along the index of creation, from the first of them on. */
const readForEach = (matches: SQL, newestAt: string | null): SQL[] => {
  const source = sql`${memories} where ${matches}`;
  const isInReach = newestAt === null ? sql`` : sql` and created_at <= ${timestampOf(newestAt)}`;
  return [...breakdownFields.map((field) => groupedBy(field, source)), newestOf(sql`${source}${isInReach}`)];
};

const groupedBy = (field: BreakdownField, source: SQL): SQL => sql`(
  select ${field} as part, value, count, count(value) over () as value_count
  from (${countedValues[field](source)}) as counted
  order by value is null desc, count desc, value limit ${rowsMax + 1})`;

const newestOf = (source: SQL): SQL => sql`(
  select 'newest' as part, id::text as value, 0 as count, 0 as value_count
  from ${source} order by created_at desc, id desc limit ${sampleSize})`;

const countedEntity = (column: SQL) => (source: SQL) =>
  sql`select ${column} as value, count(*) as count from ${source} group by 1`;

const countedValues: Record<BreakdownField, (source: SQL) => SQL> = {
  user_id: countedEntity(sql`user_id`),
  agent_id: countedEntity(sql`agent_id`),
  app_id: countedEntity(sql`app_id`),
  run_id: countedEntity(sql`run_id`),
  // Memories share few sets of categories: counting the sets first takes apart each of them once. A set that names a
  // category twice still counts as one memory.
  categories: (source) => sql`
    select value, sum(count) as count
    from (select categories as value_set, count(*) as count from ${source} group by 1) as counted_sets
      left join lateral (
        select distinct value from unnest(value_set) as each (value) where value is not null
      ) as named on true
    group by 1`,
};

/** The largest first; memories without the property come last, and do not take a place from the others. */
const breakdownFrom = (rows: PartRow[]): Breakdown => {
  const counted = rows.map(({ value, count }) => ({ value, count: Number(count) }));
  const named = counted.filter(({ value }) => value !== null);
  return {
    rows: [...named.slice(0, rowsMax), ...counted.filter(({ value }) => value === null)],
    valueCount: Number(rows[0]?.value_count ?? 0),
  };
};
