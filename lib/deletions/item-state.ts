import { isFinished, type DeletionStatus } from "./status";
import type { ItemOutcome, ItemState } from "./types";

/**
 * What became of one memory. Only exceptions carry an outcome of their own: a second write per deleted memory would cost
 * as much as the deletion, so that a position at or before the cursor says "deleted".
 */
export const itemStateOf = (
  item: { seq: number; outcome: ItemOutcome | null },
  deletion: { cursorSeq: number; status: DeletionStatus },
): ItemState => {
  if (item.outcome !== null) return item.outcome;
  if (item.seq <= deletion.cursorSeq) return "deleted";
  return isFinished(deletion.status) ? "kept" : "pending";
};
