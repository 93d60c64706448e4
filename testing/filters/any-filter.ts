import fc from "fast-check";
import type { Condition, Filter } from "@/lib/filters/filter";

/** Filters of any shape at most `depthMax` deep. For tests. */
export const anyFilter = (conditions: fc.Arbitrary<Condition>, depthMax: number): fc.Arbitrary<Filter> => {
  if (depthMax <= 1) return conditions;
  const part = anyFilter(conditions, depthMax - 1);
  const parts = fc.array(part, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 6, arbitrary: conditions },
    { weight: 5, arbitrary: parts.map((and) => ({ and })) },
    { weight: 5, arbitrary: parts.map((or) => ({ or })) },
    { weight: 4, arbitrary: part.map((not) => ({ not })) },
  );
};

/** Whether a filter holds, when `holds` decides about each condition. */
export const evaluate = (filter: Filter, holds: (condition: Condition) => boolean): boolean => {
  if ("and" in filter) return filter.and.every((part) => evaluate(part, holds));
  if ("or" in filter) return filter.or.some((part) => evaluate(part, holds));
  if ("not" in filter) return !evaluate(filter.not, holds);
  return holds(filter);
};
