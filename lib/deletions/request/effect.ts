import type { Filter } from "@/lib/filters/filter";
import type { EntityField } from "@/lib/memories/types";
import { isListing, isOfSample, namedIn, wildcardsIn } from "./filter-parts";
import { isWipeSelection } from "../scope/scope";
import { matchingSelectionOf } from "./store-selection";
import type { Selection } from "../types";
import type { Coverage } from "@/lib/stores/selection";

/** What a deletion does to its store as a whole, beyond the memories that it takes one by one. */
export type Effect =
  | { kind: "some" }
  /** All that have any user, agent, app or run; `isWildcard` when it was asked for in these words. */
  | { kind: "all_with"; fields: EntityField[]; isWildcard: boolean }
  | { kind: "everything" };

/** Below it, one user, agent, app or run is what it is, also when a small store holds nothing else. */
const namedCountMin = 20;

/**
 * What of a selection has to be compared with the store to know its effect, from how many memories on; null when that is
 * known without. What is left out of a filter makes what it means no smaller, and is not looked at.
 */
export const comparedWithStore = (selection: Selection): { filter: Filter; fromCount: number } | null => {
  if (selection.kind === "listed" || isListing(selection) || isOfSample(selection)) return null;
  const { filter } = matchingSelectionOf(withoutExceptions(selection));
  if (filter === null) return null;
  return { filter, fromCount: namedIn(selection).length > 0 ? namedCountMin : 1 };
};

/**
 * The effect of a selection of `count` memories. `coverage` as the store was compared with it; null where `comparedWithStore`
 * is, or the count below it. One named user is not any user: of the entities that a selection names only those count.
 */
export const effectOf = (selection: Selection, coverage: Coverage | null): Effect => {
  if (isWipeSelection(selection)) return { kind: "everything" };
  if (coverage?.isEverything === true) return { kind: "everything" };
  const wildcards = wildcardsIn(selection);
  if (wildcards.length > 0) return { kind: "all_with", fields: wildcards, isWildcard: true };
  const named = namedIn(selection);
  const fields = (coverage?.allWith ?? []).filter((field) => named.length === 0 || named.includes(field));
  return fields.length > 0 ? { kind: "all_with", fields, isWildcard: false } : { kind: "some" };
};

/** Whether it takes more than a role that deletes may. Who names one entity means it, and not all that have any. */
export const needsDeleteAll = (selection: Selection, effect: Effect): boolean => {
  switch (effect.kind) {
    case "some":
      return false;
    case "everything":
      return true;
    case "all_with":
      return effect.isWildcard || namedIn(selection).length === 0;
  }
};

const withoutExceptions = (selection: Exclude<Selection, { kind: "listed" }>) =>
  selection.kind === "entity"
    ? { ...selection, keepsImmutable: false }
    : { ...selection, excludedIds: [], keepsImmutable: false };
