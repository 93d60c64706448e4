import { dayBefore, instantBefore } from "./duration";
import { conditionsOf, type Condition, type Filter, type FilterOperator } from "./filter";

/**
 * The filter with everything that is relative to the time of the question in instants and days, as it was at `at`: what it matches no
 * longer moves with the clock. No deeper and no longer than before.
 */
export const freezeRelative = (filter: Filter, at: Date): Filter => {
  if ("and" in filter) return { and: filter.and.map((part) => freezeRelative(part, at)) };
  if ("or" in filter) return { or: filter.or.map((part) => freezeRelative(part, at)) };
  if ("not" in filter) {
    const inside = freezeRelative(filter.not, at);
    // What `unexpired` becomes is turned around once, and not twice.
    return "field" in filter.not && "not" in inside ? inside.not : { not: inside };
  }
  return frozen(filter, at);
};

/** Whether what a filter matches moves with the clock. */
export const isRelative = (filter: Filter): boolean =>
  conditionsOf(filter).some(({ operator }) => relativeOperators.has(operator));

const relativeOperators: ReadonlySet<FilterOperator> = new Set<FilterOperator>([
  "older_than",
  "within_last",
  "inactive_for",
  "expired",
  "unexpired",
]);

const frozen = (condition: Condition, at: Date): Filter => {
  switch (condition.operator) {
    case "older_than":
      return condition.field === "expiration_date"
        ? { field: condition.field, operator: "lt", value: dayBefore(at, condition.value) }
        : { field: condition.field, operator: "lt", value: instantBefore(at, condition.value).toISOString() };
    case "within_last":
      return condition.field === "expiration_date"
        ? {
            field: condition.field,
            operator: "between",
            value: [dayBefore(at, condition.value), dayBefore(at, "P1D")],
          }
        : {
            field: condition.field,
            operator: "gte",
            value: instantBefore(at, condition.value).toISOString(),
          };
    case "inactive_for":
      return {
        field: condition.field,
        operator: "inactive_since",
        value: instantBefore(at, condition.value).toISOString(),
      };
    case "expired":
      return { field: condition.field, operator: "lt", value: dayOf(at) };
    case "unexpired":
      return { not: { field: condition.field, operator: "lt", value: dayOf(at) } };
    case "eq":
    case "ne":
    case "in":
    case "present":
    case "absent":
    case "inactive_since":
    case "gt":
    case "gte":
    case "lt":
    case "lte":
    case "between":
    case "contains":
    case "icontains":
      return condition;
  }
};

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
