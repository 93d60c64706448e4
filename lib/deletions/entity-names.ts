import { isEntityCondition, type Filter } from "@/lib/filters/filter";
import { entityFields } from "@/lib/memories/types";
import { wildcard } from "./scope/scope";
import type { StoredSelection } from "./types";

/**
 * The entities that a selection names, by their ids, each once: whom it is about as far as it says so. What is listed id by
 * id, a wildcard, and a filter by anything else name none; nor does a part of a filter that is negated, as it names who stays.
 */
export const entityNamesOf = (selection: StoredSelection): string[] => {
  switch (selection.kind) {
    case "listed":
      return [];
    case "entity":
      return [selection.entity.value];
    case "scope": {
      const { scope } = selection;
      const values = entityFields.map((field) => scope[field]);
      return unique(values.filter((value) => value !== null && value !== wildcard));
    }
    case "matching":
      return selection.filter === null ? [] : unique(namedBy(selection.filter));
  }
};

const namedBy = (filter: Filter): string[] => {
  if ("and" in filter) return filter.and.flatMap(namedBy);
  if ("or" in filter) return filter.or.flatMap(namedBy);
  if ("not" in filter) return [];
  if (!isEntityCondition(filter)) return [];
  return filter.operator === "eq" || filter.operator === "in" ? [filter.value].flat() : [];
};

const unique = (values: (string | null)[]): string[] => [
  ...new Set(values.filter((value) => value !== null)),
];
