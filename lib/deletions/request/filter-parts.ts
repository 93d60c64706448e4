import type { Filter } from "@/lib/filters/filter";
import { entityFields, type EntityField } from "@/lib/memories/types";
import { wildcard, wildcardsOf } from "../scope/scope";
import type { Selection } from "../types";

/** What a filter says in other words: groups of one, groups in groups and double negations taken apart. All have to be so. */
const partsOf = (filter: Filter): Filter[] => {
  if ("and" in filter) return filter.and.flatMap(partsOf);
  if ("or" in filter) {
    const [only] = filter.or;
    return filter.or.length === 1 && only !== undefined ? partsOf(only) : [filter];
  }
  if ("not" in filter) return negatedParts(filter.not);
  if (isOn(filter, "in") && filter.value.length === 1)
    return [{ field: filter.field, operator: "eq", value: filter.value[0] ?? "" }];
  return [filter];
};

const negatedParts = (filter: Filter): Filter[] => {
  if ("not" in filter) return partsOf(filter.not);
  if ("or" in filter) return filter.or.flatMap(negatedParts);
  if ("and" in filter) {
    const [only] = filter.and;
    return filter.and.length === 1 && only !== undefined ? negatedParts(only) : [{ not: filter }];
  }
  if (isOn(filter, "absent")) return [{ field: filter.field, operator: "present" }];
  if (isOn(filter, "ne")) return [{ field: filter.field, operator: "eq", value: filter.value }];
  return [{ not: filter }];
};

/** Whether it is a condition on an entity's id with this operator. */
const isOn = <Operator extends EntityCondition["operator"]>(
  filter: Filter,
  operator: Operator,
): filter is Extract<EntityCondition, { operator: Operator }> =>
  "field" in filter && filter.operator === operator && entityFields.some((field) => field === filter.field);
type EntityCondition = Extract<Filter, { field: EntityField }>;

/**
 * The entities of which a selection takes any, as its form says it: by `*` in a scope, or by a filter that says no more than
 * a scope could ("user has any value" is `user_id = *`).
 */
export const wildcardsIn = (selection: Selection): EntityField[] => {
  switch (selection.kind) {
    case "listed":
    case "entity":
      return [];
    case "scope":
      return wildcardsOf(selection.scope);
    case "matching": {
      const parts = selection.filter === null ? [] : partsOf(selection.filter);
      const isScope = parts.every(
        (part) =>
          isOn(part, "eq") ||
          isOn(part, "present") ||
          ("field" in part && part.field === "metadata" && part.operator === "eq"),
      );
      return isScope
        ? entityFields.filter((field) => parts.some((part) => isOn(part, "present") && part.field === field))
        : [];
    }
  }
};

/** The entities that a selection names one of: it takes memories of these alone, or fewer. */
export const namedIn = (selection: Selection): EntityField[] => {
  switch (selection.kind) {
    case "listed":
      return [];
    case "entity":
      return [`${selection.entity.kind}_id`];
    case "scope":
      return entityFields.filter(
        (field) => selection.scope[field] !== null && selection.scope[field] !== wildcard,
      );
    case "matching": {
      const parts = selection.filter === null ? [] : partsOf(selection.filter);
      return entityFields.filter((field) => parts.some((part) => isOn(part, "eq") && part.field === field));
    }
  }
};

/** Whether a selection takes only memories that it lists, by a filter too. */
export const isListing = (selection: Selection): boolean =>
  selection.kind === "listed" ||
  (selection.kind === "matching" &&
    selection.filter !== null &&
    partsOf(selection.filter).some((part) => isById(part) || ("or" in part && part.or.every(isById))));

const isById = (filter: Filter): boolean => "field" in filter && filter.field === "memory_ids";

/** Whether a selection takes only Lethe's sample memories. */
export const isOfSample = (selection: Selection): boolean =>
  selection.kind === "matching" &&
  selection.filter !== null &&
  partsOf(selection.filter).some((part) => "field" in part && part.field === "sample" && part.value);
