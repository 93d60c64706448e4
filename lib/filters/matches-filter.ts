import type { Condition, Filter } from "./filter";
import { containsFolded } from "@/lib/text/fold-text";
import { plainText } from "@/lib/text/plain-text";
import type { JsonText } from "@/lib/json/json-text";
import { parseExact } from "@/lib/json/parse-exact";
import { isScalar } from "@/lib/json/scalar";
import { unknownInstant } from "@/lib/instants/unknown-instant";
import { isExpired, type Memory } from "@/lib/memories/types";

/**
 * Whether a memory matches a filter, on a day (`YYYY-MM-DD` in UTC): what lib/stores/sql/compile-filter.ts says in SQL, for
 * memories of stores that cannot be asked everything. The two are held against each other by its test.
 */
export const matchesFilter = (filter: Filter, memory: Memory, today: string): boolean => {
  if ("and" in filter) return filter.and.every((each) => matchesFilter(each, memory, today));
  if ("or" in filter) return filter.or.some((each) => matchesFilter(each, memory, today));
  if ("not" in filter) return !matchesFilter(filter.not, memory, today);
  return meets(filter, memory, today);
};

type Comparison = "gt" | "gte" | "lt" | "lte" | "ne";

const compare = (operator: Comparison, a: string, b: string): boolean =>
  ({ gt: a > b, gte: a >= b, lt: a < b, lte: a <= b, ne: a !== b })[operator];

/** Milliseconds, with a fraction for what lies below them. */
const exactMs = (iso: string): number =>
  Date.parse(iso) + Number(`0.${/\.\d{3}(\d+)/.exec(iso)?.[1] ?? "0"}`);

const metadataAt = (metadata: JsonText, key: string): unknown => {
  const read = parseExact(metadata);
  // Every object has a `constructor` and a `toString` of its own kind.
  return typeof read === "object" && read !== null && Object.hasOwn(read, key)
    ? (read as Record<string, unknown>)[key]
    : undefined;
};

const meets = (condition: Condition, memory: Memory, today: string): boolean => {
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
      if (condition.operator === "present") return id !== null;
      if (condition.operator === "absent") return id === null;
      if (condition.operator === "ne") return id !== condition.value;
      return id !== null && [condition.value].flat().includes(id);
    }
    case "created_at":
    case "updated_at": {
      const at = condition.field === "created_at" ? memory.createdAt : memory.updatedAt;
      if (at === unknownInstant) return false;
      // A day compares as days do.
      if (!condition.value.includes("T"))
        return compare(condition.operator, at.slice(0, 10), condition.value);
      const [a, b] = [Date.parse(at), exactMs(condition.value)];
      return { gt: a > b, gte: a >= b, lt: a < b, lte: a <= b, ne: a !== b }[condition.operator];
    }
    case "expiration_date": {
      const day = memory.expirationDate;
      switch (condition.operator) {
        case "present":
          return day !== null;
        case "absent":
          return day === null;
        case "expired":
          return isExpired(memory, today);
        case "unexpired":
          return !isExpired(memory, today);
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
      if (condition.operator === "ne") return !isScalar(value, condition.value);
      if (Array.isArray(value)) return value.includes(condition.value);
      return typeof value === "string" && containsFolded(value, condition.value);
    }
    case "text":
      return (
        containsFolded(memory.memory, condition.value) &&
        (condition.operator === "icontains" || plainText(memory.memory).includes(plainText(condition.value)))
      );
    case "memory_ids":
      return condition.value.includes(memory.id);
    case "import":
      if (condition.operator === "eq") return memory.importId === condition.value;
      return (memory.importId !== null) === (condition.operator === "present");
    case "immutable":
      return memory.immutable === condition.value;
    case "superseded":
      return (memory.supersededBy !== null) === condition.value;
    case "sample":
      return memory.isSample === condition.value;
  }
};
