import type { Condition, Filter } from "@/lib/filters/filter";
import { freezeRelative } from "@/lib/filters/freeze-relative";
import type { Scalar } from "@/lib/json/scalar";
import type { EntityField } from "@/lib/memories/types";

/** A filter in Mem0's language. One key each: an OR beside an AND is silently dropped. */
export type PlatformFilter = Readonly<Record<string, unknown>>;

/**
 * What the Platform is asked for a filter of ours. `filters` finds every memory that matches, and more unless `isExact`:
 * the caller then checks each memory with `matchesFilter`.
 */
export type PlatformQuery = { filters: PlatformFilter; isExact: boolean };

/**
 * Every memory: the Platform lists none without an entity, and stores none without one.
 */
export const everything: PlatformFilter = {
  OR: [{ user_id: "*" }, { agent_id: "*" }, { app_id: "*" }, { run_id: "*" }],
};

/**
 * Asks the Platform only for what its documentation says plainly and what a positive condition says: never NOT or `ne`, of
 * which it is not certain what they do with memories that have no value, nor texts, whose case and words are its own affair.
 * What is left out makes the answer larger, never smaller. What is relative to the time is so to `now`.
 * https://docs.mem0.ai/platform/features/v2-memory-filters
 */
export const platformQuery = (filter: Filter | null, now: Date): PlatformQuery => {
  const { filters, isExact, isScoped }: Part =
    filter === null ? all(true) : partOf(freezeRelative(filter, now), true);
  if (filters === null) return { filters: everything, isExact };
  return { filters: isScoped ? filters : { AND: [everything, filters] }, isExact };
};

/** The same, of those created from or before an instant; both on milliseconds. */
export const createdWithin = (
  { filters }: PlatformQuery,
  range: { gte?: string; lt?: string },
): PlatformFilter => ({ AND: [filters, { created_at: range }] });

/** `filters` null: all memories. `isScoped`: it names an entity in each of its branches, as the Platform wants it. */
type Part = { filters: PlatformFilter | null; isExact: boolean; isScoped: boolean };

const all = (isExact: boolean): Part => ({ filters: null, isExact, isScoped: false });
const exactly = (filters: PlatformFilter): Part => ({ filters, isExact: true, isScoped: false });
const anyValue = (field: EntityField, isExact = true): Part => ({
  filters: { [field]: "*" },
  isExact,
  isScoped: true,
});

/** `isWanted` false: of those that do not match. A `not` is carried down to the conditions, so that none is ever sent. */
const partOf = (filter: Filter, isWanted: boolean): Part => {
  if ("not" in filter) return partOf(filter.not, !isWanted);
  if ("and" in filter || "or" in filter) {
    const parts = ("and" in filter ? filter.and : filter.or).map((each) => partOf(each, isWanted));
    return "and" in filter === isWanted ? allOf(parts) : anyOf(parts);
  }
  return isWanted ? matching(filter) : unmatched(filter);
};

const allOf = (parts: readonly Part[]): Part => ({
  filters: joined("AND", parts),
  isExact: parts.every(({ isExact }) => isExact),
  isScoped: parts.some(({ isScoped }) => isScoped),
});

const anyOf = (parts: readonly Part[]): Part => {
  const unbounded = parts.filter(({ filters }) => filters === null);
  if (unbounded.length > 0) return all(unbounded.some(({ isExact }) => isExact));
  return {
    filters: joined("OR", parts),
    isExact: parts.every(({ isExact }) => isExact),
    isScoped: parts.every(({ isScoped }) => isScoped),
  };
};

const joined = (operator: "AND" | "OR", parts: readonly Part[]): PlatformFilter | null => {
  const filters = parts.map((part) => part.filters).filter((each) => each !== null);
  const [first = null] = filters;
  return filters.length > 1 ? { [operator]: filters } : first;
};

const matching = (condition: Condition): Part => {
  switch (condition.field) {
    case "user_id":
    case "agent_id":
    case "app_id":
    case "run_id":
      switch (condition.operator) {
        case "eq":
          return entityIn(condition.field, [condition.value]);
        case "in":
          return entityIn(condition.field, condition.value);
        case "present":
          return anyValue(condition.field);
        case "ne":
        case "absent":
        case "inactive_for":
        case "inactive_since":
          return all(false);
      }
    case "created_at":
    case "updated_at":
      switch (condition.operator) {
        case "between": {
          const [from, to] = condition.value;
          return allOf([timeRange(condition.field, "gte", from), timeRange(condition.field, "lte", to)]);
        }
        case "gt":
        case "gte":
        case "lt":
        case "lte":
        case "ne":
          return timeRange(condition.field, condition.operator, condition.value);
        case "older_than":
        case "within_last":
          return all(false);
      }
    case "expiration_date":
      switch (condition.operator) {
        case "between":
          return exactly({ expiration_date: { gte: condition.value[0], lte: condition.value[1] } });
        case "gt":
        case "gte":
        case "lt":
        case "lte":
        case "in":
          return exactly({ expiration_date: { [condition.operator]: condition.value } });
        // Those without a day, too; or nothing that the Platform has a word for.
        case "ne":
        case "absent":
        case "present":
        // Frozen before they come here.
        case "expired":
        case "unexpired":
        case "older_than":
        case "within_last":
          return all(false);
      }
    case "categories":
      if (condition.operator === "icontains") return all(false);
      return exactly({ categories: { in: [condition.value].flat() } });
    case "metadata":
      if (condition.operator === "in")
        return anyOf(condition.value.map((value) => metadataIs(condition.key, value)));
      return condition.operator === "eq" ? metadataIs(condition.key, condition.value) : all(false);
    case "memory_ids":
      return exactly({ memory_ids: { in: condition.value } });
    case "import":
      return condition.operator === "absent" ? all(true) : all(false);
    case "sample":
      return condition.value ? all(false) : all(true);
    case "text":
    case "text_length":
    case "duplicate":
    case "held":
    case "hold":
    case "immutable":
    case "superseded":
      return all(false);
  }
};

/** Of those that do not match: where that can be said without NOT. */
const unmatched = (condition: Condition): Part => {
  switch (condition.field) {
    case "user_id":
    case "agent_id":
    case "app_id":
    case "run_id":
      if (condition.operator === "ne") return entityIn(condition.field, [condition.value]);
      return condition.operator === "absent" ? anyValue(condition.field) : all(false);
    case "created_at":
    case "updated_at":
      switch (condition.operator) {
        case "gt":
        case "gte":
        case "lt":
        case "lte":
        case "ne":
          return timeRange(condition.field, opposite[condition.operator], condition.value);
        case "between":
        case "older_than":
        case "within_last":
          return all(false);
      }
    case "expiration_date":
      if (condition.operator === "ne") return exactly({ expiration_date: { in: [condition.value] } });
      return all(false);
    case "metadata":
      return condition.operator === "ne" ? metadataIs(condition.key, condition.value) : all(false);
    case "import":
      return condition.operator === "absent" ? all(false) : all(true);
    case "sample":
      return condition.value ? all(true) : all(false);
    case "categories":
    case "memory_ids":
    case "text":
    case "text_length":
    case "duplicate":
    case "held":
    case "hold":
    case "immutable":
    case "superseded":
      return all(false);
  }
};

/** A value of `*` is a wildcard to Mem0, and can be had only with all the others. */
const entityIn = (field: EntityField, values: readonly string[]): Part => {
  if (values.includes("*")) return anyValue(field, false);
  const filters = { [field]: values.length === 1 ? values[0] : { in: values } };
  return { filters, isExact: true, isScoped: true };
};

/**
 * Mem0 may look into nested objects by a dot, take a word for an operator, find one value in a list, and round numbers: plain
 * keys and values only, and what is found is looked at.
 */
const metadataIs = (key: string, value: Scalar): Part => {
  const isPlainKey = /^[A-Za-z0-9_-]+$/.test(key) && !/^(and|or|not|__proto__)$/i.test(key);
  const isPlainValue =
    typeof value === "boolean" ||
    (typeof value === "number" && Number.isSafeInteger(value)) ||
    (typeof value === "string" && value !== "");
  if (!isPlainKey || !isPlainValue) return all(false);
  return { ...exactly({ metadata: { [key]: value } }), isExact: false };
};

type Comparison = "gt" | "gte" | "lt" | "lte" | "ne" | "eq";
const opposite: Record<Exclude<Comparison, "eq">, Comparison> = {
  gt: "lte",
  gte: "lt",
  lt: "gte",
  lte: "gt",
  ne: "eq",
};

const dayMs = 86_400_000;

/**
 * Lethe's instants are the Platform's, cut to milliseconds, and compare so. `from` is the first millisecond that is not below
 * the value, `to` the first above it: "after 10:00:00.001" is from .002 on, with any microseconds. A day in UTC is
 * a range in the same way. An explicit `eq` on dates is rejected, hence two bounds.
 */
const timeRange = (field: string, operator: Comparison, value: string): Part => {
  const { from, to } = edgesOf(value);
  const [fromAt, toAt] = [writtenAs(from), writtenAs(to)];
  // A year that ISO 8601 writes with a sign.
  if (fromAt === null || toAt === null) return all(false);
  const only = (condition: Record<string, string>): Part => exactly({ [field]: condition });
  switch (operator) {
    case "gte":
      return only({ gte: fromAt });
    case "lt":
      return only({ lt: fromAt });
    case "gt":
      return only({ gte: toAt });
    case "lte":
      return only({ lt: toAt });
    case "eq":
      return only({ gte: fromAt, lt: toAt });
    case "ne":
      return exactly({ OR: [{ [field]: { lt: fromAt } }, { [field]: { gte: toAt } }] });
  }
};

const edgesOf = (value: string): { from: number; to: number } => {
  const ms = Date.parse(value);
  if (!value.includes("T")) return { from: ms, to: ms + dayMs };
  const isBetween = /\.\d{3}\d*[1-9]/.test(value);
  return { from: isBetween ? ms + 1 : ms, to: ms + 1 };
};

const writtenAs = (ms: number): string | null => {
  const date = new Date(ms);
  if (Number.isNaN(date.getTime())) return null;
  const text = date.toISOString();
  return /^\d{4}-/.test(text) ? text : null;
};
