import { sql, type SQL } from "drizzle-orm";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import { conditionsOf, type Condition, type Filter } from "@/lib/filters/filter";
import { memories } from "@/drizzle/schema/memories";
import { compileInactive, isInactivity, type Inactivity } from "./compile-others";
import { findRareCategories } from "./find-rare-categories";
import type { PlannerHints } from "./planner-hints";
import { arrayOf } from "./sql-values";

/** So few memories are read one by one, and put in order, in less time than any index of an order is walked. */
const fewMax = 20_000;
/** So many keys are looked for at once; of more repeats a page is soon full. */
const keysMax = 100_000;

/**
 * What the planner cannot guess of a filter, for a page of it; see PlannerHints. Asks the database only where there is something to ask.
 * It takes all memories for repeated, and would walk a million for the three that are.
 */
export const findPlannerHints = async (
  database: NodePgDatabase,
  filter: Filter | null,
): Promise<PlannerHints> => {
  const among = new Map((await findCountHints(database, filter)).among);
  for (const condition of conditionsIn(filter).filter(isInactivity)) {
    const found = await findInactive(database, condition);
    if (found !== null) among.set(condition, found);
  }
  return { rareCategories: await findRareCategories(database, filter), among };
};

/** The same, of what makes counting faster. To count the memories of inactive entities, the planner joins well. */
export const findCountHints = async (
  database: NodePgDatabase,
  filter: Filter | null,
): Promise<PlannerHints> => {
  const asked = conditionsIn(filter).filter(({ field }) => field === "duplicate");
  const found = asked.length === 0 ? null : await findRepeats(database);
  return {
    rareCategories: new Set(),
    ...(found !== null && { among: new Map(asked.map((condition) => [condition, found])) }),
  };
};

const conditionsIn = (filter: Filter | null): Condition[] => (filter === null ? [] : conditionsOf(filter));

/** Read from the index alone. */
const findRepeats = async (database: NodePgDatabase): Promise<SQL | null> => {
  const { rows } = await database.execute<{ key: string; count: number }>(sql`
    select ${memories.repeatKey}::text as key, count(*)::integer as count from ${memories}
    group by ${memories.repeatKey} having count(*) > 1 limit ${keysMax + 1}`);
  if (rows.length > keysMax) return null;
  const keys = sql`${sql.param(rows.map(({ key }) => key))}::bigint[]`;
  return countIn(rows) > fewMax
    ? sql`${memories.repeatKey} = any(${keys})`
    : isOneOf(
        sql`select alike.id from unnest(${keys}) as wanted (key) join ${memories} as alike on alike.repeat_key = wanted.key`,
      );
};

/** In no order, and so by a join; of many a page is soon full. */
const findInactive = async (database: NodePgDatabase, condition: Inactivity): Promise<SQL | null> => {
  const { rows } = await database.execute<{ id: string }>(sql`
    select ${memories.id} from ${memories} where ${compileInactive(condition, {})} limit ${fewMax + 1}`);
  const ids = arrayOf(
    rows.map(({ id }) => id),
    "uuid",
  );
  return rows.length > fewMax ? null : isOneOf(sql`select unnest(${ids})`);
};

const countIn = (rows: readonly { count: number }[]): number =>
  rows.reduce((sum, { count }) => sum + count, 0);

/** An array, as the planner takes that for a few whatever it holds. */
const isOneOf = (ids: SQL): SQL => sql`${memories.id} = any(array(${ids}))`;
