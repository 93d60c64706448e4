import { dayBefore, instantBefore } from "./duration";
import type { Condition, Filter } from "./filter";
import { isDay } from "./instant-text";
import { exactMs } from "./moments";
import { containsFolded } from "@/lib/text/fold-text";
import { plainText } from "@/lib/text/plain-text";
import type { JsonText } from "@/lib/json/json-text";
import { parseExact } from "@/lib/json/parse-exact";
import { isScalar } from "@/lib/json/scalar";
import { unknownInstant } from "@/lib/instants/unknown-instant";
import { isExpired, type Memory } from "@/lib/memories/types";

/**
 * Whether a memory matches a filter, at a time: what lib/stores/sql/compile-filter.ts says in SQL, for memories of stores that
 * cannot be asked everything. The two are held against each other by its test. Throws for a filter that no memory tells by
 * itself (needsOthers).
 */
export const matchesFilter = (filter: Filter, memory: Memory, now: Date): boolean => {
  if ("and" in filter) return filter.and.every((each) => matchesFilter(each, memory, now));
  if ("or" in filter) return filter.or.some((each) => matchesFilter(each, memory, now));
  if ("not" in filter) return !matchesFilter(filter.not, memory, now);
  return meets(filter, memory, now);
};

/**
 * Whether a condition is about more than the memory: about others of the store, such as its repeats or its entity's newest change, or
 * about holds.
 */
export const needsOthers = ({ field, operator }: Condition): boolean =>
  field === "duplicate" ||
  field === "held" ||
  field === "hold" ||
  operator === "inactive_for" ||
  operator === "inactive_since";

type Comparison = "gt" | "gte" | "lt" | "lte" | "ne";

const compare = <Value extends string | number>(operator: Comparison, a: Value, b: Value): boolean =>
  ({ gt: a > b, gte: a >= b, lt: a < b, lte: a <= b, ne: a !== b })[operator];

const metadataAt = (metadata: JsonText, key: string): unknown => {
  const read = parseExact(metadata);
  // Every object has a `constructor` and a `toString` of its own kind.
  return typeof read === "object" && read !== null && Object.hasOwn(read, key)
    ? (read as Record<string, unknown>)[key]
    : undefined;
};

const meets = (condition: Condition, memory: Memory, now: Date): boolean => {
  switch (condition.field) {
    case "user_id":
    case "agent_id":
    case "app_id":
    case "run_id": {
      const id = {
        user_id: memory.userId,
        agent_id: memory.agentId,
        app_id: memory.appId,
        run_id: memory.runId,
      }[condition.field];
      switch (condition.operator) {
        case "present":
          return id !== null;
        case "absent":
          return id === null;
        case "ne":
          return id !== condition.value;
        case "eq":
          return id === condition.value;
        case "in":
          return id !== null && condition.value.includes(id);
        case "inactive_for":
        case "inactive_since":
          throw new Error(aboutOthers);
      }
    }
    case "created_at":
    case "updated_at": {
      const at = condition.field === "created_at" ? memory.createdAt : memory.updatedAt;
      if (at === unknownInstant) return false;
      switch (condition.operator) {
        case "older_than":
          return Date.parse(at) < instantBefore(now, condition.value).getTime();
        case "within_last":
          return Date.parse(at) >= instantBefore(now, condition.value).getTime();
        case "between":
          return compareAt("gte", at, condition.value[0]) && compareAt("lte", at, condition.value[1]);
        case "gt":
        case "gte":
        case "lt":
        case "lte":
        case "ne":
          return compareAt(condition.operator, at, condition.value);
      }
    }
    case "expiration_date": {
      const day = memory.expirationDate;
      const today = now.toISOString().slice(0, 10);
      switch (condition.operator) {
        case "present":
          return day !== null;
        case "absent":
          return day === null;
        case "expired":
          return isExpired(memory, today);
        case "unexpired":
          return !isExpired(memory, today);
        case "older_than":
          return day !== null && day < dayBefore(now, condition.value);
        case "within_last":
          return day !== null && day >= dayBefore(now, condition.value) && day < today;
        case "between":
          return day !== null && day >= condition.value[0] && day <= condition.value[1];
        case "in":
          return day !== null && condition.value.includes(day);
        case "ne":
          return day !== condition.value;
        case "gt":
        case "gte":
        case "lt":
        case "lte":
          return day !== null && compare(condition.operator, day, condition.value);
      }
    }
    case "categories":
      if (condition.operator === "icontains")
        return memory.categories.some((category) => containsFolded(category, condition.value));
      return [condition.value].flat().some((value) => memory.categories.includes(value));
    case "metadata": {
      const value = metadataAt(memory.metadata, condition.key);
      if (condition.operator === "present") return value !== undefined;
      if (condition.operator === "eq") return isScalar(value, condition.value);
      if (condition.operator === "in") return condition.value.some((wanted) => isScalar(value, wanted));
      if (condition.operator === "ne") return !isScalar(value, condition.value);
      if (Array.isArray(value)) return value.includes(condition.value);
      return typeof value === "string" && containsFolded(value, condition.value);
    }
    case "text":
      return (
        containsFolded(memory.memory, condition.value) &&
        (condition.operator === "icontains" || plainText(memory.memory).includes(plainText(condition.value)))
      );
    case "text_length": {
      const length = Array.from(memory.memory).length;
      return condition.operator === "gt" ? length > condition.value : length < condition.value;
    }
    case "duplicate":
    case "held":
    case "hold":
      throw new Error(aboutOthers);
    case "memory_ids":
      return condition.value.includes(memory.id);
    case "import":
      if (condition.operator === "eq") return memory.importId === condition.value;
      if (condition.operator === "in")
        return memory.importId !== null && condition.value.includes(memory.importId);
      return (memory.importId !== null) === (condition.operator === "present");
    case "immutable":
      return memory.immutable === condition.value;
    case "superseded":
      return (memory.supersededBy !== null) === condition.value;
    case "sample":
      return memory.isSample === condition.value;
  }
};

const aboutOthers = "One memory does not tell whether it meets this condition.";

/** A day is all of it, in UTC. */
const compareAt = (operator: Comparison, at: string, value: string): boolean => {
  if (!isDay(value)) return compare(operator, Date.parse(at), exactMs(value));
  return compare(operator, at.slice(0, 10), value);
};
