import type { Filter } from "@/lib/filters/filter";
import { namedUsersMax } from "@/lib/stores/residue";
import { wildcard } from "./scope/scope";
import type { DeleteTarget } from "./request/delete-target";
import type { Selection, ShownSelection } from "./types";

/** What is left out of a selection names nobody that it takes. */
type Naming = Exclude<ShownSelection | Selection, { kind: "listed" }> | DeleteTarget;

/**
 * The users that a selection takes memories of, all or some, as far as it names them, without repetition and always in the same
 * order; at most `namedUsersMax`. Empty for listed memories, wildcards and everything: whose they were it does not say.
 */
export const namedUsersOf = (selection: Naming): string[] => {
  const named = [...new Set(usersIn(selection))].filter((user) => user !== wildcard && user !== "");
  return named.slice(0, namedUsersMax);
};

const usersIn = (selection: Naming): string[] => {
  switch (selection.kind) {
    case "entity":
      return selection.entity.kind === "user" ? [selection.entity.value] : [];
    case "scope":
      return selection.scope.user_id === null ? [] : [selection.scope.user_id];
    case "matching":
      return selection.filter === null ? [] : usersOfFilter(selection.filter);
  }
};

/** What is excluded is not taken. */
const usersOfFilter = (filter: Filter): string[] => {
  if ("and" in filter) return filter.and.flatMap(usersOfFilter);
  if ("or" in filter) return filter.or.flatMap(usersOfFilter);
  if ("not" in filter || filter.field !== "user_id") return [];
  if (filter.operator === "eq") return [filter.value];
  return filter.operator === "in" ? filter.value : [];
};
