import type { Bond } from "@/lib/stores/selection";
import type { Selection, StoredSelection } from "../types";

/**
 * What was selected in the table or by a filter was seen as it was, and is taken only if it still is so. A scope and an
 * entity mean all that they hold. Without a preview (Mem0's API) there is nothing to have changed since.
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
