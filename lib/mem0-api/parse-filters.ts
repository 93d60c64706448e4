import { isJsonObject } from "@/lib/json/json-object";
import { z } from "zod";
import type { Filter, FilterField } from "@/lib/filters/filter";
import { filterDepthMax } from "@/lib/filters/filter-limits";
import { filterSchema } from "@/lib/filters/filter-schema";
import { entityFields } from "@/lib/memories/types";
import { misspeltEntityField, misspeltText } from "./entity-field-names";
import {
  all,
  any,
  filterFields,
  metadataEquals,
  type FieldReader,
  type FilterFieldName,
  type ValueReader,
} from "./filter-fields";

/** Why a filter is refused, in a sentence for the client. Quotes names, never values. */
export class FilterProblem extends Error {
  override readonly name = "FilterProblem";
}

const fieldNames = Object.keys(filterFields);
const logicalNames = ["AND", "OR", "NOT"];

/** Mem0's own words. */
const unknownKeyText = `Top-level key must be a logical operator or an allowed field: [${[
  ...logicalNames,
  ...fieldNames,
]
  .map((name) => `'${name}'`)
  .join(", ")}]`;

/**
 * Reads `filters` of Mem0's list and search (https://docs.mem0.ai/platform/features/v2-memory-filters): keys side by side
 * are all required. Where Mem0 drops an OR beside an AND without a word, this refuses. Throws a FilterProblem.
 */
export const parseFilters = (input: unknown): Filter => {
  const parsed = filterSchema.safeParse(readNode(input, 1));
  if (parsed.success) return parsed.data;
  throw new FilterProblem(parsed.error.issues[0]?.message ?? "The filter is not valid.");
};

/** Whether every memory that a filter can find has an entity id that the filter names, or asks for with "*". */
export const isScoped = (filter: Filter): boolean => {
  if ("and" in filter) return filter.and.some(isScoped);
  if ("or" in filter) return filter.or.every(isScoped);
  if ("not" in filter) return false;
  return isEntityField(filter.field) && filter.operator !== "ne" && filter.operator !== "absent";
};

const isEntityField = (field: FilterField): boolean => entityFields.some((each) => each === field);

const readNode = (node: unknown, depth: number): Filter => {
  if (depth > filterDepthMax) {
    throw new FilterProblem(`A filter can nest at most ${filterDepthMax} levels deep.`);
  }
  if (!isJsonObject(node)) throw new FilterProblem('A filter is an object such as {"user_id": "alice"}.');
  const keys = Object.keys(node);
  if (keys.length === 0) throw new FilterProblem("A filter needs at least one condition.");
  if (keys.includes("AND") && keys.includes("OR")) {
    throw new FilterProblem(
      "AND and OR are in the same object, and it would not be clear how they combine (Mem0 drops the OR). Put the OR inside the AND.",
    );
  }
  return all(keys.map((key) => readKey(key, node[key], depth)));
};

const readKey = (key: string, value: unknown, depth: number): Filter => {
  switch (key) {
    case "AND":
      return all(readNodes(key, value, depth));
    case "OR":
      return any(readNodes(key, value, depth));
    case "NOT":
      // Several are excluded one by one: what any of them matches is left out.
      return { not: any(readNodes(key, Array.isArray(value) ? value : [value], depth)) };
    case "metadata":
      return readMetadata(value);
    default:
      if (key.startsWith(metadataPrefix)) return readMetadataKey(key.slice(metadataPrefix.length), value);
      if (!isFieldName(key)) throw new FilterProblem(unknownFieldText(key));
      return readField(key, filterFields[key], value);
  }
};

const unknownFieldText = (key: string): string => {
  const field = misspeltEntityField(key);
  return field === null ? unknownKeyText : misspeltText(key, field);
};

const readNodes = (operator: string, value: unknown, depth: number): Filter[] => {
  if (!Array.isArray(value) || value.length === 0) {
    throw new FilterProblem(`${operator} takes a list of at least one condition.`);
  }
  return value.map((node: unknown) => readNode(node, depth + 1));
};

const readField = (field: string, reader: FieldReader, value: unknown): Filter => {
  if (isJsonObject(value)) return readOperators(field, reader, value);
  if (reader.bare !== null && (!Array.isArray(value) || field === "memory_ids")) {
    return readValue(field, reader.bare, value);
  }
  throw new FilterProblem(`${field} takes an operator: ${operatorNames(reader)}.`);
};

/** Several operators on one field are all required: {"gte": …, "lt": …}. */
const readOperators = (field: string, reader: FieldReader, clause: Record<string, unknown>): Filter => {
  const entries = Object.entries(clause);
  if (entries.length === 0) throw new FilterProblem(`${field} needs a value or an operator.`);
  return all(
    entries.map(([operator, value]) => {
      const found = Object.hasOwn(reader.operators, operator) ? reader.operators[operator] : undefined;
      if (found === undefined) throw new FilterProblem(unknownOperatorText(field, reader, operator));
      return readValue(`${field}.${operator}`, found, value);
    }),
  );
};

const metadataPrefix = "metadata.";

/**
 * {"metadata.key": value} or {"metadata.key": {operator: value}}, as https://docs.mem0.ai/platform/advanced-memory-operations has it.
 * What follows the dot is a key, whatever it is called, and never a path.
 */
const readMetadataKey = (key: string, value: unknown): Filter => {
  if (key === "" || key.includes(".")) {
    throw new FilterProblem(
      'metadata can be filtered by top-level keys only: "metadata.source". A key that has a dot in it is written {"metadata": {"a.b": "value"}}.',
    );
  }
  return readMetadataValue(key, value);
};

/** {"metadata": {key: value}}, {"metadata": {key: {operator: value}}} or {"metadata": {operator: {key: value}}}. */
const readMetadata = (value: unknown): Filter => {
  if (!isJsonObject(value) || Object.keys(value).length === 0) {
    throw new FilterProblem('metadata takes an object such as {"source": "email"}.');
  }
  return all(
    Object.entries(value).map(([key, inner]) =>
      // A key that is named like an operator has to be written {"eq": {"in": …}}, or "metadata.in".
      operatorWords.has(key)
        ? readOperators("metadata", filterFields.metadata, { [key]: inner })
        : readMetadataValue(key, inner),
    ),
  );
};

const readMetadataValue = (key: string, value: unknown): Filter => {
  if (!isJsonObject(value)) return readValue("metadata", metadataEquals, { [key]: value });
  const clauses = Object.entries(value);
  if (clauses.length === 0) throw new FilterProblem("metadata can be filtered by top-level keys only.");
  return all(
    clauses.map(([operator, operand]) =>
      readOperators("metadata", filterFields.metadata, { [operator]: { [key]: operand } }),
    ),
  );
};

const readValue = (place: string, reader: ValueReader, value: unknown): Filter => {
  // Zod drops this key without a word, and the filter would match more.
  if (isJsonObject(value) && Object.hasOwn(value, "__proto__")) {
    throw new FilterProblem(`${place} cannot have the key "__proto__".`);
  }
  try {
    return reader.read(value);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const message = error.issues[0]?.message ?? "not valid";
    throw new FilterProblem(readsOn.test(message) ? `${place} ${message}.` : `${place}: ${message}`);
  }
};

/** Some messages go on from the name of what was read. */
const readsOn = /^(?:is|can) /;

const unknownOperatorText = (field: string, reader: FieldReader, operator: string): string => {
  const supported = `${field} takes ${operatorNames(reader)}.`;
  const keyword = sqlSigns.get(operator);
  if (keyword !== undefined) return `Use the keyword "${keyword}" for "${operator}": ${supported}`;
  if (operator === "nin") return `There is no operator "nin": wrap an "in" in NOT. ${supported}`;
  if (operator === "eq" && reader.bare !== null) {
    return `Operator "eq" is not supported for ${field}: pass the value itself. ${supported}`;
  }
  return `Operator "${shown(operator)}" is not supported for ${field}. ${supported}`;
};

const operatorNames = (reader: FieldReader): string => Object.keys(reader.operators).join(", ");

const sqlSigns = new Map([
  ["=", "eq"],
  ["==", "eq"],
  ["!=", "ne"],
  ["<>", "ne"],
  [">", "gt"],
  [">=", "gte"],
  ["<", "lt"],
  ["<=", "lte"],
  ["like", "contains"],
]);
const operatorWords = new Set(["eq", "ne", "in", "nin", "gt", "gte", "lt", "lte", "contains", "icontains"]);

const isFieldName = (key: string): key is FilterFieldName => Object.hasOwn(filterFields, key);

const shownMax = 80;
const shown = (name: string): string => (name.length > shownMax ? `${name.slice(0, shownMax)}…` : name);
