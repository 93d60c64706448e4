import { sql, type SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { Condition } from "@/lib/filters/filter";
import { memories } from "@/drizzle/schema/memories";
import { durationFrom } from "@/lib/filters/duration";
import { dayAt, dayOf, timestampOf } from "./sql-values";

const instantColumns = { created_at: memories.createdAt, updated_at: memories.updatedAt };
const dayMs = 86_400_000;

type InstantCondition = Extract<Condition, { field: keyof typeof instantColumns }>;

/** Compares created_at or updated_at; what is relative is so to `now`. */
export const compileInstant = (condition: InstantCondition, now: SQL): SQL => {
  const column = instantColumns[condition.field];
  switch (condition.operator) {
    case "older_than":
      return sql`${column} < ${instantBefore(now, condition.value)}`;
    case "within_last":
      return sql`${column} >= ${instantBefore(now, condition.value)}`;
    case "between": {
      const [from, to] = condition.value;
      return sql`(${compareInstant(column, { operator: "gte", value: from })} and ${compareInstant(column, { operator: "lte", value: to })})`;
    }
    case "gt":
    case "gte":
    case "lt":
    case "lte":
    case "ne":
      return compareInstant(column, condition);
  }
};

/** As lib/filters/duration.ts has it: by the calendar in UTC, whatever the session's time zone. */
export const instantBefore = (now: SQL, duration: string): SQL =>
  sql`((${now} at time zone 'utc' - ${intervalOf(duration)}) at time zone 'utc')`;

const dayBefore = (now: SQL, duration: string): SQL => sql`(${dayAt(now)} - ${intervalOf(duration)})::date`;

/** Postgres' time begins 4714 BC, and nothing stored lies before the year 1. */
const yearsMax = 4_000;

const intervalOf = (text: string): SQL => {
  const duration = durationFrom(text);
  const isBeyond = duration?.unit === "Y" && duration.count > yearsMax;
  return sql`${isBeyond ? `P${yearsMax}Y` : text}::interval`;
};

/**
 * Compares a column with a day or an instant. A day stands for all of that day in UTC: `gt` is after its end, `gte` from its start,
 * `ne` not on it. An instant is compared exactly.
 */
export const compareInstant = (
  column: AnyPgColumn,
  { operator, value }: { operator: "gt" | "gte" | "lt" | "lte" | "ne"; value: string },
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
  now: SQL,
): SQL => {
  const today = dayAt(now);
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
    case "between":
      return sql`${column} between ${dayOf(condition.value[0])} and ${dayOf(condition.value[1])}`;
    case "older_than":
      return sql`${column} < ${dayBefore(now, condition.value)}`;
    case "within_last":
      return sql`(${column} >= ${dayBefore(now, condition.value)} and ${column} < ${today})`;
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

/** Where a day, or an instant, begins. */
export const startOf = (moment: string): SQL => rangeOf(moment)[0];

/** Start and exclusive end of a day; the end is null for an instant. */
const rangeOf = (value: string): [start: SQL, end: SQL | null] => {
  if (value.includes("T")) return [timestampOf(value), null];
  const start = `${value}T00:00:00.000Z`;
  return [timestampOf(start), timestampOf(new Date(Date.parse(start) + dayMs).toISOString())];
};
