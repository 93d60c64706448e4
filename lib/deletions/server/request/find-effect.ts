import { needsDeleteAll, type Effect } from "@/lib/deletions/request/effect";
import { matchingSelectionOf } from "@/lib/deletions/request/store-selection";
import type { Selection } from "@/lib/deletions/types";
import type { MemoryStore } from "@/lib/stores/types";
import { readEffect } from "./read-effect";

export type ComparedStore = Pick<MemoryStore, "readCoverage" | "countSelection">;
export type EffectInput = {
  selection: Selection;
  expectedCount: number | null;
  cutoffAt: Date;
  /** See readEffect. */
  isWhole: boolean;
};

/** The effect of a request. What nothing has counted yet is counted only where few would be allowed to go: then there are few. */
export const findEffect = async (
  store: ComparedStore,
  { expectedCount, ...input }: EffectInput,
): Promise<Effect> => {
  if (expectedCount !== null) return readEffect(store, { ...input, expectedCount });
  const effect = await readEffect(store, {
    ...input,
    expectedCount: Number.MAX_SAFE_INTEGER,
    isWhole: true,
  });
  const { selection, cutoffAt } = input;
  if (selection.kind === "listed" || !needsDeleteAll(selection, effect)) return effect;
  const count = await store.countSelection({ selection: matchingSelectionOf(selection), cutoffAt });
  // Counted with what is held.
  return readEffect(store, { ...input, expectedCount: count, isWhole: true });
};
