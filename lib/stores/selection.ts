import type { Filter } from "@/lib/filters/filter";
import type { EntityField, MemoryId } from "@/lib/memories/types";

/** At most this many memories are deleted in one step; also the most ids one batch call of Mem0's API takes. */
export const batchSizeMax = 1000;

/** A selection in the terms of a store, which knows filters only; `filter` null is everything. */
export type StoreSelection = ({ kind: "listed"; ids: MemoryId[] } & Held) | MatchingSelection;
export type MatchingSelection = {
  kind: "matching";
  filter: Filter | null;
  excludedIds: MemoryId[];
} & Held;

/** What matches one of these stays, as a hold covers it (lib/holds): a filter for each hold. */
type Held = { held?: readonly Filter[] };

/**
 * Which of the memories that match count, since a confirmation binds to those that were shown and not to their number.
 * `unchanged`: those stored and last changed up to the cutoff. `stored`: those stored up to it, changed or not.
 * `stored_and_tagged`: the same, but for those whose metadata has changed, as they may have joined by it.
 */
export type Bond = "unchanged" | "stored" | "stored_and_tagged";

/** How far a selection reaches. Of one that is only looked at, `stored` and no snapshot will do. */
export type Reach = {
  /** Memories stored later are out of reach. */
  cutoffAt: Date;
  bond?: Bond;
  /** The transactions that the preview saw; what others write is out of reach at any time. Null for none. */
  snapshot?: string | null;
};

/**
 * How much of a store a filter covers, found by counting and not by its words. `allWith`: the entities of which it takes every
 * memory that has any, where there is one.
 */
export type Coverage = { isEverything: boolean; allWith: EntityField[] };
