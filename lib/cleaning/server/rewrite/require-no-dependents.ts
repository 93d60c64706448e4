import type { Client } from "pg";
import { CleanError } from "@/lib/cleaning/types";
import type { MemoryTable } from "./memory-tables";

/**
 * Throws CleanError when something hangs on a table that would stay with the old one, such as a view, a foreign key, a policy or a publication. Lethe
 * itself has nothing of the kind.
 */
export const requireNoDependents = async (client: Client, table: MemoryTable): Promise<void> => {
  const { rows } = await client.query<{ has: boolean }>(
    `select exists (
        select from pg_depend join pg_class on pg_class.oid = $1::regclass
        where deptype = 'n' and classid not in ('pg_trigger'::regclass, 'pg_attrdef'::regclass) and (
          refclassid = 'pg_class'::regclass and refobjid = pg_class.oid
          or refclassid = 'pg_type'::regclass and refobjid = pg_class.reltype)
      ) or exists (select from pg_constraint where contype = 'f' and conrelid = $1::regclass)
      or exists (select from pg_policy where polrelid = $1::regclass)
      or exists (select from pg_inherits where inhrelid = $1::regclass or inhparent = $1::regclass)
      or exists (
        select from pg_publication_tables join pg_class on pg_class.oid = $1::regclass
        where tablename = relname and schemaname = relnamespace::regnamespace::text
      ) as has`,
    [table.name],
  );
  if (rows[0]?.has === true) throw new CleanError("depended_on");
};
