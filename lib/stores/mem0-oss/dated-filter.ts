import type { MatchingSelection } from "@/lib/stores/selection";
import type { Filter } from "@/lib/filters/filter";
import { unknownInstant } from "@/lib/instants/unknown-instant";

/** The same filter for the statements of the built-in store, to which the place of an unknown time is a time like any other. */
export function datedFilter(filter: Filter): Filter;
export function datedFilter(filter: Filter | null): Filter | null;
export function datedFilter(filter: Filter | null): Filter | null {
  if (filter === null) return null;
  if ("and" in filter) return { and: filter.and.map((part) => datedFilter(part)) };
  if ("or" in filter) return { or: filter.or.map((part) => datedFilter(part)) };
  if ("not" in filter) return { not: datedFilter(filter.not) };
  if (filter.operator === "inactive_for" || filter.operator === "inactive_since") {
    const hasUnknown: Filter = { field: filter.field, operator: "inactive_since", value: afterUnknown };
    return { and: [filter, { not: hasUnknown }] };
  }
  if (filter.field !== "created_at" && filter.field !== "updated_at") return filter;
  return { and: [filter, { field: filter.field, operator: "ne", value: unknownInstant }] };
}

/** An entity without a change since then has none of which it is known when it was. */
const afterUnknown = new Date(Date.parse(unknownInstant) + 1).toISOString();

export const datedSelection = (selection: MatchingSelection): MatchingSelection => ({
  ...selection,
  filter: datedFilter(selection.filter),
  ...(selection.held && { held: selection.held.map((filter) => datedFilter(filter)) }),
});
