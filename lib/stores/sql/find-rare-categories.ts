import { sql } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import { conditionsOf, type Filter } from "@/lib/filters/filter";
import { arrayOf } from "./sql-values";

/** The categories in a filter that are too rare for the planner's statistics. Asks the database only when there are any. */
export const findRareCategories = async (
  database: NodePgDatabase,
  filter: Filter | null,
): Promise<ReadonlySet<string>> => {
  const categories = (filter === null ? [] : conditionsOf(filter)).flatMap((condition) =>
    condition.field === "categories" && condition.operator !== "icontains" ? condition.value : [],
  );
  if (categories.length === 0) return new Set();
  const { rows } = await database.execute<{ category: string }>(sql`
    select category from unnest(${arrayOf(categories, "text")}) as category
    where category <> all(coalesce((
      select most_common_elems::text::text[] from pg_stats
      where schemaname = current_schema() and tablename = 'memories' and attname = 'categories'
    ), '{}'))`);
  return new Set(rows.map((row) => row.category));
};
