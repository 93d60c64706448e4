import { sql, type SQL } from "drizzle-orm";
import { isEntityCondition, type Filter } from "@/lib/filters/filter";
import type { EntityField } from "@/lib/memories/types";
import { compileFilter } from "./compile-filter";

/**
 * Whether a row of `memories` is held: it matches one of these filters. False or true, and never null. The ids of all holds are
 * compared at once, so that a hundred holds by id cost no more than one.
 */
export const compileHeld = (held: readonly Filter[]): SQL => {
  if (held.length === 0) return sql`false`;
  const byField = new Map<EntityField, Set<string>>();
  const others: Filter[] = [];
  for (const part of held.flatMap((filter) => alternativesOf(filter))) {
    const ids = idsOf(part);
    if (ids === null) others.push(part);
    else
      ids.values.forEach((value) => byField.set(ids.field, (byField.get(ids.field) ?? new Set()).add(value)));
  }
  const parts = [
    ...[...byField].map(([field, values]): Filter => ({ field, operator: "in", value: [...values] })),
    ...others,
  ];
  return sql`coalesce(${sql.join(
    parts.map((part) => sql`(${compileFilter(part)})`),
    sql` or `,
  )}, false)`;
};

const alternativesOf = (filter: Filter): Filter[] =>
  "or" in filter ? filter.or.flatMap(alternativesOf) : [filter];

const idsOf = (filter: Filter): { field: EntityField; values: string[] } | null => {
  if (!isEntityCondition(filter)) return null;
  if (filter.operator === "eq") return { field: filter.field, values: [filter.value] };
  return filter.operator === "in" ? { field: filter.field, values: filter.value } : null;
};

/** " and" what is not held, to stand behind another condition; nothing where there is no hold. */
export const andNotHeld = (held: readonly Filter[] = []): SQL =>
  held.length === 0 ? sql`` : sql` and not ${compileHeld(held)}`;
