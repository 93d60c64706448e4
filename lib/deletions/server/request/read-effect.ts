import { comparedWithStore, effectOf, type Effect } from "@/lib/deletions/request/effect";
import type { Selection } from "@/lib/deletions/types";
import type { MemoryStore } from "@/lib/stores/types";

/**
 * What deleting `expectedCount` memories of a selection does to their store as a whole, as it is now. The same as its preview
 * found, unless the store has changed. `isWhole`: the number counts what a hold keeps as
 * well; who cannot tell leaves it out. Else the filter itself is counted, as one held memory would make everything look like a part.
 * Throws invalid_input for no filter.
 */
export const readEffect = async (
  store: Pick<MemoryStore, "readCoverage">,
  input: { selection: Selection; expectedCount: number; cutoffAt: Date; isWhole?: boolean },
): Promise<Effect> => {
  const { selection, expectedCount, cutoffAt, isWhole = false } = input;
  const compared = comparedWithStore(selection);
  if (compared === null || expectedCount < compared.fromCount) return effectOf(selection, null);
  const excludedCount = "excludedIds" in selection ? selection.excludedIds.length : 0;
  const keepsImmutable = "keepsImmutable" in selection && selection.keepsImmutable === true;
  const coverage = await store.readCoverage({
    filter: compared.filter,
    // Only the built-in store, which needs no numbers, knows immutable memories.
    countMax: isWhole ? expectedCount + excludedCount : Number.MAX_SAFE_INTEGER,
    isExact: isWhole && excludedCount === 0 && !keepsImmutable,
    cutoffAt,
  });
  return effectOf(selection, coverage);
};
