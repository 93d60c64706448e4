import { sql, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Condition } from "@/lib/filters/filter";
import { memories } from "@/drizzle/schema/memories";
import { dayOf, timestampOf } from "./sql-values";

const instantColumns = { created_at: memories.createdAt, updated_at: memories.updatedAt };
const dayMs = 86_400_000;

type InstantCondition = Extract<Condition, { field: keyof typeof instantColumns }>;

/** Compares created_at or updated_at. */
export const compileInstant = ({ field, ...condition }: InstantCondition): SQL =>
  compareInstant(instantColumns[field], condition);

/**
 * Compares a column with a day or an instant. A day stands for all of that day in UTC: `gt` is after its end, `gte` from its start,
 * `ne` not on it. An instant is compared exactly.
 */
export const compareInstant = (
  column: AnyPgColumn,
  { operator, value }: Pick<InstantCondition, "operator" | "value">,
): SQL => {
  const [start, end] = rangeOf(value);
  switch (operator) {
    case "gt":
      return end === null ? sql`${column} > ${start}` : sql`${column} >= ${end}`;
    case "gte":
      return sql`${column} >= ${start}`;
    case "lt":
      return sql`${column} < ${start}`;
    case "lte":
      return end === null ? sql`${column} <= ${start}` : sql`${column} < ${end}`;
    case "ne":
      return end === null ? sql`${column} <> ${start}` : sql`(${column} < ${start} or ${column} >= ${end})`;
  }
};

/** Compares the day a memory expires on; a memory without one matches only `ne`, `absent` and `unexpired`. */
export const compileExpiration = (
  condition: Extract<Condition, { field: "expiration_date" }>,
  today: SQL,
): SQL => {
  const column = memories.expirationDate;
  switch (condition.operator) {
    case "gt":
      return sql`${column} > ${dayOf(condition.value)}`;
    case "gte":
      return sql`${column} >= ${dayOf(condition.value)}`;
    case "lt":
      return sql`${column} < ${dayOf(condition.value)}`;
    case "lte":
      return sql`${column} <= ${dayOf(condition.value)}`;
    case "ne":
      return sql`${column} is distinct from ${dayOf(condition.value)}`;
    case "in":
      return sql`${column} = any(array[${sql.join(condition.value.map(dayOf), sql`, `)}])`;
    case "present":
      return sql`${column} is not null`;
    case "absent":
      return sql`${column} is null`;
    case "expired":
      return sql`${column} < ${today}`;
    case "unexpired":
      return sql`(${column} is null or ${column} >= ${today})`;
  }
};

/** Start and exclusive end of a day; the end is null for an instant. */
const rangeOf = (value: string): [start: SQL, end: SQL | null] => {
  if (value.includes("T")) return [timestampOf(value), null];
  const start = `${value}T00:00:00.000Z`;
  return [timestampOf(start), timestampOf(new Date(Date.parse(start) + dayMs).toISOString())];
};
