import { entityFields } from "@/lib/memories/types";
import type { Condition, Filter } from "./filter-schema";

/**
 * The browse filter: conditions joined by and / or / not. It covers Mem0's list language
 * (https://docs.mem0.ai, "Memory filters") and adds what Mem0 cannot say: `absent`, `immutable`, `superseded`, `sample`,
 * `import`, `held`, `hold`, `duplicate`, `text_length`, `between`, `metadata exists`, and what is relative to the time of the question (`expired`,
 * `unexpired`, `older_than`, `within_last`, `inactive_for`; freeze-relative.ts turns those into instants). Semantics are
 * two-valued: a condition on a missing value is false (except `ne` and `absent`, which are true), and `not` is its exact
 * opposite. A part that is not understood is refused: dropped in silence it would widen the filter.
 */
export type { Condition, Filter };
export type FilterField = Condition["field"];
export type FilterOperator = Condition["operator"];

/** Whether it is a condition on a user, agent, app or run. */
export const isEntityCondition = (
  filter: Filter,
): filter is Extract<Condition, { field: (typeof entityFields)[number] }> =>
  "field" in filter && entityFields.some((field) => field === filter.field);

/** Every condition in a filter, in reading order. */
export const conditionsOf = (filter: Filter): Condition[] => {
  if ("and" in filter) return filter.and.flatMap(conditionsOf);
  if ("or" in filter) return filter.or.flatMap(conditionsOf);
  if ("not" in filter) return conditionsOf(filter.not);
  return [filter];
};
