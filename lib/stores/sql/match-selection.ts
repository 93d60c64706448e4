import { sql, type SQL } from "drizzle-orm";
import type { Reach, StoreSelection } from "../selection";
import type { MemoryId } from "@/lib/memories/types";
import { memories } from "@/drizzle/schema/memories";
import { compileFilter } from "./compile-filter";
import { andNotHeld } from "./compile-held";
import { matchReach } from "./match-reach";
import type { PlannerHints } from "./planner-hints";
import { timestampOf, uuidsOf } from "./sql-values";

/** The condition on `memories` for what a selection takes: what it holds, and is within reach. */
export const matchSelection = (selection: StoreSelection, reach: Reach, hints?: PlannerHints): SQL =>
  sql`${holds(selection, reach, hints)} and ${matchReach(sql`${memories}`, reach)}`;

/** The condition for what it holds now and does not take: stored, or changed, since it was previewed. */
export const matchJoined = (selection: StoreSelection, reach: Reach): SQL =>
  sql`${holds(selection, reach)} and not ${matchReach(sql`${memories}`, reach)}`;

/**
 * What is relative to the time is so to the cutoff: what expires at midnight was not previewed. Neither was a repeat that came since,
 * which would make the memory that was to stay one of those that go.
 */
export const holds = (selection: StoreSelection, reach: Reach, hints?: PlannerHints): SQL => {
  if (selection.kind === "listed")
    return sql`${memories.id} = any(${uuidsOf(selection.ids)})${andNotHeld(selection.held)}`;
  const now = timestampOf(reach.cutoffAt.toISOString());
  const isCounted = (memory: SQL): SQL => matchReach(memory, reach);
  return sql`(${compileFilter(selection.filter, hints, { now, isCounted })})${isNotExcluded(selection.excludedIds)}${andNotHeld(selection.held)}`;
};

/** An anti-join and no `<> all`, which Postgres 14 compares one by one: a million memories times the exclusions. */
const isNotExcluded = (ids: MemoryId[]): SQL =>
  ids.length === 0
    ? sql``
    : sql` and not exists (
        select 1 from unnest(${uuidsOf(ids)}) as excluded (id) where excluded.id = ${memories.id})`;
