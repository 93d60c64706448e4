import type { Client } from "pg";
import type { MemoryTable } from "./memory-tables";

/** The columns of a table that are written, quoted and in their order: all but those that Postgres computes. */
export const writtenColumns = async (client: Client, table: MemoryTable): Promise<string> => {
  const { rows } = await client.query<{ columns: string }>(
    `select string_agg(quote_ident(attname), ', ' order by attnum) as columns from pg_attribute
      where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table.name],
  );
  const [row] = rows;
  if (row === undefined) throw new Error("An aggregate always has a row.");
  return row.columns;
};
