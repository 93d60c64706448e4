import type { ShownSelection } from "@/lib/deletions/types";
import { scopeReach } from "@/lib/deletions/scope/scope";
import type { Filter } from "@/lib/filters/filter";
import { entityFieldOf, entityKinds } from "@/lib/memories/entity";
import type { PersonEntity } from "./types";

type Entity = Omit<PersonEntity, "storeId">;

/**
 * The ids of which a selection takes every memory, as far as it names them. One that takes a part of an id's memories says nothing of
 * whose the id is, and neither does one with exceptions: what was left out on purpose would be found.
 */
export const entitiesSelected = (selection: ShownSelection): Entity[] => {
  switch (selection.kind) {
    case "listed":
      return [];
    case "entity":
      return selection.keepsImmutable === true ? [] : [selection.entity];
    case "scope": {
      const reach = scopeReach(selection.scope);
      return hasExceptions(selection) || reach.kind !== "matching" ? [] : entitiesOfFilter(reach.filter);
    }
    case "matching":
      return hasExceptions(selection) || selection.filter === null ? [] : entitiesOfFilter(selection.filter);
  }
};

const hasExceptions = (selection: { excludedCount: number; keepsImmutable: boolean }): boolean =>
  selection.excludedCount > 0 || selection.keepsImmutable;

/** The ids that a filter takes with all their memories, whatever else it takes. */
export const entitiesOfFilter = (filter: Filter): Entity[] => {
  if ("or" in filter) return filter.or.flatMap(entitiesOfFilter);
  if ("and" in filter || "not" in filter) return [];
  const kind = entityKinds.find((each) => entityFieldOf[each] === filter.field);
  if (kind === undefined) return [];
  const values = filter.operator === "eq" ? [filter.value] : filter.operator === "in" ? filter.value : [];
  // Those of an entity's condition are texts, which its type does not tell.
  return values.flatMap((value) => (typeof value === "string" ? [{ kind, value }] : []));
};
