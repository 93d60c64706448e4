import { entityRequired, refusal, type ErrorShape } from "./api-error";
import { compileCondition } from "./compile-condition";
import { isObject, type JsonObject, type Predicate } from "./predicate";
import { entityFields } from "./types";

const allowedKeys = [
  "AND",
  "OR",
  "NOT",
  ...entityFields,
  "created_at",
  "updated_at",
  "timestamp",
  "expiration_date",
  "text",
  "categories",
  "metadata",
  "keywords_search",
  "memory_ids",
  "keywords",
];

/**
 * Whether a memory matches the Platform's filter language, with its traps. Throws the API's refusals, among them the
 * one, in `shape`, of filters that name no entity. https://docs.mem0.ai/platform/features/v2-memory-filters
 */
export const compileFilter = (filters: unknown, shape: ErrorShape = "error"): Predicate => {
  if (!isObject(filters) || Object.keys(filters).length === 0) throw entityRequired(shape);
  const predicate = compile(filters);
  if (!namesEntity(filters)) throw entityRequired(shape);
  return predicate;
};

const compile = (node: unknown): Predicate => {
  if (!isObject(node)) throw refusal("A filter must be an object.");
  const unknownKey = Object.keys(node).find((key) => !allowedKeys.includes(key));
  if (unknownKey !== undefined) {
    const allowed = allowedKeys.map((key) => `'${key}'`).join(", ");
    throw refusal(`Top-level key must be a logical operator or an allowed field: [${allowed}].`);
  }
  const parts = siblings(node).map(([key, value]) => compilePart(key, value));
  return (memory) => parts.every((holds) => holds(memory));
};

/** An OR beside an AND is silently dropped: what is inside is not even read. */
const siblings = (node: JsonObject): [string, unknown][] =>
  Object.entries(node).filter(([key]) => !(key === "OR" && "AND" in node));

const compilePart = (key: string, value: unknown): Predicate => {
  switch (key) {
    case "AND": {
      const parts = list(key, value).map(compile);
      return (memory) => parts.every((holds) => holds(memory));
    }
    case "OR": {
      const parts = list(key, value).map(compile);
      return (memory) => parts.some((holds) => holds(memory));
    }
    case "NOT": {
      // Both forms are documented. Of several, none may hold.
      const parts = (Array.isArray(value) ? list(key, value) : [value]).map(compile);
      return (memory) => !parts.some((holds) => holds(memory));
    }
    default:
      return compileCondition(key, value);
  }
};

const list = (key: string, value: unknown): unknown[] => {
  if (!Array.isArray(value) || value.length === 0) throw refusal(`${key} must be a list of filters.`);
  return value;
};

/** Whether an entity is asked for other than by `ne` or under NOT. */
const namesEntity = (node: unknown): boolean =>
  isObject(node) &&
  siblings(node).some(([key, value]) => {
    if (key === "AND" || key === "OR") return Array.isArray(value) && value.some(namesEntity);
    if (!entityFields.some((field) => field === key)) return false;
    return !isObject(value) || Object.keys(value).some((operator) => operator !== "ne");
  });
