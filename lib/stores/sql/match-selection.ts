import { sql, type SQL } from "drizzle-orm";
import type { Reach, StoreSelection } from "../selection";
import type { MemoryId } from "@/lib/memories/types";
import { memories } from "@/drizzle/schema/memories";
import { compileFilter, type PlannerHints } from "./compile-filter";
import { matchReach } from "./match-reach";
import { dayOf, uuidsOf } from "./sql-values";

/** The condition on `memories` for what a selection takes: what it holds, and is within reach. */
export const matchSelection = (selection: StoreSelection, reach: Reach, hints?: PlannerHints): SQL =>
  sql`${holds(selection, reach, hints)} and ${matchReach(sql`${memories}`, reach)}`;

/** The condition for what it holds now and does not take: stored, or changed, since it was previewed. */
export const matchJoined = (selection: StoreSelection, reach: Reach): SQL =>
  sql`${holds(selection, reach)} and not ${matchReach(sql`${memories}`, reach)}`;

/** Conditions that are relative to a day are so to that of the cutoff: what expires at midnight was not previewed. */
export const holds = (selection: StoreSelection, { cutoffAt }: Reach, hints?: PlannerHints): SQL => {
  if (selection.kind === "listed") return sql`${memories.id} = any(${uuidsOf(selection.ids)})`;
  const today = dayOf(cutoffAt.toISOString().slice(0, 10));
  return sql`(${compileFilter(selection.filter, hints, today)})${isNotExcluded(selection.excludedIds)}`;
};

/** An anti-join and no `<> all`, which Postgres 14 compares one by one: a million memories times the exclusions. */
const isNotExcluded = (ids: MemoryId[]): SQL =>
  ids.length === 0
    ? sql``
    : sql` and not exists (
        select 1 from unnest(${uuidsOf(ids)}) as excluded (id) where excluded.id = ${memories.id})`;
