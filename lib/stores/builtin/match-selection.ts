import { sql, type SQL } from "drizzle-orm";
import type { StoreSelection } from "@/lib/deletions/types";
import { memories } from "@/drizzle/schema/memories";
import { compileFilter, type PlannerHints } from "./compile-filter";
import { arrayOf } from "./sql-values";

/** The condition on `memories` for what a selection holds, of what was stored up to the cutoff. */
export const matchSelection = (selection: StoreSelection, cutoffAt: SQL, hints?: PlannerHints): SQL => {
  const isInTime = sql`${memories.storedAt} <= ${cutoffAt}`;
  if (selection.kind === "listed")
    return sql`${memories.id} = any(${arrayOf(selection.ids, "uuid")}) and ${isInTime}`;
  return sql`(${compileFilter(selection.filter, hints)}) and ${isInTime}${isNotExcluded(selection.excludedIds)}`;
};

/** An anti-join and no `<> all`, which Postgres 14 compares one by one: a million memories times the exclusions. */
const isNotExcluded = (ids: string[]): SQL =>
  ids.length === 0
    ? sql``
    : sql` and not exists (
        select 1 from unnest(${arrayOf(ids, "uuid")}) as excluded (id) where excluded.id = ${memories.id})`;
