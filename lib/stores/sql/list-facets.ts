import { sql, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Database, Transaction } from "@/lib/database/server/database";
import { setLocally } from "@/lib/database/server/set-locally";
import type { FacetValue, SuggestedField } from "@/lib/memories/types";
import { memories } from "@/drizzle/schema/memories";
import { foldText } from "@/lib/text/fold-text";
import { containsFolded, foldedValue } from "./folded-text";

/** Memories whose metadata is looked at for keys: to take apart a million would take seconds. */
const sampledMax = 20_000;

/**
 * The most frequent values of a field that contain `text` (in any case; empty for all), the most frequent first but for what is
 * called just so: it stands before all that only begin alike, however few its memories. With exact counts. Reads the whole of an
 * entity's index, or of the table for categories, so its cost grows with the store. Of metadata its keys, counted in the newest
 * memories: where there are more of those, each count is a lower bound.
 */
export const listFacets = async (
  database: Database,
  input: { field: SuggestedField; text: string; limit: number },
): Promise<FacetValue[]> =>
  database.transaction(async (transaction) => {
    // At the default of 4 the planner reads the table, four times as large as the index.
    await setLocally(transaction, { random_page_cost: "1.1" });
    // "offset 0" compares each value with the text once, and not once for each of its memories.
    const { rows } = await transaction.execute<{ value: string; count: string }>(sql`
      select value, count from (${countedValues[input.field]} offset 0) as counted
      where ${containsFolded(sql`value`, input.text)}
      order by ${namedFirst(input.text)} count desc, value limit ${input.limit}`);
    const isSampled = input.field === "metadata" && (await hasMoreThanSampled(transaction));
    return rows.map((row) => ({
      value: row.value,
      count: Number(row.count),
      ...(isSampled ? { isLowerBound: true as const } : {}),
    }));
  });

/** What is the text itself, then what is the same in another case or form. */
const namedFirst = (text: string): SQL =>
  text === "" ? sql`` : sql`value <> ${text}, ${foldedValue(sql`value`)} <> ${foldText(text)},`;

const countedEntity = (column: AnyPgColumn): SQL =>
  sql`select ${column} as value, count(*) as count from ${memories} where ${column} is not null group by 1`;

const countedValues: Record<SuggestedField, SQL> = {
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
  metadata: sql`
    select value, count(*) as count
    from (select ${memories.metadata} as metadata from ${memories}
      order by ${memories.createdAt} desc, ${memories.id} desc limit ${sampledMax}) as newest
      cross join jsonb_object_keys(newest.metadata) as value
    group by 1`,
};

const hasMoreThanSampled = async (transaction: Transaction): Promise<boolean> => {
  const { rows } = await transaction.execute<{ has_more: boolean }>(
    sql`select exists (select 1 from ${memories} offset ${sampledMax}) as has_more`,
  );
  return rows[0]?.has_more === true;
};
