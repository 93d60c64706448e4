import type { Selection, StoredSelection } from "./types";

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
  /** The transactions that the preview saw; what others write is out of reach, whatever its time. Null for none. */
  snapshot?: string | null;
};

/**
 * What was selected in the table or by a filter was seen as it was, and is taken only if it still is so. A scope and an
 * entity mean whatever they hold. Without a preview (Mem0's API) there is nothing to have changed since.
 */
export const bondOf = (selection: Selection | StoredSelection, isPreviewed: boolean): Bond => {
  switch (selection.kind) {
    case "listed":
      return isPreviewed ? "unchanged" : "stored";
    case "matching":
      return "unchanged";
    case "entity":
      return "stored";
    case "scope":
      return isPreviewed && selection.scope.metadata !== null ? "stored_and_tagged" : "stored";
  }
};

/** How far a deletion's row says that it reaches. */
export const reachOfDeletion = (row: {
  selection: StoredSelection;
  cutoffAt: Date;
  previewId: string | null;
  snapshot: string | null;
}): Required<Reach> => ({
  cutoffAt: row.cutoffAt,
  bond: bondOf(row.selection, row.previewId !== null),
  snapshot: row.snapshot,
});
