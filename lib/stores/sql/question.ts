import type { SQL } from "drizzle-orm";

/**
 * What a filter is asked relative to. `now`: the time; the database's own clock when absent. `isCounted`: which memories count
 * besides, where a condition is about those as well (its repeats, its entity's others); all when absent. It is given what the
 * statement calls the table.
 */
export type Question = { now?: SQL; isCounted?: (memory: SQL) => SQL };
