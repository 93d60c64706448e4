import { sql, type SQL } from "drizzle-orm";
import type { Queryable } from "@/lib/database/server/database";
import type { Reach, StoreSelection } from "../selection";
import type { CountSelectionInput } from "@/lib/stores/types";
import { memories } from "@/drizzle/schema/memories";
import { matchJoined, matchSelection } from "./match-selection";

/** Counts what a matching selection takes: the number of items that freezing it would write. */
export const countSelection = (database: Queryable, input: CountSelectionInput): Promise<number> =>
  countWhere(database, matchSelection(input.selection, input));

/** Counts what a selection holds and does not take: stored, or changed, since it was previewed. */
export const countJoined = (
  database: Queryable,
  input: Reach & { selection: StoreSelection },
): Promise<number> => countWhere(database, matchJoined(input.selection, input));

const countWhere = async (database: Queryable, condition: SQL): Promise<number> => {
  const { rows } = await database.execute<{ count: string }>(
    sql`select count(*) as count from ${memories} where ${condition}`,
  );
  return Number(rows[0]?.count);
};
