import { sql } from "drizzle-orm";
import type { Database } from "@/lib/database/server/database";
import type { Filter } from "@/lib/filters/filter";
import { compileFilter } from "@/lib/stores/sql/compile-filter";
import { memories } from "@/drizzle/schema/memories";

/** The categories of the memories that a filter finds (null: of all), from A to Z, at most `limit`. Reads the whole table. */
export const listCategories = async (
  database: Database,
  { filter, limit }: { filter: Filter | null; limit: number },
): Promise<string[]> => {
  // Memories share few sets of categories: each of them is taken apart once.
  const { rows } = await database.execute<{ value: string }>(sql`
    select distinct value from (
      select distinct ${memories.categories} as value_set from ${memories} where ${compileFilter(filter)}
    ) as sets cross join unnest(value_set) as value order by value limit ${limit}`);
  return rows.map(({ value }) => value);
};
