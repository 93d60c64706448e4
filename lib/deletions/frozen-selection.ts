import type { SelectionPreview } from "@/lib/stores/preview";

/**
 * What a deletion has frozen, as it is in its store now. `examinedCount`: how many of the frozen memories were looked for to tell
 * what follows; in the built-in store all of them. `heldCount`: those among them that holds placed since would keep, which are in none
 * of the other numbers.
 */
export type FrozenSelection = Pick<
  SelectionPreview,
  | "breakdowns"
  | "byMonth"
  | "near"
  | "sample"
  | "expiredCount"
  | "immutableCount"
  | "supersededCount"
  | "heldCount"
  | "heldBy"
> & {
  frozenCount: number;
  examinedCount: number;
  /** Of those looked for: not there any more. */
  goneCount: number;
  /** Of those looked for: there, and changed since the preview or the request. Null: there is nothing to compare them with. */
  changedCount: number | null;
  /** Whether what has changed is deleted all the same; otherwise it is left alone. */
  takesChanged: boolean;
};
