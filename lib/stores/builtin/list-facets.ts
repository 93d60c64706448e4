import { sql, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Database } from "@/lib/database/server/database";
import type { FacetField, FacetValue } from "@/lib/stores/types";
import { memories } from "@/drizzle/schema/memories";
import { containsFolded } from "./folded-text";

/**
 * The most frequent values of a field that contain `text` (in any case; empty for all), the most frequent first, with
 * exact counts. Reads the whole of an entity's index, or of the table for categories, so its cost grows with the store.
 */
export const listFacets = async (
  database: Database,
  input: { field: FacetField; text: string; limit: number },
): Promise<FacetValue[]> =>
  database.transaction(async (transaction) => {
    // At the default of 4 the planner reads the table, four times as large as the index.
    await transaction.execute(sql`set local random_page_cost = 1.1`);
    // "offset 0" compares each value with the text once, and not once for each of its memories.
    const { rows } = await transaction.execute<{ value: string; count: string }>(sql`
      select value, count from (${countedValues[input.field]} offset 0) as counted
      where ${containsFolded(sql`value`, input.text)}
      order by count desc, value limit ${input.limit}`);
    return rows.map((row) => ({ value: row.value, count: Number(row.count) }));
  });

const countedEntity = (column: AnyPgColumn): SQL =>
  sql`select ${column} as value, count(*) as count from ${memories} where ${column} is not null group by 1`;

const countedValues: Record<FacetField, SQL> = {
  user_id: countedEntity(memories.userId),
  agent_id: countedEntity(memories.agentId),
  app_id: countedEntity(memories.appId),
  run_id: countedEntity(memories.runId),
  // Memories share few sets of categories: counting the sets first takes apart each of them once.
  categories: sql`
    select value, sum(count) as count
    from (select ${memories.categories} as value_set, count(*) as count from ${memories} group by 1) as counted_sets
      cross join unnest(value_set) as value
    group by 1`,
};
