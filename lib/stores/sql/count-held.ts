import { sql, type SQL } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import type { Filter } from "@/lib/filters/filter";
import { memories } from "@/drizzle/schema/memories";
import { compileFilter } from "./compile-filter";
import { compileHeld } from "./compile-held";

/** How many memories are held in all, and by each of some filters; one may be held by several. */
export type HeldCounts = { count: number; each: number[] };
export const noneHeld: HeldCounts = { count: 0, each: [] };

/** Of the memories that meet a condition. */
export const countHeld = async (
  database: Queryable,
  condition: SQL,
  held: readonly Filter[],
): Promise<HeldCounts> => {
  if (held.length === 0) return noneHeld;
  const each = held.map((filter) => sql`count(*) filter (where ${compileFilter(filter)})`);
  const { rows } = await database.execute<{ count: string; each: string[] }>(sql`
    select count(*) as count, array[${sql.join(each, sql`, `)}]::text[] as each
    from ${memories} where (${condition}) and ${compileHeld(held)}`);
  return { count: Number(rows[0]?.count ?? 0), each: (rows[0]?.each ?? []).map(Number) };
};
