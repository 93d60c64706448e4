import type { Filter } from "./filter";

/** The parts that stand side by side in the filter bar: those of an outermost "and", else the filter itself. */
export const topLevelOf = (filter: Filter | null): Filter[] => {
  if (filter === null) return [];
  return "and" in filter ? filter.and : [filter];
};

/** The filter that all of `parts` make together; null for none. */
export const joinTopLevel = (parts: readonly Filter[]): Filter | null => {
  const [first, ...others] = parts;
  if (first === undefined) return null;
  return others.length === 0 ? first : { and: [first, ...others] };
};
