import { isDeepStrictEqual } from "node:util";
import type { Client } from "pg";
import { CleanError } from "@/lib/cleaning/types";
import { notingTriggers } from "./note-changes";

/** All that makes up a table besides its rows; the same for a copy of it. */
export type TableDescription = {
  columns: string[];
  /** Of constraints that have an index, the constraint; else the index. */
  constraints: { name: string; definition: string }[];
  indexes: { name: string; definition: string }[];
  triggers: { name: string; definition: string; enabled: string }[];
  /** Statements: who was granted what, and how columns are sampled. */
  settings: string[];
  options: string[];
};

/**
 * Describes a table. Names of the table in definitions are replaced by "%table%", so that a copy can be made of them and held
 * against the original. Without the triggers that note changes.
 */
export const describeTable = async (client: Client, table: string): Promise<TableDescription> => {
  const { rows } = await client.query<{ description: TableDescription }>(description, [
    table,
    notingTriggers,
  ]);
  const [row] = rows;
  if (row === undefined) throw new Error("A select without a table has a row.");
  return row.description;
};

/** Throws CleanError where what a table is made of has changed since it was copied. */
export const requireSame = (one: TableDescription, other: TableDescription): void => {
  if (!isDeepStrictEqual(one, other)) throw new CleanError("altered");
};

const description = `
  with own as (
    select oid, relacl, reloptions, relowner,
      quote_ident(relnamespace::regnamespace::text) || '.' || quote_ident(relname) as qualified
    from pg_class where oid = $1::regclass
  )
  select jsonb_build_object(
    'columns', (
      select coalesce(jsonb_agg(concat_ws(' ', attname, format_type(atttypid, atttypmod), attnotnull, attidentity, attgenerated,
        attstorage, attcompression, attcollation::regcollation,
        pg_get_expr(adbin, adrelid)) order by attnum), '[]')
      from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
      where attrelid = own.oid and attnum > 0 and not attisdropped
    ),
    'constraints', (
      select coalesce(jsonb_agg(jsonb_build_object('name', quote_ident(conname), 'definition', pg_get_constraintdef(oid))
        order by conname), '[]')
      from pg_constraint where conrelid = own.oid and contype in ('p', 'u', 'x')
    ),
    'indexes', (
      select coalesce(jsonb_agg(jsonb_build_object('name', relname,
        'definition', replace(pg_get_indexdef(indexrelid), ' ON ' || own.qualified || ' ', ' ON %table% ')) order by relname), '[]')
      from pg_index join pg_class on pg_class.oid = indexrelid
      where indrelid = own.oid and indisvalid and not exists (select from pg_constraint where conindid = indexrelid)
    ),
    'triggers', (
      select coalesce(jsonb_agg(jsonb_build_object('name', quote_ident(tgname), 'enabled', tgenabled,
        'definition', replace(pg_get_triggerdef(oid), ' ON ' || own.qualified || ' ', ' ON %table% ')) order by tgname), '[]')
      from pg_trigger where tgrelid = own.oid and not tgisinternal and tgname <> all($2::text[])
    ),
    'settings', (
      select coalesce(jsonb_agg(line order by line), '[]') from (
        select format('grant %s on %%table%% to %s%s', privilege_type,
          case when grantee = 0 then 'public' else grantee::regrole::text end,
          case when is_grantable then ' with grant option' else '' end) as line
        from aclexplode(own.relacl) where grantee <> own.relowner
        union all
        select format('grant %s (%I) on %%table%% to %s%s', privilege_type, attname,
          case when grantee = 0 then 'public' else grantee::regrole::text end,
          case when is_grantable then ' with grant option' else '' end)
        from pg_attribute, aclexplode(attacl)
        where attrelid = own.oid and attnum > 0 and not attisdropped
        union all
        select format('alter table %%table%% alter column %I set statistics %s', attname, attstattarget)
        from pg_attribute where attrelid = own.oid and attnum > 0 and not attisdropped and attstattarget >= 0
        union all
        select format('alter table %%table%% alter column %I set (%s)', attname, array_to_string(attoptions, ', '))
        from pg_attribute where attrelid = own.oid and attnum > 0 and not attisdropped and attoptions is not null
      ) as setting
    ),
    'options', (select coalesce(jsonb_agg(option order by option), '[]') from unnest(own.reloptions) as option)
  ) as description from own`;
