import { entityFilter } from "@/lib/filters/entity-filter";
import { ExpectedError } from "@/lib/errors/expected-error";
import type { Filter } from "@/lib/filters/filter";
import { noFilterMessage, scopeReach } from "../scope/scope";
import type { Exceptions, Selection } from "../types";
import type { MatchingSelection, StoreSelection } from "@/lib/stores/selection";

/**
 * A selection in the terms of a store. Throws invalid_input when it has no filter, so that "everything" comes of four
 * wildcards and of nothing else, and when a wipe is to spare something.
 * Rules: https://docs.mem0.ai/platform/features/delete-memories ("no filter is an error").
 */
export const storeSelectionOf = (selection: Selection): StoreSelection =>
  selection.kind === "listed" ? selection : matchingSelectionOf(selection);

/** The same, for what is not listed. */
export const matchingSelectionOf = (selection: Exclude<Selection, { kind: "listed" }>): MatchingSelection => {
  switch (selection.kind) {
    case "matching":
      if (selection.filter === null) throw new ExpectedError("invalid_input", noFilterMessage);
      return matching(selection.filter, selection);
    case "scope":
      return scoped(selection);
    case "entity":
      return matching(entityFilter(selection.entity), {
        excludedIds: [],
        keepsImmutable: selection.keepsImmutable === true,
      });
  }
};

const scoped = (selection: Extract<Selection, { kind: "scope" }>) => {
  const reach = scopeReach(selection.scope);
  switch (reach.kind) {
    case "nothing":
      throw new ExpectedError("invalid_input", noFilterMessage);
    case "everything":
      if (selection.keepsImmutable || selection.excludedIds.length > 0) {
        throw new ExpectedError(
          "invalid_input",
          "A wipe takes every memory, so nothing can be left out. To keep some, delete by filter.",
        );
      }
      return { kind: "matching" as const, filter: null, excludedIds: [] };
    case "matching":
      return matching(reach.filter, selection);
  }
};

const matching = (filter: Filter, { excludedIds, keepsImmutable }: Exceptions) => ({
  kind: "matching" as const,
  filter: keepsImmutable ? { and: [filter, notImmutable] } : filter,
  excludedIds,
});

const notImmutable: Filter = { field: "immutable", operator: "eq", value: false };

/** The immutable memories that match and stay, as `keepsImmutable` wants it; null when it was not asked for. */
export const keptSelectionOf = (selection: Selection): MatchingSelection | null => {
  if (selection.kind === "listed" || selection.keepsImmutable !== true) return null;
  const { filter, excludedIds } = matchingSelectionOf({ ...selection, keepsImmutable: false });
  const immutable: Filter = { field: "immutable", operator: "eq", value: true };
  return {
    kind: "matching",
    filter: filter === null ? immutable : { and: [filter, immutable] },
    excludedIds,
  };
};
