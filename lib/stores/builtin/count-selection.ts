import { sql } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import type { CountSelectionInput } from "@/lib/stores/types";
import { memories } from "@/drizzle/schema/memories";
import { matchSelection } from "./match-selection";

/** Counts what a matching selection takes at its cutoff: the number of items that freezing it would write. */
export const countSelection = async (database: Queryable, input: CountSelectionInput): Promise<number> => {
  const matches = matchSelection(input.selection, sql`${input.cutoffAt.toISOString()}::timestamptz`);
  const { rows } = await database.execute<{ count: string }>(
    sql`select count(*) as count from ${memories} where ${matches}`,
  );
  return Number(rows[0]?.count);
};
