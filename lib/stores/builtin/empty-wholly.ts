import type { PoolClient } from "pg";
import { databaseErrorFrom } from "@/lib/database/server/database-error";
import { holdsLock } from "@/lib/database/server/holds-lock";

/** Of these the files are given back in any case: their indexes hold keys of what was deleted. */
export const memoryTables = ["memories", "memory_versions"];

// Others wait for who waits for such a lock.
export const lockMsMax = 100;

/**
 * Of a table in which nothing is left, drops the samples of values that Postgres keeps of each column, expression and group
 * of columns for its planner (pg_statistic, pg_statistic_ext_data): ANALYZE renews them, except on an empty table, where it
 * keeps the old ones. So it is given a blank row to look at, which is gone again when the transaction ends. With it go the
 * table's files, and so the bytes of deleted texts and every key of the indexes. False when the table is in use.
 */
export const emptyWholly = async (client: PoolClient, table: string): Promise<boolean> => {
  if (!(await isEmpty(client, table))) return true;
  if (!memoryTables.includes(table) && !(await hasSamples(client, table))) return true;
  await client.query("begin");
  try {
    // The trigger asks for it. An empty table has nothing that could be held.
    if (memoryTables.includes(table))
      await client.query("select pg_advisory_xact_lock_shared($1)", [holdsLock]);
    await client.query(`set local lock_timeout = '${lockMsMax}ms'`);
    await client.query(`lock table ${table} in access exclusive mode`);
    // Rows may have come until the lock was had.
    if (await isEmpty(client, table)) {
      await client.query(await blankRow(client, table));
      await client.query(`analyze ${table}`);
      await client.query(`truncate ${table}`);
    }
    await client.query("commit");
    return true;
  } catch (error) {
    await client.query("rollback");
    if (databaseErrorFrom(error).code !== lockNotAvailable) throw error;
    return false;
  }
};

/** https://www.postgresql.org/docs/current/errcodes-appendix.html */
const lockNotAvailable = "55P03";

const isEmpty = async (client: PoolClient, table: string): Promise<boolean> => {
  const { rows } = await client.query<{ is_empty: boolean }>(
    `select not exists (select 1 from ${table}) as is_empty`,
  );
  return rows[0]?.is_empty === true;
};

/** A blank row leaves none: a value is sampled when it comes twice, or beside another. Indexes keep those of their expressions. */
const hasSamples = async (client: PoolClient, table: string): Promise<boolean> => {
  const { rows } = await client.query<{ has_samples: boolean }>(
    `with own as (
        select relname, relnamespace::regnamespace::text as schema from pg_class
        where oid = $1::regclass or oid in (select indexrelid from pg_index where indrelid = $1::regclass)
      )
      select exists (
        select 1 from pg_stats join own on relname = tablename and schema = schemaname
        where coalesce(most_common_vals, histogram_bounds, most_common_elems) is not null
      ) or exists (
        select 1 from pg_stats_ext join own on relname = tablename and schema = schemaname
        where most_common_vals is not null
      ) or exists (
        select 1 from pg_stats_ext_exprs join own on relname = tablename and schema = schemaname
        where coalesce(most_common_vals, histogram_bounds, most_common_elems) is not null
      ) as has_samples`,
    [table],
  );
  return rows[0]?.has_samples === true;
};

/**
 * A statement that adds a row in which every column is null, has its default or, where neither may be, means nothing. A part of a table on
 * another node does not number its rows.
 */
export const blankRow = async (client: PoolClient, table: string): Promise<string> => {
  const { rows } = await client.query<{ name: string; value: string }>(
    `select quote_ident(attname) as name, quote_literal(case
        when typcategory = 'A' then '{}' when typcategory = 'B' then 'false' when typcategory = 'N' then '0'
        when typcategory = 'D' then '2000-01-01' when typname in ('json', 'jsonb') then '{}'
        when typname = 'uuid' then '00000000-0000-0000-0000-000000000000' when typname = 'tid' then '(0,0)' else ''
      end) as value
      from pg_attribute join pg_type on pg_type.oid = atttypid
        left join pg_attrdef on adrelid = attrelid and adnum = attnum
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attnotnull
        and (not atthasdef or pg_get_expr(adbin, adrelid) like 'nextval(%') and attidentity = '' order by attnum`,
    [table],
  );
  if (rows.length === 0) return `insert into ${table} default values`;
  const names = rows.map(({ name }) => name).join(", ");
  return `insert into ${table} (${names}) values (${rows.map(({ value }) => value).join(", ")})`;
};
