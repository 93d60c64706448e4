import type { Deletion } from "@/lib/deletions/types";
import { heldIn } from "@/lib/deletions/words/held-words";

type Tried = Pick<Deletion, "storeId" | "selection" | "status" | "heldCount" | "heldBesideCount">;

/**
 * How many memories each of a ticket's deletions, oldest first, left as held that no later one tells of: one of the same selection in
 * the same store that ran to its end says what of it is held since. Of listed memories each deletion tells for itself.
 */
export const heldStill = (deletions: readonly Tried[]): number[] => {
  const last = new Map<string, number>();
  deletions.forEach((deletion, place) => {
    if (isTold(deletion)) last.set(keyOf(deletion), place);
  });
  return deletions.map((deletion, place) =>
    (last.get(keyOf(deletion)) ?? place) > place ? 0 : heldIn(deletion),
  );
};

/** Whether it says what of its whole selection is held. One that left others out does not. */
const isTold = ({ status, selection }: Tried): boolean =>
  (status === "completed" || status === "partial") &&
  selection.kind !== "listed" &&
  !("excludedCount" in selection && selection.excludedCount > 0);

const keyOf = ({ storeId, selection }: Tried): string => JSON.stringify([storeId, selection]);
