import type { Condition, Filter } from "@/lib/filters/filter";
import { isListable, listedBy, type ListedBy, type ListScope } from "./client";

const scopesMax = 50;

/**
 * The lists of the server that together hold everything a filter matches, each as narrow as the filter says; one empty scope
 * (the list of everything) when it names no entity that all matches have.
 */
export const scopesOf = (filter: Filter | null): ListScope[] => {
  let scopes: ListScope[] = [{}];
  for (const condition of filter === null ? [] : requiredBy(filter)) {
    const values = entityValues(condition);
    const key = values?.key;
    if (values === null || key === undefined || scopes.some((scope) => scope[key] !== undefined)) continue;
    const narrower = scopes.flatMap((scope) => values.values.map((value) => ({ ...scope, [key]: value })));
    if (narrower.length <= scopesMax) scopes = narrower;
  }
  return scopes;
};

/** The conditions that everything which matches meets. */
const requiredBy = (filter: Filter): Condition[] => {
  if ("and" in filter) return filter.and.flatMap(requiredBy);
  return "or" in filter || "not" in filter ? [] : [filter];
};

const entityValues = (condition: Condition): { key: ListedBy; values: string[] } | null => {
  const key = listedBy.find((each) => each === condition.field);
  if (key === undefined || condition.field !== key) return null;
  if (condition.operator !== "eq" && condition.operator !== "in") return null;
  const values = [...new Set([condition.value].flat())];
  return values.every(isListable) ? { key, values } : null;
};
